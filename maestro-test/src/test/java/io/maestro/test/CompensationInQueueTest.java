package io.maestro.test;

import static io.maestro.definition.RunStrategy.Rule.FIRST_ONLY;
import static io.maestro.definition.RunStrategy.Rule.STRICT_SEQUENTIAL;
import static io.maestro.run.RunStatus.CREATED;
import static io.maestro.run.RunStatus.FAILED;
import static io.maestro.run.RunStatus.IN_PROGRESS;
import static io.maestro.run.RunStatus.STOPPED;
import static io.maestro.run.RunStatus.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.RunHandle;
import io.maestro.definition.RunStrategy;
import io.maestro.dsl.Workflow;
import io.maestro.queue.QueueRules;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that only undo what others of their instance did, and the queue of their workflow. */
class CompensationInQueueTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    /** What it books takes 100 seconds to give back; it fails if it is to, without giving anything back. */
    private void register(RunStrategy.Rule rule) {
        bench.maestro.register(Workflow.define("w", w -> {
            w.runStrategy(RunStrategy.of(rule));
            var fails = w.param("fails", false);
            var flight = w.step("flight", ctx -> "f");
            flight.compensateWith(w.type("cancel", "Sleep").param("sleep_seconds", 100));
            var hotel = w.step("hotel", ctx -> "h").after(flight);
            hotel.compensateWith(w.run("keep", ctx -> {
                if (ctx.runId().run() == 1) {
                    throw new IllegalStateException("closed");
                }
            }));
            w.run("pay", ctx -> {
                        if (ctx.get(fails)) {
                            throw new IllegalStateException("no money");
                        }
                    })
                    .after(hotel);
        }));
    }

    private RunHandle start(boolean fails) {
        var run = bench.maestro.start("w", Map.of("fails", fails));
        bench.clock.settle();
        return run;
    }

    private RunHandle ended(boolean fails) {
        var run = start(fails);
        bench.awaitEnd(run);
        assertThat(run.status()).isEqualTo(fails ? FAILED : SUCCEEDED);
        return run;
    }

    private RunHandle undoing(RunHandle run) {
        var undoing = run.compensate("ann", "the guest does not come");
        bench.clock.settle();
        assertThat(undoing.status()).isEqualTo(IN_PROGRESS);
        return undoing;
    }

    private static boolean isBlocking(RunHandle run) {
        return run.run().isBlocking();
    }

    @Test
    void what_was_unblocked_does_not_block_again_when_it_is_undone() {
        register(STRICT_SEQUENTIAL);
        var failed = ended(true);
        bench.maestro.control("w").unblock("ann", "known");
        var undoing = undoing(failed);
        var next = start(false);
        assertThat(next.status()).isEqualTo(CREATED);
        bench.awaitEnd(undoing);

        assertThat(undoing.status()).isEqualTo(FAILED);
        assertThat(isBlocking(undoing)).isFalse();
        assertThat(undoing.run().unblocking().orElseThrow().reason())
                .isEqualTo("it only undid what its instance had done");
        bench.awaitEnd(next);
        assertThat(next.status()).isEqualTo(SUCCEEDED);
    }

    @Test
    void what_blocks_does_so_until_somebody_unblocks_it_though_it_was_undone() {
        register(STRICT_SEQUENTIAL);
        var failed = ended(true);
        var next = start(false);
        bench.awaitEnd(undoing(failed));
        bench.clock.advance(Duration.ofHours(1));

        assertThat(isBlocking(failed)).isTrue();
        assertThat(next.status()).isEqualTo(CREATED);

        bench.maestro.control("w").unblock("ann", "known");
        bench.awaitEnd(next);
        assertThat(next.status()).isEqualTo(SUCCEEDED);
    }

    @Test
    void undoing_that_is_killed_blocks_nobody() {
        register(STRICT_SEQUENTIAL);
        var undoing = undoing(ended(false));
        undoing.kill("ann", "enough").orThrow();
        bench.awaitEnd(undoing);

        assertThat(undoing.status()).isEqualTo(FAILED);
        assertThat(start(false).status()).isEqualTo(SUCCEEDED);
    }

    @ParameterizedTest
    @EnumSource(names = {"SEQUENTIAL", "STRICT_SEQUENTIAL", "LAST_ONLY", "SERIAL_LATEST_ONLY"})
    void a_run_that_is_started_meanwhile_waits_and_undoing_goes_on(RunStrategy.Rule rule) {
        register(rule);
        var undoing = undoing(ended(false));
        var next = start(false);
        assertThat(next.status()).isEqualTo(CREATED);
        bench.awaitEnd(undoing);

        assertThat(undoing.status()).isEqualTo(SUCCEEDED);
        assertThat(undoing.run().compensation().orElseThrow().isDone()).isTrue();
        bench.awaitEnd(next);
        assertThat(next.status()).isEqualTo(SUCCEEDED);
        assertThat(next.run().startedAt()).isEqualTo(undoing.run().endedAt());
    }

    @Test
    void under_first_only_a_run_that_is_started_meanwhile_is_stopped() {
        register(FIRST_ONLY);
        var undoing = undoing(ended(false));
        var next = start(false);

        assertThat(next.status()).isEqualTo(STOPPED);
        assertThat(next.run().ending().orElseThrow().reason()).isEqualTo(QueueRules.NOT_FIRST);
        bench.awaitEnd(undoing);
        assertThat(start(false).status()).isEqualTo(SUCCEEDED);
    }

    @ParameterizedTest
    @EnumSource(names = {"SEQUENTIAL", "FIRST_ONLY", "LAST_ONLY"})
    void undoing_begins_at_once_and_stops_nobody(RunStrategy.Rule rule) {
        bench.maestro.register(Workflow.define("w", w -> {
            w.runStrategy(RunStrategy.of(rule));
            w.step("flight", ctx -> "f").compensateWith(w.run("cancel", ctx -> {}));
            w.type("nap", "Sleep").param("sleep_seconds", 100);
        }));
        var first = bench.maestro.start("w");
        bench.awaitEnd(first);
        var second = bench.maestro.start("w");
        bench.clock.settle();
        var undoing = first.compensate("ann", "the guest does not come");
        bench.clock.settle();

        assertThat(undoing.status()).isEqualTo(SUCCEEDED);
        assertThat(second.status()).isEqualTo(IN_PROGRESS);
        bench.awaitEnd(second);
        assertThat(second.status()).isEqualTo(SUCCEEDED);
    }
}
