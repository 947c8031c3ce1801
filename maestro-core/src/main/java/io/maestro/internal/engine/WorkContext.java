package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.internal.eval.params.StepEvaluation;
import io.maestro.internal.kernel.Try;
import io.maestro.param.ParamValue;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepFailure;
import io.maestro.step.OutputNotAvailableException;
import io.maestro.step.StepContext;
import io.maestro.step.TransactionalWork;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What the code that works for an attempt sees of it. */
final class WorkContext implements StepContext {

    private static final String MDC_RUN = "run";
    private static final String MDC_STEP = "step";

    private final RunProcess process;
    private final int step;
    private final Try current;
    private final Instant startedAt;
    private final StepParams params;
    private final Thread thread;
    private final Interruption interruption;
    private final BodyTransaction transaction;
    private @Nullable Object ownOutput;

    /**
     * Creates the context of some work.
     *
     * @param params the params of the attempt
     * @param thread does the work
     * @param interruption of that thread
     * @param transaction in which the work may be done
     */
    WorkContext(
            RunProcess process,
            int step,
            Try current,
            Instant startedAt,
            StepParams params,
            Thread thread,
            Interruption interruption,
            BodyTransaction transaction) {
        this.process = process;
        this.step = step;
        this.current = current;
        this.startedAt = startedAt;
        this.params = params;
        this.thread = thread;
        this.interruption = interruption;
        this.transaction = transaction;
    }

    /** Takes notice of what the work returned, for the conditions that come after it. */
    void returned(Optional<Object> output) {
        ownOutput = output.orElse(null);
    }

    /** Marks what this thread logs as being about this step. */
    void mark() {
        MDC.put(MDC_RUN, process.runId().toString());
        MDC.put(MDC_STEP, stepId().value());
    }

    void unmark() {
        MDC.remove(MDC_RUN);
        MDC.remove(MDC_STEP);
    }

    /** Returns what evaluates conditions of the step. */
    StepEvaluation evaluation() {
        return params.evaluation();
    }

    @Override
    public RunId runId() {
        return process.runId();
    }

    @Override
    public StepId stepId() {
        return process.prepared().graph().id(step);
    }

    @Override
    public int attempt() {
        return current.attempt();
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public Instant now() {
        return process.time().instant();
    }

    @Override
    public String idempotencyKey() {
        return current.visit() == 1 ? runId() + "/" + stepId() : runId() + "/" + stepId() + "/" + current.visit();
    }

    @Override
    public boolean stopRequested() {
        return interruption.isRequested();
    }

    @Override
    public Map<String, ParamValue> params() {
        return process.params().values();
    }

    @Override
    public Map<String, ParamValue> stepParams() {
        return params.values();
    }

    /** What the work logs is about this step, whatever thread it runs on. */
    @Override
    public <C, T extends @Nullable Object> T transactionally(Class<C> connection, TransactionalWork<C, T> work)
            throws Exception {
        return transaction.work(connection, opened -> {
            if (Thread.currentThread() == thread) {
                return work.in(opened);
            }
            mark();
            try {
                return work.in(opened);
            } finally {
                unmark();
            }
        });
    }

    @Override
    public WorkflowId workflow() {
        return process.prepared().definition().id();
    }

    @Override
    public Object output(StepId source) {
        var graph = process.prepared().graph();
        var number = graph.number(source);
        if (number.isEmpty()) {
            return process.lineage().outputAbove(stepId(), source);
        }
        boolean upstream = graph.isUpstream(number.getAsInt(), step);
        if (number.getAsInt() == step && (ownOutput != null || !upstream)) {
            return Optional.ofNullable(ownOutput)
                    .orElseThrow(() -> new OutputNotAvailableException(stepId(), source, "its own, before it is done"));
        }
        if (!upstream) {
            throw new OutputNotAvailableException(stepId(), source, Lineage.NOT_UPSTREAM);
        }
        return process.seenSteps()
                .ended(number.getAsInt(), step)
                .flatMap(StepAttempt::returned)
                .map(returned -> returned.as(process.prepared().types().output(source)))
                .orElseThrow(() -> new OutputNotAvailableException(stepId(), source, Lineage.NO_OUTPUT));
    }

    @Override
    public List<StepFailure> failures() {
        return process.seenSteps().failures(step);
    }

    @Override
    public Object item(StepId foreach) {
        return process.lineage()
                .item(foreach)
                .orElseThrow(() -> new OutputNotAvailableException(
                        stepId(), foreach, "which has an element only for the steps of its body"));
    }

    @Override
    public int iteration(StepId loop) {
        return process.lineage()
                .iteration(loop)
                .orElseThrow(() -> new OutputNotAvailableException(
                        stepId(), loop, "which has an iteration only for the steps of its body"));
    }

    @Override
    public List<Optional<Object>> outputsByIteration(StepId foreach, StepId inner) {
        return process.lineage().outputs(stepId(), step, foreach, inner);
    }
}
