package io.maestro;

import io.maestro.definition.StepId;
import io.maestro.internal.engine.Forks;
import io.maestro.internal.engine.Restarts;
import java.util.Optional;

/** What is asked of runs, as the engine takes it. */
final class Requests {

    private Requests() {}

    static Restarts.Asked of(Optional<StepId> step, RestartRequest request) {
        return new Restarts.Asked(
                step,
                request.policy(),
                request.params(),
                request.stepParams(),
                request.skipped(),
                request.version(),
                request.requestId(),
                request.user(),
                request.reason());
    }

    static Forks.Asked of(ForkRequest request) {
        return new Forks.Asked(
                request.steps(),
                request.params(),
                request.stepParams(),
                request.version(),
                request.requestId(),
                request.user(),
                request.reason());
    }
}
