package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.definition.StepId;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.Children;
import io.maestro.step.StepBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that dies at any commit of a run, or of the one in which its instance goes on, changes nothing of what they come to. */
class RestartCrashTest {

    /**
     * A workflow whose first run is restarted when it has ended.
     *
     * @param name for people
     * @param flow the workflow
     * @param restart restarts its first run, or something in it
     */
    record Scenario(String name, Supplier<Flow> flow, Function<RunHandle, RunHandle> restart) {
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
                        () -> Flow.of("w")
                                .step("a", body())
                                .undoneBy("ua")
                                .step("b", body())
                                .undoneBy("ub")
                                .after("a")
                                .step("ua", undoing("a"))
                                .step("ub", undoing("b")),
                        run -> run.restart(named(RestartRequest.compensation()))),
                new Scenario(
                        "a loop of steps",
                        () -> Flow.of("w")
                                .step("a", body())
                                .step("k", failing())
                                .after("a")
                                .backTo("a", 5, context -> context.attempt() < 3)
                                .step("d", body())
                                .after("k", context -> context.attempt() == 3),
                        RestartCrashTest::incomplete),
                new Scenario("a foreach", () -> foreach(failingIn(2)), RestartCrashTest::incomplete),
                new Scenario(
                        "one iteration",
                        () -> foreach(body()),
                        run -> run.child("f", 2).orElseThrow().restart(named(RestartRequest.fromBeginning()))),
                new Scenario(
                        "a while",
                        () -> Flow.of("w")
                                .whileLoop(
                                        "f",
                                        "i < 3",
                                        Map.of("i", ParamValue.of(0)),
                                        Flow.of("b")
                                                .step("k", failingIn(2))
                                                .param("i", ParamDefinition.expression(ParamType.LONG, "i + 1")))
                                .step("d", body())
                                .after("f"),
                        RestartCrashTest::incomplete),
                new Scenario(
                        "a subworkflow",
                        () -> Flow.of("w")
                                .subworkflow("f", "other", true)
                                .param("subworkflow_version", ParamValue.of("latest"))
                                .step("d", body())
                                .after("f"),
                        RestartCrashTest::incomplete));
    }

    private static Flow chain() {
        return Flow.of("w")
                .step("a", body())
                .step("k", failing())
                .after("a")
                .step("d", context -> context.output(new StepId("a")) + ", " + context.output(new StepId("k")))
                .after("k");
    }

    private static Flow foreach(StepBody<Object> body) {
        return Flow.of("w")
                .foreach(
                        "f",
                        1,
                        numbers(),
                        Flow.of("b").step("k", body).step("l", body()).after("k"))
                .step("d", body())
                .after("f");
    }

    private static StepBody<Object> body() {
        return failingIn(Long.MAX_VALUE);
    }

    /** Tells what it undoes. */
    private static StepBody<Object> undoing(String step) {
        return context -> "undone: " + context.output(new StepId(step));
    }

    /** Fails in the first run of its instance. */
    private static StepBody<Object> failing() {
        return failingIn(1);
    }

    /** Fails in the first run of one instance. */
    private static StepBody<Object> failingIn(long instance) {
        return context -> {
            if (context.runId().run() == 1 && context.runId().instance() == instance) {
                throw new IllegalStateException("first run");
            }
            return context.stepId() + " of " + context.runId().run();
        };
    }

    /** Tells what became of the instance. */
    private static String told(RunHandle run) {
        return run.id() + " " + run.status() + " " + run.rollup().counts() + toldBelow(run);
    }

    private static String toldBelow(RunHandle run) {
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
                        .flatMap(children -> LongStream.rangeClosed(1, children instanceof Children.Iterations ? 3 : 1)
                                .mapToObj(number -> run.child("f", number)
                                        .map(child -> child.id().run() + toldBelow(child))
                                        .orElse("none")))
                        .toList();
    }

    /** That no step is done again whose outcome was recorded, the kit verifies. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void a_crash_around_any_commit_changes_nothing_in_the_end(Scenario scenario) {
        var ends = new ArrayList<String>();
        MaestroTestKit.builder().with(engine -> engine.napLimit(Duration.ZERO)).crashAtEveryCommit(kit -> {
            kit.maestro()
                    .register(Flow.of("other")
                            .step("x", body())
                            .step("k", failing())
                            .after("x"));
            var second = scenario.restart().apply(kit.run(scenario.flow().get()));
            kit.clock().awaitEnd(second);

            ends.add(told(second));
            assertThat(ends.getLast()).startsWith("w:1:2 SUCCEEDED").isEqualTo(ends.getFirst());
        });
        assertThat(ends).hasSizeGreaterThan(1);
    }
}
