package io.maestro.internal.engine;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.param.ParamValue;
import io.maestro.run.FailureKind;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import java.time.Duration;

/**
 * Waits for {@code sleep_seconds}, 3 seconds if it is not given (spec: runtime, section 7.2). It is done when more time than
 * that has passed since the step started, so it is polled a millisecond later. No thread waits.
 */
final class Sleep implements StepRuntime {

    private static final String PARAM = "sleep_seconds";
    private static final Duration DEFAULT = Duration.ofSeconds(3);

    /** No run lasts longer than this, so nothing more needs to be counted on. */
    private static final long LONGEST = WorkflowDefinition.MAX_TIMEOUT.toSeconds();

    @Override
    public StepResult start(StepContext context) {
        return poll(context, "");
    }

    @Override
    public StepResult poll(StepContext context, String jobId) {
        Duration wait;
        switch (context.stepParams().get(PARAM)) {
            case null -> wait = DEFAULT;
            case ParamValue.LongValue seconds -> wait = Duration.ofSeconds(Math.clamp(seconds.value(), -1, LONGEST));
            case ParamValue other -> {
                return StepResult.failed(
                        FailureKind.FATAL, "param '" + PARAM + "' must be a LONG but is a " + other.type());
            }
        }
        var left = Duration.between(context.now(), context.startedAt().plus(wait));
        return left.isNegative() ? StepResult.done() : new StepResult.Pending("", left.plusMillis(1));
    }
}
