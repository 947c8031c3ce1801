package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.RetryPolicy;
import io.maestro.error.MaestroException;
import io.maestro.param.ParamValue;
import io.maestro.run.FailureKind;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.step.StepBody;
import io.maestro.step.StepFailedException;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that dies at any commit while something is restarted in a run that goes on neither loses the restart nor does it twice. */
class InRunRestartCrashTest {

    private static final int MORE_THAN_ANY_SCENARIO_COMMITS = 100;
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /**
     * A run in which something is restarted before it has ended.
     *
     * @param name for people
     * @param flow the workflow
     * @param restart restarts something in its run
     */
    record Scenario(String name, Function<Life, Flow> flow, Consumer<RunHandle> restart) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static RestartRequest once() {
        return RestartRequest.fromIncomplete().requestId("once");
    }

    static Stream<Scenario> scenarios() {
        return Stream.of(
                new Scenario(
                        "an iteration",
                        life -> foreach(life),
                        run -> run.child("f", 1).orElseThrow().restart(once())),
                new Scenario(
                        "a step of an iteration, with params",
                        life -> foreach(life),
                        run -> run.child("f", 1)
                                .orElseThrow()
                                .restartStep("k", once().stepParams("k", Map.of("v", 7)))),
                new Scenario(
                        "a step, with params",
                        life -> steps(life),
                        run -> run.restartStep("k", once().stepParams("k", Map.of("v", 7)))),
                new Scenario(
                        "a step that is passed over",
                        life -> steps(life),
                        run -> run.restartStep("k", once().skipping("k"))));
    }

    private static Flow foreach(Life life) {
        var each = Flow.of("each")
                .step("k", life.body())
                .retry(RetryPolicy.fixed(1, PAUSE))
                .param("v", ParamValue.of(1));
        return Flow.of("w")
                .foreach("f", 2, Map.of("i", new ParamValue.LongArray(List.of(1L, 2L, 3L))), each)
                .step("d", life.body())
                .after("f");
    }

    private static Flow steps(Life life) {
        return Flow.of("w")
                .step("g", life.body())
                .retry(RetryPolicy.fixed(1, PAUSE))
                .step("k", life.body())
                .param("v", ParamValue.of(1))
                .step("d", life.body())
                .after("k");
    }

    /** One life of the process: an engine over the rows, until the run has ended or the process has died. */
    static final class Life implements AutoCloseable {
        final Set<String> ran = ConcurrentHashMap.newKeySet();
        final VirtualClock clock;
        final FaultyStore store;
        final Maestro maestro;
        final Scenario scenario;

        Life(Scenario scenario, VirtualClock clock, Store rows) {
            this.scenario = scenario;
            this.clock = clock;
            this.store = new FaultyStore(rows);
            this.maestro = Maestro.builder()
                    .time(clock)
                    .store(store)
                    .drainLimit(Duration.ZERO)
                    .napLimit(Duration.ZERO)
                    .build();
        }

        /** Step k fails for good until it is restarted, in the first iteration; what else begins first fails once and is tried later. */
        StepBody<Object> body() {
            return context -> {
                ran.add(context.runId() + "/" + context.stepId() + "#" + context.attempt());
                boolean first = context.runId().run() == 1 && context.attempt() == 1;
                boolean failing =
                        context.stepId().value().equals("k") && context.runId().instance() == 1;
                if (first && failing) {
                    awaitNeighbour(context.runId());
                    throw new StepFailedException(FailureKind.FATAL, "first try");
                }
                boolean late =
                        context.stepId().value().equals("g") || context.runId().instance() == 2;
                if (first && late) {
                    throw new IllegalStateException("not yet");
                }
                return context.stepId() + " of " + context.runId().run();
            };
        }

        /** A loop begins no further iteration when one has failed, so the second must have begun before the first fails. */
        private void awaitNeighbour(RunId failing) {
            var second = new RunId(failing.workflow(), 2, 1);
            while (!failing.workflow().value().equals("w")
                    && !store.isCrashed()
                    && store.run(second).isEmpty()) {
                Thread.onSpinWait();
            }
        }

        boolean live() {
            try {
                var workflow = maestro.register(scenario.flow().apply(this));
                var known = maestro.runs(RunQuery.of("w"));
                var run = known.isEmpty()
                        ? workflow.start()
                        : maestro.find(known.getFirst().runId()).orElseThrow();
                clock.waitUntil(() -> store.isCrashed() || hasFailed(run));
                if (!store.isCrashed()) {
                    restart(run);
                }
                clock.runUntil(() -> store.isCrashed() || run.status().isTerminal());
                return run.status().isTerminal();
            } catch (MaestroException e) {
                if (!store.isCrashed()) {
                    throw e;
                }
                return false;
            }
        }

        /** Whoever asks when what failed is about to be known is told to ask again. */
        private void restart(RunHandle run) {
            boolean done = false;
            while (!done) {
                try {
                    scenario.restart().accept(run);
                    done = true;
                } catch (RestartRefusedException e) {
                    assertThat(e).hasMessageContaining("ask again");
                    clock.settle();
                }
            }
        }

        private static boolean hasFailed(RunHandle run) {
            return Bench.attempts(run, "k").stream()
                            .anyMatch(attempt -> attempt.status().isTerminal())
                    || run.child("f", 1)
                            .filter(child -> !Bench.attempts(child, "k").isEmpty()
                                    && (child.status().isTerminal()
                                            || child.id().run() > 1))
                            .isPresent();
        }

        @Override
        public void close() {
            maestro.close();
        }

        /** Tells what became of the run and those below it. */
        String told() {
            return maestro.runs(RunQuery.all().limit(100)).stream()
                    .map(run -> run.runId() + " " + run.status() + " "
                            + run.rollup().counts()
                            + store.attempts(run.runId()).stream()
                                    .map(Life::told)
                                    .sorted()
                                    .toList())
                    .toList()
                    .toString();
        }

        private static String told(StepAttempt attempt) {
            return attempt.step() + "#" + attempt.attempt() + " " + attempt.status() + " "
                    + attempt.returned().map(value -> value.value().toString()).orElse("") + " "
                    + attempt.params().values().stream()
                            .map(param -> param.value().toString())
                            .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void a_crash_right_before_any_commit_changes_nothing_in_the_end(Scenario scenario) {
        crashAtEveryCommit(scenario, "before", FaultyStore::crashBefore);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void a_crash_right_after_any_commit_changes_nothing_in_the_end(Scenario scenario) {
        crashAtEveryCommit(scenario, "after", FaultyStore::crashAfter);
    }

    private static String end(Scenario scenario) {
        try (var life = new Life(scenario, VirtualClock.create(), Stores.inMemory())) {
            assertThat(life.live()).isTrue();
            assertThat(life.told()).contains("w:1:1 SUCCEEDED");
            return life.told();
        }
    }

    private void crashAtEveryCommit(Scenario scenario, String side, ObjIntConsumer<FaultyStore> crash) {
        var end = end(scenario);
        boolean crashed = true;
        for (int commit = 1; crashed; commit++) {
            crashed = crashOnce(scenario, end, side + " commit " + commit, crash, commit);
            assertThat(commit).isLessThan(MORE_THAN_ANY_SCENARIO_COMMITS);
        }
    }

    private boolean crashOnce(
            Scenario scenario, String end, String where, ObjIntConsumer<FaultyStore> crash, int commit) {
        var clock = VirtualClock.create();
        var rows = Stores.inMemory();
        boolean crashed;
        try (var first = new Life(scenario, clock, rows)) {
            crash.accept(first.store, commit);
            first.live();
            crashed = first.store.isCrashed();
        }
        clock.settle();
        var recorded = rows.runs(RunQuery.all().limit(1000)).stream()
                .flatMap(run -> rows.attempts(run.runId()).stream())
                .filter(attempt -> attempt.status().isTerminal())
                .map(attempt -> attempt.runId() + "/" + attempt.step() + "#" + attempt.attempt())
                .toList();
        try (var second = new Life(scenario, clock, rows)) {
            assertThat(second.live()).as("crash %s", where).isTrue();

            assertThat(second.told()).as("crash %s", where).isEqualTo(end);
            assertThat(second.ran).as("crash %s: ran again", where).noneMatch(recorded::contains);
        }
        return crashed;
    }
}
