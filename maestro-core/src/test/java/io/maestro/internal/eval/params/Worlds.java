package io.maestro.internal.eval.params;

import io.maestro.internal.eval.EvalHost;
import io.maestro.internal.eval.port.Ambient;
import io.maestro.param.EvaluatedParam;
import io.maestro.sel.EvalLimits;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The surroundings in which tests evaluate params: those of the recorded vectors, and a clock that stands still. */
final class Worlds {

    static final Compilers COMPILERS = Compilers.forgetful(EvalLimits.defaults());

    private Worlds() {}

    static RunWorld run() {
        return run(Initiator.manual("runner"), Signals.none());
    }

    static RunWorld run(Initiator initiator, Signals signals) {
        return new RunWorld(
                "wf",
                initiator,
                "START_FRESH_NEW_RUN",
                "test-env",
                Optional.of("tester"),
                Optional.empty(),
                EvalHost.of(new StoppedClock()),
                new AtomicLong(100)::incrementAndGet,
                signals);
    }

    static StepWorld step(String stepId, Map<String, EvaluatedParam> workflowParams, OtherSteps steps) {
        var facts = new StepFacts(stepId, 12, 3, 1, "uuid-" + stepId, 1, "NOOP", 0, FailureFacts.none());
        return new StepWorld(run(), workflowParams, facts, steps, ChildRuns.none());
    }

    private static final class StoppedClock implements Ambient {
        @Override
        public long currentTimeMillis() {
            return Instant.parse("2024-05-06T23:45:09.010Z").toEpochMilli();
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public double random() {
            return 0.25;
        }

        @Override
        public long randomBits() {
            return 0;
        }
    }
}
