package io.maestro.internal.engine;

import io.maestro.definition.Predicate;
import io.maestro.definition.StepId;
import io.maestro.definition.WhileStep;
import io.maestro.internal.kernel.RunEvent;
import io.maestro.internal.kernel.StepEvent;
import io.maestro.internal.kernel.StepEvent.Report;
import io.maestro.internal.kernel.Try;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamValue;
import io.maestro.run.Fact;
import io.maestro.run.FailureKind;
import io.maestro.run.PermitClaim;
import io.maestro.run.StepAttempt;
import io.maestro.step.StepRuntime;
import io.maestro.store.Commit;
import io.maestro.store.StepTransaction;
import io.maestro.store.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A piece of work for an attempt, on a virtual thread of its own, which reports what became of it to the run.
 */
final class Work implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Work.class);

    private final RunProcess process;
    private final int step;
    private final Try current;
    private final Task task;
    private final Thread thread;
    private final StepParams params;
    private final Interruption interruption;
    private final BodyTransaction transaction;
    private final WorkContext context;
    private final Conclusions conclusions;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WORKING);

    private enum Phase {
        WORKING,
        GIVEN_UP,
        OVER
    }

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

    Work(RunProcess process, int step, Try current, Instant startedAt, Task task) {
        this.process = process;
        this.step = step;
        this.current = current;
        this.task = task;
        this.params = switch (task) {
            case Start start -> StepParams.toEvaluate(process, step, current);
            case Poll poll -> StepParams.evaluated(process, step, current, poll.params());
            case Ask ask -> StepParams.evaluated(process, step, current, ask.params());
            case Stop stop -> StepParams.evaluated(process, step, current, stop.params());
            case Conditions conditions -> StepParams.evaluated(process, step, current, conditions.params());
        };
        this.thread = Thread.ofVirtual().unstarted(this);
        this.interruption = new Interruption(thread);
        this.transaction = new BodyTransaction(process.store()::openTransaction, thread);
        this.context = new WorkContext(process, step, current, startedAt, params, thread, interruption, transaction);
        this.conclusions = new Conclusions(process, step, current, params, context, transaction);
    }

    /** Starts the thread. */
    void begin() {
        process.time().began(thread);
        process.time().start(thread);
    }

    /** Interrupts the code that works, and nothing that its thread does after that. */
    void interrupt() {
        if (interruption.request() && transaction.isOpen()) {
            process.inBackground(transaction::cancel);
        }
    }

    /** Takes notice that nobody waits for the work any more, although it goes on. */
    void giveUp() {
        if (phase.compareAndSet(Phase.WORKING, Phase.GIVEN_UP)) {
            process.abandonedWorks().increment();
            LOG.warn(
                    "the body of step {} of run {}, attempt {}, has not reacted to interruption and is given up",
                    stepId(),
                    process.runId(),
                    attempt());
        }
    }

    /** Tells whether its thread is at work, and it was not given up. */
    boolean goesOn() {
        return phase.get() == Phase.WORKING && thread.isAlive();
    }

    int step() {
        return step;
    }

    int attempt() {
        return current.attempt();
    }

    private StepId stepId() {
        return context.stepId();
    }

    private Instant now() {
        return context.now();
    }

    /** Returns the thread that does the work. */
    Thread thread() {
        return thread;
    }

    @Override
    public void run() {
        try {
            var report = guarded();
            interruption.end();
            report.map(this::withoutSecrets).map(this::ofItsTask).ifPresent(this::report);
            transaction.rollBack();
        } finally {
            if (phase.getAndSet(Phase.OVER) == Phase.GIVEN_UP) {
                process.abandonedWorks().decrement();
            }
            process.time().ended(thread);
        }
    }

    private void report(Report report) {
        var event = new RunEvent.OfStep(step, report);
        if (report instanceof StepEvent.ReadyToCommit) {
            var open = transaction.take().orElseThrow();
            process.mail()
                    .ready(event)
                    .join()
                    .ifPresentOrElse(
                            outcome -> process.mail().report(new RunEvent.OfStep(step, committed(open, outcome))),
                            open::rollBack);
        } else {
            transaction.rollBack();
            process.mail().report(event);
        }
    }

    /** On this thread, which has nothing else to do, so that nobody else waits for the database. */
    private StepEvent committed(StepTransaction open, StepAttempt outcome) {
        try {
            open.commit(new Commit(List.of(), facts(outcome)));
            return new StepEvent.Committed(attempt(), now());
        } catch (RuntimeException | Error e) {
            LOG.warn("the work of step {} of run {} was not committed", stepId(), process.runId(), e);
            open.rollBack();
            return e instanceof StoreUnavailableException
                    ? new StepEvent.CommitLost(attempt(), now())
                    : new StepEvent.CommitRefused(
                            attempt(),
                            Errors.masked(Errors.of("what it did could not be committed: ", e), params.secrets()),
                            now());
        }
    }

    /** What the attempt has of permits it gives back together with its outcome. */
    private static List<Fact> facts(StepAttempt outcome) {
        return outcome.permits().isEmpty()
                ? List.of(outcome)
                : List.of(
                        outcome, new PermitClaim(outcome.runId(), outcome.step(), outcome.attempt(), Optional.empty()));
    }

    private Optional<Report> guarded() {
        context.mark();
        try {
            return work();
        } catch (InterruptedException e) {
            return Optional.of(new StepEvent.Failed(current, params.known(), FailureKind.USER, Errors.of(e), now()));
        } catch (StepParams.Unrecordable e) {
            return Optional.of(conclusions.failedForGood(String.valueOf(e.getMessage())));
        } catch (Throwable e) {
            return Optional.of(new StepEvent.Broke(current, params.known(), Errors.of(e), now()));
        } finally {
            context.unmark();
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
            case StepEvent.ReadyToCommit other -> other;
            case StepEvent.Parked other -> other;
            case StepEvent.ConditionsKnown other -> other;
            case StepEvent.ConditionsBroke other -> other;
            case StepEvent.Opened other -> other;
            case StepEvent.Answered other -> other;
        };
    }

    /** What a body reports that was given up meanwhile must not be taken for what became of the conditions. */
    private Report ofItsTask(Report report) {
        if (task instanceof Conditions) {
            if (report instanceof StepEvent.Broke broke) {
                return new StepEvent.ConditionsBroke(current, broke.params(), broke.error(), broke.at());
            }
            if (report instanceof StepEvent.Failed failed) {
                return new StepEvent.ConditionsBroke(current, failed.params(), failed.error(), failed.at());
            }
        }
        return report;
    }

    private Optional<Report> work() throws Exception {
        return switch (task) {
            case Start start
            when current.settled().isPresent() -> {
                params.evaluate();
                yield Optional.of(conclusions.settled(current.settled().get()));
            }
            case Start start -> {
                params.evaluate();
                var runtime = runtimeIfAny();
                yield Optional.of(
                        runtime.isPresent() ? conclusions.reportOf(runtime.get().start(context)) : opened());
            }
            case Poll poll -> Optional.of(conclusions.reportOf(runtime().poll(context, poll.jobId())));
            case Ask ask -> Optional.of(answered(ask));
            case Conditions conditions -> {
                if (conditions.params().isEmpty()) {
                    params.evaluate();
                }
                yield Optional.of(conclusions.withConditions(
                        known -> new StepEvent.ConditionsKnown(current, params.known(), known, now())));
            }
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
        boolean firstEver = current.attempt() == 1 && process.runId().run() == 1;
        try {
            var children = process.opening(current, context, params.known())
                    .of(prepared().step(), firstEver);
            return new StepEvent.Opened(current, params.known(), children, now());
        } catch (Opening.Refused e) {
            return conclusions.failedForGood(String.valueOf(e.getMessage()));
        }
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
                        .test(context);
            }
        };
        return new StepEvent.Answered(current, params.known(), ask.number(), values, holds, now());
    }

    /** The step has ended already, so there is nothing to report but to the log. */
    private void stop(StepRuntime runtime, String jobId) {
        try {
            runtime.stop(context, jobId);
        } catch (Exception | Error e) {
            var error = Errors.masked(Errors.of(e), params.secrets());
            LOG.error(
                    "job '{}' of step {} of run {} could not be stopped: {}",
                    jobId,
                    stepId(),
                    process.runId(),
                    error.detail());
        } finally {
            process.jobStopped(this);
        }
    }
}
