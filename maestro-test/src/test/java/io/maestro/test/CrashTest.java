package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.StepId;
import io.maestro.error.MaestroException;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Workflows whose process dies at every commit there is, right before and right after it, and that a second engine goes on with:
 * they must come to the end to which they come without a crash, and no step whose outcome was recorded may run again.
 */
class CrashTest {

    private static final int MORE_THAN_ANY_SCENARIO_COMMITS = 60;

    /** One life of the process: an engine over the rows, until the run has ended or the process has died. */
    private static final class Life implements AutoCloseable {
        final World world;
        final FaultyStore store;
        final Maestro maestro;
        final CrashScenario scenario;
        boolean acknowledged;

        Life(CrashScenario scenario, VirtualClock clock, Store rows, Set<String> jobs) {
            this.scenario = scenario;
            this.world = new World(jobs);
            this.store = new FaultyStore(rows);
            this.maestro = Maestro.builder()
                    .time(clock)
                    .store(store)
                    .stepType("Job", world.job())
                    .stopGrace(Duration.ofSeconds(5))
                    .drainLimit(Duration.ZERO)
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

    /** What a run came to. */
    private record Result(RunStatus status, Map<StepId, List<StepStatus>> attempts, Map<StepId, Object> outputs) {
        static Result of(RunHandle run) {
            var attempts = new LinkedHashMap<StepId, List<StepStatus>>();
            run.explain()
                    .forEach(step -> attempts.put(
                            step.step(),
                            run.attempts().stream()
                                    .filter(attempt -> attempt.step().equals(step.step()))
                                    .map(StepAttempt::status)
                                    .toList()));
            var outputs = run.attempts().stream()
                    .filter(attempt -> attempt.output().isPresent())
                    .collect(Collectors.toMap(
                            StepAttempt::step, attempt -> attempt.output().get()));
            return new Result(run.status(), attempts, outputs);
        }
    }

    private Result undisturbed(CrashScenario scenario) {
        var clock = VirtualClock.create();
        try (var life = new Life(scenario, clock, Stores.inMemory(), ConcurrentHashMap.newKeySet())) {
            var run = Optional.ofNullable(life.live(clock)).orElseThrow();
            assertThat(life.store.commits().size()).isLessThan(MORE_THAN_ANY_SCENARIO_COMMITS);
            return Result.of(run);
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
        var expected = undisturbed(scenario);
        boolean crashed = true;
        for (int commit = 1; crashed; commit++) {
            int number = commit;
            crashed = crashOnce(scenario, side + " commit " + commit, expected, store -> crash.accept(store, number));
            assertThat(commit).isLessThan(MORE_THAN_ANY_SCENARIO_COMMITS);
        }
    }

    private boolean crashOnce(CrashScenario scenario, String where, Result expected, Consumer<FaultyStore> crash) {
        var clock = VirtualClock.create();
        var rows = Stores.inMemory();
        Set<String> jobs = ConcurrentHashMap.newKeySet();
        boolean stopped;
        try (var first = new Life(scenario, clock, rows, jobs)) {
            crash.accept(first.store);
            first.live(clock);
            if (!first.store.isCrashed()) {
                return false;
            }
            stopped = first.acknowledged;
        }
        clock.settle();
        var recorded = rows.runs(RunQuery.of("w")).stream()
                .flatMap(run -> rows.attempts(run.runId()).stream())
                .filter(attempt ->
                        attempt.status().isTerminal() || attempt.jobId().isPresent())
                .map(attempt -> attempt.step() + "#" + attempt.attempt())
                .toList();
        try (var second = new Life(scenario, clock, rows, jobs)) {
            var run = Optional.ofNullable(second.live(clock)).orElseThrow();

            assertThat(rows.runs(RunQuery.of("w"))).as("crash %s", where).hasSize(1);
            assertThat(Result.of(run)).as("crash %s", where).isEqualTo(expected);
            assertThat(second.world.ran).as("crash %s: ran again", where).noneMatch(recorded::contains);
            if (stopped) {
                assertThat(second.world.ran)
                        .as("crash %s: ran after the stop", where)
                        .isEmpty();
            }
        }
        return true;
    }
}
