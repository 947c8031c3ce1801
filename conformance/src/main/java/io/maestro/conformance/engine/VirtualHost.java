package io.maestro.conformance.engine;

import io.maestro.Maestro;
import io.maestro.Stores;
import io.maestro.event.MaestroEvent;
import io.maestro.run.RunId;
import io.maestro.store.Store;
import io.maestro.test.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/** An engine in virtual time, with a stand-in for what steps of the type {@code Http} call. */
final class VirtualHost implements AutoCloseable {

    private final VirtualClock clock;
    private final HttpStandIn http;
    private final Queue<RunId> changed = new ConcurrentLinkedQueue<>();
    private final Maestro maestro;

    VirtualHost() {
        this(Stores.inMemory(), VirtualClock.create());
    }

    private VirtualHost(Store store, VirtualClock clock) {
        this(store, clock, new HttpStandIn(clock));
    }

    private VirtualHost(Store store, VirtualClock clock, HttpStandIn http) {
        this.clock = clock;
        this.http = http;
        this.maestro = Maestro.builder()
                .store(store)
                .time(clock)
                .stepType(HttpStandIn.TYPE, http)
                .listener(this::hear)
                .build();
    }

    /** Returns a host with a store of its own. */
    static VirtualHost with(Store store) {
        return new VirtualHost(store, VirtualClock.create());
    }

    /** Returns another host that goes on where this one is cut off, with what it recorded. */
    VirtualHost successor(Store store) {
        return new VirtualHost(store, clock, http);
    }

    private void hear(MaestroEvent event) {
        if (event instanceof MaestroEvent.RunChanged change
                && change.run().startedAt().isPresent()) {
            changed.add(event.runId());
        }
    }

    Maestro maestro() {
        return maestro;
    }

    HttpStandIn http() {
        return http;
    }

    /** Returns the runs that have begun, in the order in which they did; all of them once this is closed. */
    List<RunId> begun() {
        return changed.stream().distinct().toList();
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
