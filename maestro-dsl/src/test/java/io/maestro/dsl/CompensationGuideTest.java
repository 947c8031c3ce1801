package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.run.RunStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What the guide to undoing what was done says is so. */
class CompensationGuideTest {

    private record Desk(String name, List<String> log) implements CompensationGuide.Desk {
        @Override
        public String book(String what) {
            return name + " to " + what;
        }

        @Override
        public void cancel(String booking) {
            log.add("cancelled " + booking);
        }
    }

    @Test
    void the_trip_is_given_back_on_request() {
        var log = new CopyOnWriteArrayList<String>();
        var trip = CompensationGuide.trip(new Desk("flight", log), new Desk("hotel", log), amount -> {});

        try (var maestro = Maestro.inMemory()) {
            maestro.register(trip);
            var run = maestro.start("trip");
            run.await();
            var undoing = CompensationGuide.request(run);

            assertThat(undoing.await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }

        assertThat(log).containsExactly("cancelled hotel to Rome", "cancelled flight to Rome");
    }

    @Test
    void the_trip_is_given_back() {
        var log = new CopyOnWriteArrayList<String>();
        var trip = CompensationGuide.trip(new Desk("flight", log), new Desk("hotel", log), amount -> {
            throw new IllegalStateException("no money");
        });
        var printed = new ByteArrayOutputStream();

        try (var maestro = Maestro.inMemory()) {
            maestro.register(trip);
            var run = maestro.start("trip");
            run.await();
            CompensationGuide.print(run, new PrintStream(printed, true, StandardCharsets.UTF_8));

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        }

        assertThat(log).containsExactly("cancelled hotel to Rome", "cancelled flight to Rome");
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("2 of 2 undone: 'hotel', 'flight'\n");
    }
}
