package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.error.MaestroException;
import io.maestro.run.StepAttempt;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Workflows whose process dies at every commit there is, right before and right after it, and that a second engine goes on with:
 * they must come to the end to which they come without a crash, and no step whose outcome was recorded may run again.
 */
class CrashTest {

    private static final int MORE_THAN_ANY_SCENARIO_COMMITS = 60;

    /** So that no run leaves memory. */
    private static final Duration NO_NAP = Duration.ofDays(100);

    /** One life of the process: an engine over the rows, until the run has ended or the process has died. */
    private static final class Life implements AutoCloseable {
        final World world;
        final FaultyStore store;
        final Maestro maestro;
        final CrashScenario scenario;
        boolean acknowledged;

        Life(CrashScenario scenario, VirtualClock clock, Store rows, Set<String> jobs, Duration napLimit) {
            this.scenario = scenario;
            this.world = new World(jobs);
            this.store = new FaultyStore(rows);
            this.maestro = Maestro.builder()
                    .time(clock)
                    .store(store)
                    .stepType("Job", world.job())
                    .stopGrace(Duration.ofSeconds(5))
                    .drainLimit(Duration.ZERO)
                    .napLimit(napLimit)
                    .build();
        }

        /** Lives on with the run that is there, or a new one if there is none. */
        @Nullable
        RunHandle live(VirtualClock clock) {
            try {
                var workflow = maestro.register(scenario.flow().apply(world));
                var known = maestro.runs(RunQuery.of("w"));
                var run = known.isEmpty()
                        ? workflow.start()
                        : maestro.find(known.getFirst().runId()).orElseThrow();
                acknowledged = scenario.script().act(world, run);
                clock.awaitEnd(run);
                return run;
            } catch (MaestroException e) {
                if (!store.isCrashed()) {
                    throw e;
                }
                return null;
            }
        }

        @Override
        public void close() {
            maestro.close();
        }
    }

    /** Tells what a run came to, a line for each step with its recorded attempts. */
    private static String told(RunHandle run) {
        var lines = new ArrayList<String>();
        var end = run.run();
        lines.add(end.status()
                + end.ending().map(ending -> " for " + ending.reason()).orElse(""));
        run.explain()
                .forEach(step -> lines.add(run.attempts().stream()
                        .filter(attempt -> attempt.step().equals(step.step()))
                        .map(attempt -> " " + told(attempt))
                        .collect(Collectors.joining(",", step.step() + ":", ""))));
        return String.join("\n", lines);
    }

    private static String told(StepAttempt attempt) {
        return attempt.status()
                + attempt.output().map(output -> " " + output).orElse("")
                + attempt.error().map(error -> " (" + error.message() + ")").orElse("");
    }

    @ParameterizedTest
    @MethodSource("io.maestro.test.CrashScenario#all")
    void without_a_crash_each_workflow_comes_to_its_end(CrashScenario scenario) {
        var clock = VirtualClock.create();
        try (var life = new Life(scenario, clock, Stores.inMemory(), ConcurrentHashMap.newKeySet(), NO_NAP)) {
            var run = Optional.ofNullable(life.live(clock)).orElseThrow();

            assertThat(told(run)).isEqualTo(scenario.end().strip());
        }
    }

    @ParameterizedTest
    @MethodSource("io.maestro.test.CrashScenario#all")
    void a_crash_right_before_any_commit_changes_nothing_in_the_end(CrashScenario scenario) {
        crashAtEveryCommit(scenario, "before", (store, commit) -> store.crashBefore(commit));
    }

    @ParameterizedTest
    @MethodSource("io.maestro.test.CrashScenario#all")
    void a_crash_right_after_any_commit_changes_nothing_in_the_end(CrashScenario scenario) {
        crashAtEveryCommit(scenario, "after", (store, commit) -> store.crashAfter(commit));
    }

    private void crashAtEveryCommit(
            CrashScenario scenario, String side, java.util.function.ObjIntConsumer<FaultyStore> crash) {
        for (var napLimit : List.of(Duration.ZERO, NO_NAP)) {
            boolean crashed = true;
            for (int commit = 1; crashed; commit++) {
                int number = commit;
                var where = side + " commit " + commit + " with naps from " + napLimit;
                crashed = crashOnce(scenario, where, store -> crash.accept(store, number), napLimit);
                assertThat(commit).isLessThan(MORE_THAN_ANY_SCENARIO_COMMITS);
            }
        }
    }

    private boolean crashOnce(CrashScenario scenario, String where, Consumer<FaultyStore> crash, Duration napLimit) {
        var clock = VirtualClock.create();
        var rows = Stores.inMemory();
        Set<String> jobs = ConcurrentHashMap.newKeySet();
        boolean stopped;
        Set<String> polled;
        try (var first = new Life(scenario, clock, rows, jobs, napLimit)) {
            crash.accept(first.store);
            first.live(clock);
            if (!first.store.isCrashed()) {
                return false;
            }
            stopped = first.acknowledged;
            polled = first.world.polled;
        }
        clock.settle();
        var recorded = rows.runs(RunQuery.of("w")).stream()
                .flatMap(run -> rows.attempts(run.runId()).stream())
                .filter(attempt ->
                        attempt.status().isTerminal() || attempt.jobId().isPresent())
                .map(attempt -> attempt.step() + "#" + attempt.attempt())
                .toList();
        try (var second = new Life(scenario, clock, rows, jobs, napLimit)) {
            var run = Optional.ofNullable(second.live(clock)).orElseThrow();

            assertThat(rows.runs(RunQuery.of("w"))).as("crash %s", where).hasSize(1);
            assertThat(told(run)).as("crash %s", where).isEqualTo(scenario.end().strip());
            assertThat(second.world.ran).as("crash %s: ran again", where).noneMatch(recorded::contains);
            assertThat(second.world.ran)
                    .as("crash %s: a job was started again that had been found", where)
                    .noneMatch(polled::contains);
            if (stopped) {
                assertThat(second.world.ran)
                        .as("crash %s: ran after it was asked to end", where)
                        .noneMatch(scenario.over());
            }
        }
        return true;
    }

    @Test
    void a_stop_that_was_acknowledged_stays_effective_although_a_step_was_done_in_spite_of_it() {
        var slow = new Gate();
        var scenario = new CrashScenario(
                "outrun",
                world -> Flow.of("w")
                        .step("quick", world.stubborn(world.gate))
                        .step("slow", world.stubborn(slow))
                        .step("never", world.body(1))
                        .after("quick"),
                CrashScenario.Script.none(),
                "");
        var clock = VirtualClock.create();
        var rows = Stores.inMemory();
        try (var first = new Life(scenario, clock, rows, Set.of(), NO_NAP)) {
            var run = first.maestro.register(scenario.flow().apply(first.world)).start();
            CompletableFuture.allOf(first.world.gate.arrived(), slow.arrived()).join();
            assertThat(run.stop("enough")).isTrue();
            first.store.crashAfter(first.store.commits().size() + 1);
            first.world.gate.open();
            clock.waitUntil(first.store::isCrashed);
        }
        slow.open();
        clock.settle();
        try (var second = new Life(scenario, clock, rows, Set.of(), NO_NAP)) {
            var run = Optional.ofNullable(second.live(clock)).orElseThrow();

            assertThat(told(run)).isEqualTo("""
                    STOPPED for enough
                    quick: SUCCEEDED 5
                    slow: STOPPED (enough)
                    never:""");
            assertThat(second.world.ran).isEmpty();
        }
    }
}
