package io.maestro.internal.engine;

import io.maestro.internal.eval.params.FailureFacts;
import io.maestro.run.Ending;
import io.maestro.run.StepFailure;

/** What the expressions of a step may know that handles failures. */
final class FailureParams {

    private FailureParams() {}

    /** Returns it; nothing for other steps. */
    static FailureFacts facts(RunProcess process, int step) {
        if (!process.prepared().graph().handlers().handles(step)) {
            return FailureFacts.none();
        }
        var failures = process.seenSteps().failures(step);
        var text = failures.stream()
                .findFirst()
                .map(StepFailure::toString)
                .or(() -> process.recorded().ending().map(Ending::reason))
                .orElse("");
        return new FailureFacts(
                failures.stream().map(failure -> failure.step().value()).toList(),
                failures.stream().map(StepFailure::message).toList(),
                text);
    }
}
