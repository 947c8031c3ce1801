package io.maestro.test.trial;

import io.maestro.param.ParamValue;
import io.maestro.run.FailureKind;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The work of the steps of the trials, as their params say: it takes {@code seconds}, its first {@code failures} attempts fail in
 * the way that {@code kind} names, and if there is a param {@code result}, that is the number of the attempt afterwards.
 */
final class Task implements StepRuntime {

    static final String TYPE = "Task";

    @Override
    public StepResult start(StepContext context) {
        long seconds = number(context, "seconds");
        return seconds > 0 ? new StepResult.Pending("task", Duration.ofSeconds(seconds)) : end(context);
    }

    @Override
    public StepResult poll(StepContext context, String jobId) {
        return end(context);
    }

    private static StepResult end(StepContext context) {
        if (context.attempt() <= number(context, "failures")) {
            return StepResult.failed(kind(context), "attempt " + context.attempt() + " fails");
        }
        Map<String, ParamValue> outputs = context.stepParams().containsKey("result")
                ? Map.of("result", ParamValue.of(context.attempt()))
                : Map.of();
        return new StepResult.Done(Optional.of(context.stepId() + " done"), outputs);
    }

    private static FailureKind kind(StepContext context) {
        return context.stepParams().get("kind") instanceof ParamValue.StringValue(var kind)
                ? FailureKind.valueOf(kind)
                : FailureKind.USER;
    }

    private static long number(StepContext context, String param) {
        return context.stepParams().get(param) instanceof ParamValue.LongValue(var number) ? number : 0;
    }
}
