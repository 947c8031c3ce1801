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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Does the work of a step that is written in Java: what its code throws is a failure, and what it returns may set params.
 *
 * @param code calls the code, or what stands in for it
 * @param outputs makes params of what it returned
 */
record BodyRuntime(StepRuntime code, OutputFunction outputs) implements StepRuntime {

    private static final StepResult NO_OUTPUT = new StepResult.Failed(
            FailureKind.FATAL,
            StepError.of(
                    "the body returned null; declare a step without an output as an action, or return an Optional"));

    /** Returns what calls a body. */
    static StepRuntime ofBody(StepBody<?> body) {
        return context -> {
            @Nullable Object output = body.run(context);
            return output == null ? NO_OUTPUT : StepResult.done(output);
        };
    }

    /** Returns what calls an action. */
    static StepRuntime ofAction(StepAction action) {
        return context -> {
            action.run(context);
            return StepResult.done();
        };
    }

    @Override
    public StepResult start(StepContext context) {
        return resultOf(() -> code.start(context));
    }

    @Override
    public StepResult poll(StepContext context, String jobId) {
        return resultOf(() -> code.poll(context, jobId));
    }

    @Override
    public void stop(StepContext context, String jobId) throws Exception {
        code.stop(context, jobId);
    }

    private StepResult resultOf(Callable<StepResult> call) {
        StepResult result;
        try {
            result = call.call();
        } catch (StepFailedException e) {
            return new StepResult.Failed(e.kind(), Errors.of(e));
        } catch (Exception e) {
            return new StepResult.Failed(FailureKind.USER, Errors.of(e));
        }
        return result instanceof StepResult.Done done && done.params().isEmpty()
                ? new StepResult.Done(
                        done.output(), done.output().map(outputs::paramsOf).orElse(done.params()))
                : result;
    }
}
