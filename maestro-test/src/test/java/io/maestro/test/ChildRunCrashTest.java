package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.step.StepBody;
import io.maestro.store.RunQuery;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that dies at any commit of a run whose steps have runs of their own changes nothing of what they come to. */
class ChildRunCrashTest {

    /**
     * A workflow, and what it comes to.
     *
     * @param name for people
     * @param flow the workflow
     * @param end how each run of the tree ends, in the order of their ids
     */
    record Scenario(String name, Function<MaestroTestKit, Flow> flow, String end) {
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
                        kit -> Flow.of("w")
                                .foreach(
                                        "loop",
                                        2,
                                        Map.of("x", longs(1L, 2L, 3L)),
                                        Flow.of("b").step("inner", body("x")))
                                .step("after", body())
                                .after("loop"),
                        """
                        foreach 1: inner SUCCEEDED 1
                        foreach 2: inner SUCCEEDED 2
                        foreach 3: inner SUCCEEDED 3
                        w 1: loop SUCCEEDED, after SUCCEEDED
                        """),
                new Scenario(
                        "while",
                        kit -> Flow.of("w")
                                .whileLoop(
                                        "loop",
                                        "i < 3",
                                        Map.of("i", ParamValue.of(0)),
                                        Flow.of("b")
                                                .step("inner", body("i"))
                                                .param("i", ParamDefinition.expression(ParamType.LONG, "i + 1")))
                                .step("after", body())
                                .after("loop"),
                        """
                        while 1: inner SUCCEEDED 0
                        while 2: inner SUCCEEDED 1
                        while 3: inner SUCCEEDED 2
                        w 1: loop SUCCEEDED, after SUCCEEDED
                        """),
                new Scenario(
                        "subworkflow",
                        kit -> Flow.of("w")
                                .subworkflow("sub", "other", true)
                                .step("after", body())
                                .after("sub"),
                        """
                        other 1: inner SUCCEEDED
                        w 1: sub SUCCEEDED, after SUCCEEDED
                        """),
                new Scenario(
                        "a failing iteration",
                        kit -> Flow.of("w")
                                .foreach(
                                        "loop",
                                        1,
                                        Map.of("x", longs(1L, 2L, 3L)),
                                        Flow.of("b").step("inner", context -> {
                                            body("x").run(context);
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
                        kit -> Flow.of("w")
                                .foreach(
                                        "loop",
                                        2,
                                        Map.of("x", longs(1L, 2L, 3L)),
                                        Flow.of("b").step("inner", context -> {
                                            body("x").run(context);
                                            awaitSecondOf(context.runId(), kit);
                                            throw new IllegalStateException("no");
                                        })),
                        """
                        foreach 1: inner FATALLY_FAILED
                        foreach 2: inner FATALLY_FAILED
                        w 1: loop FATALLY_FAILED
                        """),
                new Scenario(
                        "a loop that takes too long",
                        kit -> Flow.of("w")
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

    /** After a failure no iteration begins that is not recorded, so the second must be before the first may fail. */
    private static void awaitSecondOf(RunId iteration, MaestroTestKit kit) {
        var second = new RunId(iteration.workflow(), 2, iteration.run());
        while (kit.maestro().find(second).isEmpty()) {
            Thread.onSpinWait();
        }
    }

    /** Returns the value of a param, or nothing worth telling. */
    private static StepBody<Object> body(String... params) {
        return context -> params.length == 0
                ? ""
                : Optional.ofNullable(context.params().get(params[0]))
                        .orElseThrow()
                        .toJava();
    }

    /** Tells what became of each run. The workflows of bodies are told by their kind. */
    private static String told(Maestro maestro) {
        return maestro.runs(RunQuery.all().limit(1000)).reversed().stream()
                .map(run -> workflow(run) + " " + run.runId().instance() + ": "
                        + maestro.find(run.runId()).orElseThrow().attempts().stream()
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
    void a_crash_around_any_commit_changes_nothing_in_the_end(Scenario scenario) {
        MaestroTestKit.builder().with(engine -> engine.napLimit(Duration.ZERO)).crashAtEveryCommit(kit -> {
            kit.maestro().register(Flow.of("other").step("inner", body()));
            kit.run(scenario.flow().apply(kit));

            assertThat(told(kit.maestro())).isEqualTo(scenario.end().strip());
        });
    }
}
