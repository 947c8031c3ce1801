package io.maestro.internal.engine;

import io.maestro.run.FailureKind;
import io.maestro.run.StepError;
import io.maestro.step.OutputFunction;
import io.maestro.step.StepAction;
import io.maestro.step.StepBody;
import io.maestro.step.StepContext;
import io.maestro.step.StepFailedException;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Does the work of a step that is written in Java.
 *
 * @param code the work
 */
record BodyRuntime(Code code) implements StepRuntime {

    private static final StepResult NO_OUTPUT = new StepResult.Failed(
            FailureKind.FATAL,
            StepError.of(
                    "the body returned null; declare a step without an output as an action, or return an Optional"));

    /** A body or an action. */
    interface Code {
        StepResult run(StepContext context) throws Exception;
    }

    static BodyRuntime ofBody(StepBody<?> body, OutputFunction outputs) {
        return new BodyRuntime(context -> {
            @Nullable Object output = body.run(context);
            return output == null ? NO_OUTPUT : new StepResult.Done(Optional.of(output), outputs.paramsOf(output));
        });
    }

    static BodyRuntime ofAction(StepAction action) {
        return new BodyRuntime(context -> {
            action.run(context);
            return StepResult.done();
        });
    }

    @Override
    public StepResult start(StepContext context) {
        try {
            return code.run(context);
        } catch (StepFailedException e) {
            return new StepResult.Failed(e.kind(), Errors.of(e));
        } catch (Exception e) {
            return new StepResult.Failed(FailureKind.USER, Errors.of(e));
        }
    }
}
