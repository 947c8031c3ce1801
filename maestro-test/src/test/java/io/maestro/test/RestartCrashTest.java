package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.StepId;
import io.maestro.error.MaestroException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.Children;
import io.maestro.run.RunId;
import io.maestro.step.StepBody;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that dies at any commit of a run, or of the one in which its instance goes on, changes nothing of what they come to. */
class RestartCrashTest {

    private static final int MORE_THAN_ANY_SCENARIO_COMMITS = 100;

    /**
     * A workflow whose first run is restarted when it has ended.
     *
     * @param name for people
     * @param flow the workflow, whose bodies note that they ran
     * @param restart restarts its first run, or something in it
     */
    record Scenario(String name, Function<Life, Flow> flow, Function<RunHandle, RunHandle> restart) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static RestartRequest named(RestartRequest request) {
        return request.requestId("once");
    }

    private static RunHandle incomplete(RunHandle run) {
        return run.restart(named(RestartRequest.fromIncomplete()));
    }

    private static Map<String, ParamValue> numbers() {
        return Map.of("i", new ParamValue.LongArray(List.of(1L, 2L, 3L)));
    }

    static Stream<Scenario> scenarios() {
        return Stream.of(
                new Scenario("from incomplete", RestartCrashTest::chain, RestartCrashTest::incomplete),
                new Scenario(
                        "from the beginning",
                        RestartCrashTest::chain,
                        run -> run.restart(named(RestartRequest.fromBeginning().params(Map.of("more", 1))))),
                new Scenario(
                        "a step",
                        RestartCrashTest::chain,
                        run -> run.restartStep("a", named(RestartRequest.fromIncomplete()))),
                new Scenario(
                        "undoing",
                        life -> Flow.of("w")
                                .step("a", life.body())
                                .undoneBy("ua")
                                .step("b", life.body())
                                .undoneBy("ub")
                                .after("a")
                                .step("ua", life.undoing("a"))
                                .step("ub", life.undoing("b")),
                        run -> run.restart(named(RestartRequest.compensation()))),
                new Scenario(
                        "a loop of steps",
                        life -> Flow.of("w")
                                .step("a", life.body())
                                .step("k", life.failing())
                                .after("a")
                                .backTo("a", 5, context -> context.attempt() < 3)
                                .step("d", life.body())
                                .after("k", context -> context.attempt() == 3),
                        RestartCrashTest::incomplete),
                new Scenario("a foreach", life -> foreach(life, life.failingIn(2)), RestartCrashTest::incomplete),
                new Scenario(
                        "one iteration",
                        life -> foreach(life, life.body()),
                        run -> run.child("f", 2).orElseThrow().restart(named(RestartRequest.fromBeginning()))),
                new Scenario(
                        "a while",
                        life -> Flow.of("w")
                                .whileLoop(
                                        "f",
                                        "i < 3",
                                        Map.of("i", ParamValue.of(0)),
                                        Flow.of("b")
                                                .step("k", life.failingIn(2))
                                                .param("i", ParamDefinition.expression(ParamType.LONG, "i + 1")))
                                .step("d", life.body())
                                .after("f"),
                        RestartCrashTest::incomplete),
                new Scenario(
                        "a subworkflow",
                        life -> Flow.of("w")
                                .subworkflow("f", "other", true)
                                .param("subworkflow_version", ParamValue.of("latest"))
                                .step("d", life.body())
                                .after("f"),
                        RestartCrashTest::incomplete));
    }

    private static Flow chain(Life life) {
        return Flow.of("w")
                .step("a", life.body())
                .step("k", life.failing())
                .after("a")
                .step("d", context -> {
                    life.note(context.runId(), context.stepId(), context.attempt());
                    return context.output(new StepId("a")) + ", " + context.output(new StepId("k"));
                })
                .after("k");
    }

    private static Flow foreach(Life life, StepBody<Object> body) {
        return Flow.of("w")
                .foreach(
                        "f",
                        1,
                        numbers(),
                        Flow.of("b").step("k", body).step("l", life.body()).after("k"))
                .step("d", life.body())
                .after("f");
    }

    /** One life of the process: an engine over the rows, until both runs have ended or the process has died. */
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

        void note(RunId run, StepId step, int attempt) {
            ran.add(run + "/" + step + "#" + attempt);
        }

        StepBody<Object> body() {
            return failingIn(Long.MAX_VALUE);
        }

        /** Tells what it undoes. */
        StepBody<Object> undoing(String step) {
            return context -> {
                note(context.runId(), context.stepId(), context.attempt());
                return "undone: " + context.output(new StepId(step));
            };
        }

        /** Fails in the first run of its instance. */
        StepBody<Object> failing() {
            return failingIn(1);
        }

        /** Fails in the first run of one instance. */
        StepBody<Object> failingIn(long instance) {
            return context -> {
                note(context.runId(), context.stepId(), context.attempt());
                if (context.runId().run() == 1 && context.runId().instance() == instance) {
                    throw new IllegalStateException("first run");
                }
                return context.stepId() + " of " + context.runId().run();
            };
        }

        boolean live(VirtualClock clock) {
            try {
                maestro.register(
                        Flow.of("other").step("x", body()).step("k", failing()).after("x"));
                var workflow = maestro.register(scenario.flow().apply(this));
                var known = maestro.runs(RunQuery.of("w"));
                var first = known.isEmpty()
                        ? workflow.start()
                        : maestro.find(known.getLast().runId()).orElseThrow();
                clock.runUntil(() -> store.isCrashed() || first.status().isTerminal());
                if (store.isCrashed()) {
                    return false;
                }
                var second = scenario.restart().apply(first);
                clock.runUntil(() -> store.isCrashed() || second.status().isTerminal());
                return second.status().isTerminal();
            } catch (MaestroException e) {
                if (!store.isCrashed()) {
                    throw e;
                }
                return false;
            }
        }

        @Override
        public void close() {
            maestro.close();
        }

        /** Tells what became of the instance. */
        String told() {
            var run = maestro.find(maestro.runs(RunQuery.of("w")).getFirst().runId())
                    .orElseThrow();
            return run.id() + " " + run.status() + " " + run.rollup().counts() + told(run);
        }

        private String told(RunHandle run) {
            var steps = run.instance().steps().entrySet().stream()
                    .map(step -> step.getKey() + " " + step.getValue().run().orElse(0L) + " "
                            + step.getValue().status())
                    .collect(Collectors.joining(", ", "[", "]"));
            return steps
                    + run.steps().stream()
                            .flatMap(step -> step.returned().stream())
                            .map(value -> String.valueOf(value.value()))
                            .toList()
                    + run.steps().stream()
                            .flatMap(step -> step.children().stream())
                            .flatMap(children -> LongStream.rangeClosed(
                                            1, children instanceof Children.Iterations ? 3 : 1)
                                    .mapToObj(number -> run.child("f", number)
                                            .map(child -> child.id().run() + told(child))
                                            .orElse("none")))
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
        var clock = VirtualClock.create();
        try (var life = new Life(scenario, clock, Stores.inMemory())) {
            assertThat(life.live(clock)).isTrue();
            assertThat(life.told()).startsWith("w:1:2 SUCCEEDED");
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
            assertThat(second.live(clock)).as("crash %s", where).isTrue();

            assertThat(second.told()).as("crash %s", where).isEqualTo(end);
            assertThat(second.ran).as("crash %s: ran again", where).noneMatch(recorded::contains);
        }
        return crashed;
    }
}
