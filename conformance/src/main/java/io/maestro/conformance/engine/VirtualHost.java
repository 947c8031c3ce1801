package io.maestro.conformance.engine;

import io.maestro.Maestro;
import io.maestro.event.MaestroEvent;
import io.maestro.run.RunId;
import io.maestro.test.VirtualClock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** An engine in virtual time, with a stand-in for what steps of the type {@code Http} call. */
final class VirtualHost implements AutoCloseable {

    private final VirtualClock clock = VirtualClock.create();
    private final HttpStandIn http = new HttpStandIn(clock);
    private final Set<RunId> begun = new LinkedHashSet<>();
    private final Maestro maestro = Maestro.builder()
            .time(clock)
            .stepType(HttpStandIn.TYPE, http)
            .listener(this::hear)
            .build();

    private void hear(MaestroEvent event) {
        if (event instanceof MaestroEvent.RunChanged changed) {
            synchronized (begun) {
                begun.add(changed.runId());
            }
        }
    }

    Maestro maestro() {
        return maestro;
    }

    HttpStandIn http() {
        return http;
    }

    /** Returns the runs that have begun, in the order in which they did. */
    List<RunId> begun() {
        synchronized (begun) {
            return List.copyOf(begun);
        }
    }

    /** Lets all come to rest that does not wait for time to pass. */
    void settle() {
        clock.settle();
    }

    /** Lets time pass. */
    void pass(Duration time) {
        var end = clock.instant().plus(time);
        await(time, () -> !clock.instant().isBefore(end));
    }

    /** Lets time pass until a condition holds, or for so long at most. */
    void await(Duration limit, BooleanSupplier condition) {
        var end = clock.instant().plus(limit);
        clock.alarmAt(end, () -> {});
        clock.runUntil(() -> condition.getAsBoolean() || !clock.instant().isBefore(end));
    }

    @Override
    public void close() {
        maestro.close();
    }
}
