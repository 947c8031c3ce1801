package io.maestro.internal.engine;

import io.maestro.definition.EffectPolicy;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.internal.kernel.Settled;
import io.maestro.internal.kernel.StepEvent;
import io.maestro.internal.kernel.StepEvent.Report;
import io.maestro.internal.kernel.Try;
import io.maestro.run.FailureKind;
import io.maestro.run.StepError;
import io.maestro.step.StepResult;
import io.maestro.step.ValueTypes;
import io.maestro.value.JavaValue;
import io.maestro.value.ValueCodecException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What an attempt tells the run when its code has returned: what that returned, and which conditions after it hold. */
final class Conclusions {

    private final RunProcess process;
    private final int step;
    private final Try current;
    private final StepParams params;
    private final WorkContext context;
    private final BodyTransaction transaction;

    Conclusions(
            RunProcess process,
            int step,
            Try current,
            StepParams params,
            WorkContext context,
            BodyTransaction transaction) {
        this.process = process;
        this.step = step;
        this.current = current;
        this.params = params;
        this.context = context;
        this.transaction = transaction;
    }

    StepEvent.Failed failedForGood(String message) {
        return new StepEvent.Failed(current, params.known(), FailureKind.FATAL, StepError.of(message), context.now());
    }

    Report reportOf(StepResult result) {
        transaction.end();
        return switch (result) {
            case StepResult.Done done -> transaction.isOpen() ? readyToCommit(done) : withoutTransaction(done);
            case StepResult.Failed failed ->
                new StepEvent.Failed(current, params.known(), failed.kind(), failed.error(), context.now());
            case StepResult.Pending pending
            when transaction.isOpen() ->
                failedForGood("it worked in a transaction, and such a step cannot go on elsewhere");
            case StepResult.Pending pending -> {
                var now = context.now();
                yield new StepEvent.Parked(
                        current, params.known(), pending.jobId(), now.plus(bounded(pending.pollAfter())), now);
            }
        };
    }

    private Report readyToCommit(StepResult.Done done) {
        var report = done(done);
        return report instanceof StepEvent.Succeeded outcome ? new StepEvent.ReadyToCommit(outcome) : report;
    }

    private Report withoutTransaction(StepResult.Done done) {
        return prepared().policy() == EffectPolicy.TRANSACTIONAL
                ? failedForGood(
                        "its effects are declared to be TRANSACTIONAL, but its body has not worked in a transaction")
                : done(done);
    }

    /** Ends an attempt as somebody said that it ended. */
    Report settled(Settled said) {
        return switch (said.settlement().verdict()) {
            case DONE -> {
                var output = said.output().<Object>map(kept -> kept.as(types().output(context.stepId())));
                var outputs = process.prepared().code().params().outputOf(context.stepId());
                yield done(new StepResult.Done(
                        output, output.map(outputs::paramsOf).orElse(Map.of())));
            }
            case FAILED -> failedForGood(said.text());
            case RUN_AGAIN -> throw new IllegalStateException("an attempt that is followed by another is not settled");
        };
    }

    private Report done(StepResult.Done done) {
        context.returned(done.output());
        params.put(done.params());
        Optional<JavaValue> kept;
        try {
            kept = done.output().map(output -> process.kept(output, types().output(context.stepId())));
        } catch (ValueCodecException e) {
            return failedForGood("the output cannot be kept: " + e.getMessage());
        }
        return withConditions(known -> new StepEvent.Succeeded(current, params.known(), kept, known, context.now()));
    }

    private PreparedStep prepared() {
        return process.prepared().steps().get(step);
    }

    private ValueTypes types() {
        return process.prepared().types();
    }

    /** No run lasts longer than the longest timeout, and the end of time cannot be added to now. */
    private static Duration bounded(Duration wait) {
        return wait.compareTo(WorkflowDefinition.MAX_TIMEOUT) > 0 ? WorkflowDefinition.MAX_TIMEOUT : wait;
    }

    /** Evaluates the conditions after the step. */
    Report withConditions(Function<Map<StepId, Boolean>, Report> conclusion) {
        var plan = process.plan();
        if (!plan.isConditional(step)) {
            return conclusion.apply(plan.allTrue(step));
        }
        var graph = plan.graph();
        var conditions = prepared().conditions();
        var outcomes = new LinkedHashMap<StepId, Boolean>();
        for (int edge = 0; edge < graph.successorCount(step); edge++) {
            var successor = graph.id(graph.successor(step, edge));
            try {
                outcomes.put(successor, conditions.get(edge).holds(context));
            } catch (Exception e) {
                return new StepEvent.Broke(
                        current,
                        params.known(),
                        Errors.of("the condition to '" + successor + "' failed: ", e),
                        context.now());
            }
        }
        return conclusion.apply(Collections.unmodifiableMap(outcomes));
    }
}
