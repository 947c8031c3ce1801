package io.maestro.test;

import io.maestro.definition.FailureMode;
import io.maestro.definition.RetryPolicy;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.run.StepFailure;
import io.maestro.step.StepBody;
import io.maestro.test.CrashScenario.Script;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Workflows that handle what failed. */
final class FailureHandlerScenarios {

    private FailureHandlerScenarios() {}

    static Stream<CrashScenario> all() {
        return Stream.of(
                new CrashScenario(
                        "handling, undoing and handling the run",
                        world -> Flow.of("w")
                                .step("a", world.body(1))
                                .undoneBy("ua")
                                .step("b", world.failing(9))
                                .after("a")
                                .onFailure("hb")
                                .step("c", world.failing(9))
                                .retry(RetryPolicy.fixed(1, Duration.ofMinutes(1)))
                                .after("a")
                                .onFailure("hc")
                                .step("ua", world.sum("a"))
                                .step("hb", told(world))
                                .step("hc", world.failing(2))
                                .retry(RetryPolicy.fixed(1, Duration.ofMinutes(1)))
                                .step("hw", told(world))
                                .handledBy("hw"),
                        Script.none(),
                        """
                        FAILED for step 'b' is FATALLY_FAILED
                        a: SUCCEEDED 1
                        b: FATALLY_FAILED (IllegalStateException: attempt 1)
                        c: USER_FAILED (IllegalStateException: attempt 1), FATALLY_FAILED (IllegalStateException: attempt 2)
                        ua: SUCCEEDED 1
                        hb: SUCCEEDED b
                        hc: USER_FAILED (IllegalStateException: attempt 1), SUCCEEDED 2
                        hw: SUCCEEDED b c
                        """),
                new CrashScenario(
                        "handling that fails",
                        world -> Flow.of("w")
                                .step("a", world.failing(9))
                                .onFailure("ha")
                                .step("ha", world.failing(9))
                                .retry(RetryPolicy.fixed(1, Duration.ofMinutes(1)))
                                .step("hw", told(world))
                                .handledBy("hw"),
                        Script.none(),
                        """
                        FAILED for step 'a' is FATALLY_FAILED
                        a: FATALLY_FAILED (IllegalStateException: attempt 1)
                        ha: USER_FAILED (IllegalStateException: attempt 1), FATALLY_FAILED (IllegalStateException: attempt 2)
                        hw: SUCCEEDED a ha
                        """),
                new CrashScenario(
                        "handling by a job, of an ignored failure",
                        world -> Flow.of("w")
                                .step("a", world.failing(9))
                                .mode(FailureMode.IGNORE_FAILURE)
                                .onFailure("ha")
                                .step("b", world.body(1))
                                .after("a")
                                .typed("ha", "Job")
                                .param("text", ParamDefinition.expression(ParamType.STRING, "failed_steps[0]")),
                        Script.none(),
                        """
                        SUCCEEDED for its steps are through
                        a: COMPLETED_WITH_ERROR (IllegalStateException: attempt 1)
                        b: SUCCEEDED 1
                        ha: SUCCEEDED done
                        """));
    }

    /** Returns which steps failed. */
    private static StepBody<Object> told(World world) {
        return context -> {
            world.ran.add(context.stepId() + "#" + context.attempt());
            return context.failures().stream()
                    .map(StepFailure::step)
                    .map(Object::toString)
                    .collect(Collectors.joining(" "));
        };
    }
}
