package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.error.MaestroException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.step.StepBody;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that dies at any commit of a run whose steps have runs of their own changes nothing of what they come to. */
class ChildRunCrashTest {

    private static final int MORE_THAN_ANY_SCENARIO_COMMITS = 100;

    /**
     * A workflow, and what it comes to.
     *
     * @param name for people
     * @param flow the workflow, whose bodies note that they ran
     * @param end how each run of the tree ends, in the order of their ids
     */
    record Scenario(String name, Function<Life, Flow> flow, String end) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static ParamValue longs(Long... values) {
        return new ParamValue.LongArray(List.of(values));
    }

    static Stream<Scenario> scenarios() {
        return Stream.of(
                new Scenario(
                        "foreach",
                        life -> Flow.of("w")
                                .foreach(
                                        "loop",
                                        2,
                                        Map.of("x", longs(1L, 2L, 3L)),
                                        Flow.of("b").step("inner", life.body("x")))
                                .step("after", life.body())
                                .after("loop"),
                        """
                        foreach 1: inner SUCCEEDED 1
                        foreach 2: inner SUCCEEDED 2
                        foreach 3: inner SUCCEEDED 3
                        w 1: loop SUCCEEDED, after SUCCEEDED
                        """),
                new Scenario(
                        "while",
                        life -> Flow.of("w")
                                .whileLoop(
                                        "loop",
                                        "i < 3",
                                        Map.of("i", ParamValue.of(0)),
                                        Flow.of("b")
                                                .step("inner", life.body("i"))
                                                .param("i", ParamDefinition.expression(ParamType.LONG, "i + 1")))
                                .step("after", life.body())
                                .after("loop"),
                        """
                        while 1: inner SUCCEEDED 0
                        while 2: inner SUCCEEDED 1
                        while 3: inner SUCCEEDED 2
                        w 1: loop SUCCEEDED, after SUCCEEDED
                        """),
                new Scenario(
                        "subworkflow",
                        life -> Flow.of("w")
                                .subworkflow("sub", "other", true)
                                .step("after", life.body())
                                .after("sub"),
                        """
                        other 1: inner SUCCEEDED
                        w 1: sub SUCCEEDED, after SUCCEEDED
                        """),
                new Scenario(
                        "a failing iteration",
                        life -> Flow.of("w")
                                .foreach(
                                        "loop",
                                        1,
                                        Map.of("x", longs(1L, 2L, 3L)),
                                        Flow.of("b").step("inner", context -> {
                                            life.body("x").run(context);
                                            if (context.runId().instance() == 2) {
                                                throw new IllegalStateException("no");
                                            }
                                            return context.runId().instance();
                                        })),
                        """
                        foreach 1: inner SUCCEEDED 1
                        foreach 2: inner FATALLY_FAILED
                        w 1: loop FATALLY_FAILED
                        """),
                new Scenario(
                        "iterations that fail side by side",
                        life -> Flow.of("w")
                                .foreach(
                                        "loop",
                                        2,
                                        Map.of("x", longs(1L, 2L, 3L)),
                                        Flow.of("b").step("inner", context -> {
                                            life.body("x").run(context);
                                            life.awaitSecondOf(context.runId());
                                            throw new IllegalStateException("no");
                                        })),
                        """
                        foreach 1: inner FATALLY_FAILED
                        foreach 2: inner FATALLY_FAILED
                        w 1: loop FATALLY_FAILED
                        """),
                new Scenario(
                        "a loop that takes too long",
                        life -> Flow.of("w")
                                .foreach(
                                        "loop",
                                        2,
                                        Map.of("x", longs(1L, 2L, 3L)),
                                        Flow.of("b").typed("inner", "Sleep").param("sleep_seconds", ParamValue.of(60)))
                                .timeout("90 seconds"),
                        """
                        foreach 1: inner SUCCEEDED
                        foreach 2: inner SUCCEEDED
                        foreach 3: inner STOPPED
                        w 1: loop TIMED_OUT
                        """));
    }

    /** One life of the process: an engine over the rows, until the run has ended or the process has died. */
    static final class Life implements AutoCloseable {
        final Set<String> ran = ConcurrentHashMap.newKeySet();
        final FaultyStore store;
        final Maestro maestro;
        final Scenario scenario;

        Life(Scenario scenario, VirtualClock clock, Store rows) {
            this.scenario = scenario;
            this.store = new FaultyStore(rows);
            this.maestro = Maestro.builder()
                    .time(clock)
                    .store(store)
                    .drainLimit(Duration.ZERO)
                    .napLimit(Duration.ZERO)
                    .build();
        }

        /** After a failure no iteration begins that is not recorded, so the second must be before the first may fail. */
        void awaitSecondOf(RunId iteration) {
            var second = new RunId(iteration.workflow(), 2, iteration.run());
            while (store.run(second).isEmpty() && !store.isCrashed()) {
                Thread.onSpinWait();
            }
        }

        /** Notes that it ran, and returns the value of a param, or nothing worth telling. */
        StepBody<Object> body(String... params) {
            return context -> {
                ran.add(context.runId() + "/" + context.stepId() + "#" + context.attempt());
                return params.length == 0
                        ? ""
                        : Optional.ofNullable(context.params().get(params[0]))
                                .orElseThrow()
                                .toJava();
            };
        }

        @Nullable
        RunHandle live(VirtualClock clock) {
            try {
                maestro.register(Flow.of("other").step("inner", body()));
                var workflow = maestro.register(scenario.flow().apply(this));
                var known = maestro.runs(RunQuery.of("w"));
                var run = known.isEmpty()
                        ? workflow.start()
                        : maestro.find(known.getFirst().runId()).orElseThrow();
                // A run that waits for one that died with the process would wait until its timeout, which no dead
                // process does.
                clock.runUntil(() -> store.isCrashed() || run.status().isTerminal());
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

    /** Tells what became of each run. The workflows of bodies are told by their kind. */
    private static String told(Store rows) {
        return rows.runs(RunQuery.all().limit(1000)).reversed().stream()
                .map(run -> workflow(run) + " " + run.runId().instance() + ": "
                        + rows.attempts(run.runId()).stream()
                                .map(ChildRunCrashTest::told)
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("\n"));
    }

    private static String workflow(WorkflowRun run) {
        var id = run.runId().workflow().value();
        return run.initiator() instanceof Initiator.ByStep byStep
                        && byStep.kind().isLoop()
                ? byStep.kind().name().toLowerCase(Locale.ROOT)
                : id;
    }

    private static String told(StepAttempt attempt) {
        return (attempt.step() + " " + attempt.status() + " "
                        + attempt.output().map(Object::toString).orElse(""))
                .strip();
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

    private void crashAtEveryCommit(Scenario scenario, String side, ObjIntConsumer<FaultyStore> crash) {
        boolean crashed = true;
        for (int commit = 1; crashed; commit++) {
            crashed = crashOnce(scenario, side + " commit " + commit, crash, commit);
            assertThat(commit).isLessThan(MORE_THAN_ANY_SCENARIO_COMMITS);
        }
    }

    private boolean crashOnce(Scenario scenario, String where, ObjIntConsumer<FaultyStore> crash, int commit) {
        var clock = VirtualClock.create();
        var rows = Stores.inMemory();
        boolean crashed;
        try (var first = new Life(scenario, clock, rows)) {
            crash.accept(first.store, commit);
            first.live(clock);
            crashed = first.store.isCrashed();
        }
        clock.settle();
        var recorded = rows.runs(RunQuery.all().limit(1000)).stream()
                .flatMap(run -> rows.attempts(run.runId()).stream())
                .filter(attempt -> attempt.status().isTerminal())
                .map(attempt -> attempt.runId() + "/" + attempt.step() + "#" + attempt.attempt())
                .toList();
        try (var second = new Life(scenario, clock, rows)) {
            assertThat(second.live(clock)).isNotNull();

            assertThat(told(rows))
                    .as("crash %s", where)
                    .isEqualTo(scenario.end().strip());
            assertThat(second.ran).as("crash %s: ran again", where).noneMatch(recorded::contains);
        }
        return crashed;
    }
}
