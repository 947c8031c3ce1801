package io.maestro.test;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.run.FailureKind;
import io.maestro.step.StepBody;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a mock does when it is called.
 *
 * @param deed what it does in the end
 * @param after how much virtual time goes by before; zero if none
 */
record Answer(Deed deed, Duration after) {

    /** What is done in the place of the work, or the work itself. */
    interface Deed {
        StepResult result(StepContext context, StepRuntime real) throws Exception;
    }

    Answer(Deed deed) {
        this(deed, Duration.ZERO);
    }

    static Answer returning(Object output) {
        return new Answer((context, real) -> StepResult.done(output));
    }

    static Answer throwing(Exception exception) {
        return new Answer((context, real) -> {
            throw exception;
        });
    }

    static Answer failing(FailureKind kind, String message) {
        return new Answer((context, real) -> StepResult.failed(kind, message));
    }

    static Answer doing(StepBody<?> body) {
        return new Answer((context, real) -> {
            @Nullable Object output = body.run(context);
            return new StepResult.Done(Optional.ofNullable(output), Map.of());
        });
    }

    static Answer ofReal() {
        return new Answer((context, real) -> real.start(context));
    }

    /** No timeout is longer, so the step never gets to the end of it. */
    static Answer never() {
        return failing(FailureKind.TIMEOUT, "it hung").after(WorkflowDefinition.MAX_TIMEOUT.multipliedBy(2));
    }

    Answer after(Duration time) {
        return new Answer(deed, time);
    }
}
