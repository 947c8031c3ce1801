package io.maestro.internal.engine;

import io.maestro.definition.Predicate;
import io.maestro.definition.StepId;
import io.maestro.definition.WhileStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.internal.eval.params.StepEvaluation;
import io.maestro.internal.kernel.RunEvent;
import io.maestro.internal.kernel.StepEvent;
import io.maestro.internal.kernel.StepEvent.Report;
import io.maestro.internal.kernel.Try;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamValue;
import io.maestro.run.FailureKind;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepError;
import io.maestro.step.OutputNotAvailableException;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import io.maestro.step.ValueTypes;
import io.maestro.time.TimeSource;
import io.maestro.value.JavaValue;
import io.maestro.value.ValueCodecException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A piece of work for an attempt, on a virtual thread of its own, which reports what became of it to the run. It is the
 * context of the code that it calls.
 */
final class Work implements Runnable, StepContext {

    private static final Logger LOG = LoggerFactory.getLogger(Work.class);
    private static final String MDC_RUN = "run";
    private static final String MDC_STEP = "step";

    private final RunProcess process;
    private final int step;
    private final Try current;
    private final Instant startedAt;
    private final Task task;
    private final Thread thread;
    private final StepParams params;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WORKING);
    private @Nullable Object ownOutput;

    /** What the work is. */
    sealed interface Task {}

    /** Start the attempt. */
    record Start() implements Task {
        static final Start INSTANCE = new Start();
    }

    /** Ask how a job is. */
    record Poll(Map<String, EvaluatedParam> params, String jobId) implements Task {}

    /** Stop a job. */
    record Stop(Map<String, EvaluatedParam> params, String jobId) implements Task {}

    /** Ask the condition of a while before an iteration. */
    record Ask(Map<String, EvaluatedParam> params, long number, Map<String, ParamValue> values) implements Task {}

    /** Evaluate the conditions of a step that completed without succeeding. */
    record Conditions(Map<String, EvaluatedParam> params) implements Task {}

    private enum Phase {
        WORKING,
        INTERRUPTING,
        INTERRUPTED,
        OVER
    }

    Work(RunProcess process, int step, Try current, Instant startedAt, Task task) {
        this.process = process;
        this.step = step;
        this.current = current;
        this.startedAt = startedAt;
        this.task = task;
        this.params = switch (task) {
            case Start start -> StepParams.toEvaluate(process, step, current);
            case Poll poll -> StepParams.evaluated(process, step, current, poll.params());
            case Ask ask -> StepParams.evaluated(process, step, current, ask.params());
            case Stop stop -> StepParams.evaluated(process, step, current, stop.params());
            case Conditions conditions -> StepParams.evaluated(process, step, current, conditions.params());
        };
        this.thread = Thread.ofVirtual().unstarted(this);
    }

    /** Starts the thread. */
    void begin() {
        process.time().began(TimeSource.Work.BODY);
        thread.start();
    }

    /** Interrupts the code that works, and nothing that its thread does after that. */
    void interrupt() {
        if (phase.compareAndSet(Phase.WORKING, Phase.INTERRUPTING)) {
            thread.interrupt();
            phase.set(Phase.INTERRUPTED);
        }
    }

    int step() {
        return step;
    }

    /** Returns the thread that does the work. */
    Thread thread() {
        return thread;
    }

    @Override
    public void run() {
        try {
            var report = guarded();
            awaitOver();
            report.ifPresent(event -> process.report(new RunEvent.OfStep(step, withoutSecrets(event))));
        } finally {
            process.time().ended(TimeSource.Work.BODY);
        }
    }

    /** After this nobody interrupts the thread any more. */
    private void awaitOver() {
        while (!phase.compareAndSet(Phase.WORKING, Phase.OVER) && !phase.compareAndSet(Phase.INTERRUPTED, Phase.OVER)) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
    }

    private Optional<Report> guarded() {
        MDC.put(MDC_RUN, process.runId().toString());
        MDC.put(MDC_STEP, stepId().value());
        try {
            return work();
        } catch (InterruptedException e) {
            return Optional.of(new StepEvent.Failed(current, params.known(), FailureKind.USER, Errors.of(e), now()));
        } catch (StepParams.Unrecordable e) {
            return Optional.of(failedForGood(String.valueOf(e.getMessage())));
        } catch (Throwable e) {
            return Optional.of(new StepEvent.Broke(current, params.known(), Errors.of(e), now()));
        } finally {
            MDC.remove(MDC_RUN);
            MDC.remove(MDC_STEP);
        }
    }

    /** Errors are recorded, logged and told to listeners. */
    private Report withoutSecrets(Report report) {
        return switch (report) {
            case StepEvent.Failed failed ->
                new StepEvent.Failed(
                        failed.current(),
                        failed.params(),
                        failed.kind(),
                        Errors.masked(failed.error(), params.secrets()),
                        failed.at());
            case StepEvent.Broke broke ->
                new StepEvent.Broke(
                        broke.current(), broke.params(), Errors.masked(broke.error(), params.secrets()), broke.at());
            case StepEvent.Succeeded other -> other;
            case StepEvent.Parked other -> other;
            case StepEvent.ConditionsKnown other -> other;
            case StepEvent.Opened other -> other;
            case StepEvent.Answered other -> other;
        };
    }

    private Optional<Report> work() throws Exception {
        return switch (task) {
            case Start start -> {
                params.evaluate();
                var runtime = runtimeIfAny();
                yield Optional.of(runtime.isPresent() ? reportOf(runtime.get().start(this)) : opened());
            }
            case Poll poll -> Optional.of(reportOf(runtime().poll(this, poll.jobId())));
            case Ask ask -> Optional.of(answered(ask));
            case Conditions conditions ->
                Optional.of(
                        withConditions(known -> new StepEvent.ConditionsKnown(current, params.known(), known, now())));
            case Stop stop -> {
                stop(runtime(), stop.jobId());
                yield Optional.empty();
            }
        };
    }

    private PreparedStep prepared() {
        return process.prepared().steps().get(step);
    }

    private Optional<StepRuntime> runtimeIfAny() {
        return prepared().runtimeIn(process.params().evaluated());
    }

    private StepRuntime runtime() {
        return runtimeIfAny().orElseThrow();
    }

    private Report opened() throws Exception {
        boolean firstEver = current.attempt() == 1 && runId().run() == 1;
        try {
            var children = process.opening(this, params.known()).of(prepared().step(), firstEver);
            return new StepEvent.Opened(current, params.known(), children, now());
        } catch (Opening.Refused e) {
            return failedForGood(String.valueOf(e.getMessage()));
        }
    }

    private StepEvent.Failed failedForGood(String message) {
        return new StepEvent.Failed(current, params.known(), FailureKind.FATAL, StepError.of(message), now());
    }

    private Report answered(Ask ask) throws Exception {
        var values = LoopParams.fitting(params.known(), ask.values());
        var condition = ((WhileStep) prepared().step()).condition();
        boolean holds = switch (condition) {
            case Predicate.Always always -> true;
            case Predicate.Expression(var text) -> params.holds(text, values);
            case Predicate.Code inJava -> {
                params.show(values);
                yield Optional.ofNullable(
                                process.prepared().code().loops().conditions().get(stepId()))
                        .orElseThrow(() -> new IllegalStateException("the condition was let through without its code"))
                        .test(this);
            }
        };
        return new StepEvent.Answered(current, params.known(), ask.number(), values, holds, now());
    }

    /** The step has ended already, so there is nothing to report but to the log. */
    private void stop(StepRuntime runtime, String jobId) {
        try {
            runtime.stop(this, jobId);
        } catch (Exception | Error e) {
            var error = Errors.masked(Errors.of(e), params.secrets());
            LOG.error(
                    "job '{}' of step {} of run {} could not be stopped: {}", jobId, stepId(), runId(), error.detail());
        } finally {
            process.jobStopped(this);
        }
    }

    private Report reportOf(StepResult result) {
        return switch (result) {
            case StepResult.Done done -> done(done);
            case StepResult.Failed failed ->
                new StepEvent.Failed(current, params.known(), failed.kind(), failed.error(), now());
            case StepResult.Pending pending -> {
                var now = now();
                yield new StepEvent.Parked(
                        current, params.known(), pending.jobId(), now.plus(bounded(pending.pollAfter())), now);
            }
        };
    }

    private Report done(StepResult.Done done) {
        ownOutput = done.output().orElse(null);
        params.put(done.params());
        Optional<JavaValue> kept;
        try {
            kept = done.output().map(output -> process.kept(output, types().output(stepId())));
        } catch (ValueCodecException e) {
            return failedForGood("the output cannot be kept: " + e.getMessage());
        }
        return withConditions(known -> new StepEvent.Succeeded(current, params.known(), kept, known, now()));
    }

    private ValueTypes types() {
        return process.prepared().types();
    }

    /** No run lasts longer than the longest timeout, and the end of time cannot be added to now. */
    private static Duration bounded(Duration wait) {
        return wait.compareTo(WorkflowDefinition.MAX_TIMEOUT) > 0 ? WorkflowDefinition.MAX_TIMEOUT : wait;
    }

    private Report withConditions(Function<Map<StepId, Boolean>, Report> conclusion) {
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
                outcomes.put(successor, conditions.get(edge).holds(this));
            } catch (Exception e) {
                return new StepEvent.Broke(
                        current, params.known(), Errors.of("the condition to '" + successor + "' failed: ", e), now());
            }
        }
        return conclusion.apply(Collections.unmodifiableMap(outcomes));
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
        var now = phase.get();
        return now == Phase.INTERRUPTING || now == Phase.INTERRUPTED;
    }

    @Override
    public Map<String, ParamValue> params() {
        return process.params().values();
    }

    @Override
    public Map<String, ParamValue> stepParams() {
        return params.values();
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
        return process.ended(number.getAsInt(), step)
                .flatMap(StepAttempt::returned)
                .map(returned -> returned.as(types().output(source)))
                .orElseThrow(() -> new OutputNotAvailableException(stepId(), source, Lineage.NO_OUTPUT));
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
