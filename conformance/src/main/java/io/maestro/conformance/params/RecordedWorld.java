package io.maestro.conformance.params;

import io.maestro.conformance.StoppedWorld;
import io.maestro.internal.eval.EvalHost;
import io.maestro.internal.eval.params.ChildRuns;
import io.maestro.internal.eval.params.Compilers;
import io.maestro.internal.eval.params.FailureFacts;
import io.maestro.internal.eval.params.Initiator;
import io.maestro.internal.eval.params.OtherSteps;
import io.maestro.internal.eval.params.RunWorld;
import io.maestro.internal.eval.params.Signals;
import io.maestro.internal.eval.params.StepFacts;
import io.maestro.internal.eval.params.StepWorld;
import io.maestro.param.EvaluatedParam;
import io.maestro.sel.EvalLimits;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The surroundings in which the answers were recorded. */
final class RecordedWorld {

    static final Compilers COMPILERS = Compilers.forgetful(EvalLimits.defaults());

    private RecordedWorld() {}

    static RunWorld run() {
        return new RunWorld(
                "wf",
                Initiator.manual("runner"),
                "START_FRESH_NEW_RUN",
                "test-env",
                Optional.of("tester"),
                Optional.empty(),
                EvalHost.of(StoppedWorld.INSTANCE),
                new AtomicLong(100)::incrementAndGet,
                Signals.none());
    }

    static StepWorld step(String stepId, Map<String, EvaluatedParam> workflowParams, OtherSteps steps) {
        var facts = new StepFacts(stepId, 12, 3, 1, "uuid-" + stepId, 1, "NOOP", 0, FailureFacts.none());
        return new StepWorld(run(), workflowParams, facts, steps, ChildRuns.none());
    }
}
