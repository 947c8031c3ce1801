package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.internal.kernel.Decision;
import io.maestro.internal.kernel.RunEvent;
import io.maestro.internal.kernel.RunLimits;
import io.maestro.internal.kernel.RunMachine;
import io.maestro.internal.kernel.RunPlan;
import io.maestro.internal.kernel.Try;
import io.maestro.param.EvaluatedParam;
import io.maestro.run.ActionRequest;
import io.maestro.run.RunAbandonedException;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import io.maestro.step.StepContext;
import io.maestro.store.Message;
import io.maestro.store.Store;
import io.maestro.time.TimeSource;
import io.maestro.value.JavaValue;
import io.maestro.value.ValueType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that this engine advances: its machine, its mailbox, its timers and the work that goes on for it.
 *
 * <p>An event goes its way in three stages, each of them in order and one at a time for a run, though not always on the same
 * thread: the mailbox has the machine decide; the lane records the facts; then the commands are carried out. Fields say which
 * stage they belong to.
 */
final class RunProcess {

    private static final Logger LOG = LoggerFactory.getLogger(RunProcess.class);

    private final Engine engine;
    private final Prepared prepared;
    private final RunPlan plan;
    private final RunId runId;
    private final RunParams params;
    private final ChildProcesses children;
    private final SeenSteps seenSteps;
    private final Lane lane;
    private final RunMail mail;
    private final Announcer announcer;
    private final Grip grip = new Grip(this);
    private final CompletableFuture<WorkflowRun> ended = new CompletableFuture<>();

    /** The node that the run belongs to. */
    private final long node;

    private final OpenRows openRows = new OpenRows();

    /** Belongs to the carrying out of commands. */
    private final Claims claims = new Claims();

    /** The limits that definitions declare for the run. */
    private final RunLimits declared;

    /** Belongs to the mailbox. */
    private final Rest rest;

    /** Belongs to the mailbox. Bodies read outputs from it as {@link SeenSteps} tells. */
    private final RunMachine machine;

    /** Belongs to the carrying out of commands. */
    private final Commands commands;

    private volatile WorkflowRun recorded;
    private volatile @Nullable RuntimeException abandoned;
    private volatile boolean isAwaited;
    private volatile boolean asleep;

    RunProcess(Engine engine, long node, Prepared prepared, RunPlan plan, RunMachine machine, Rest rest, Lane lane) {
        this.engine = engine;
        this.node = node;
        this.prepared = prepared;
        this.plan = plan;
        this.machine = machine;
        this.rest = rest;
        this.recorded = machine.run();
        this.declared = new DeclaredLimits(engine).of(prepared, recorded);
        this.runId = recorded.runId();
        this.params = new RunParams(engine.evaluator(), prepared.definition(), recorded);
        this.children = new ChildProcesses(engine, this);
        this.seenSteps = new SeenSteps(this, machine);
        this.lane = lane;
        this.mail = new RunMail(engine, this::handle);
        this.announcer = new Announcer(runId, engine.listeners());
        this.commands = new Commands(engine, this, announcer);
    }

    RunId runId() {
        return runId;
    }

    Prepared prepared() {
        return prepared;
    }

    RunPlan plan() {
        return plan;
    }

    RunParams params() {
        return params;
    }

    ChildProcesses children() {
        return children;
    }

    /** Returns what is posted to the run. */
    RunMail mail() {
        return mail;
    }

    /** Returns what the steps of the run see of the others. */
    SeenSteps seenSteps() {
        return seenSteps;
    }

    /** Returns the limits that definitions declare for the run. */
    RunLimits declared() {
        return declared;
    }

    Store store() {
        return engine.store();
    }

    /**
     * Returns a value of Java code as the store keeps it.
     *
     * @throws io.maestro.value.ValueCodecException if the store cannot keep it
     */
    JavaValue kept(Object value, ValueType<?> type) {
        return store().values().map(codec -> codec.kept(value, type)).orElseGet(() -> JavaValue.of(value));
    }

    /** Returns what finds out which runs a step has do its work. */
    Opening opening(Try current, StepContext context, Map<String, EvaluatedParam> stepParams) {
        return new Opening(engine, this, current, context, stepParams);
    }

    /** Returns what the run has to undo. */
    UndoneSteps undone() {
        return new UndoneSteps(engine, this);
    }

    /** Returns what is known of the runs above and below this one. */
    Lineage lineage() {
        return new Lineage(engine, this);
    }

    /** Returns how many bodies go on although they were given up. */
    LongAdder abandonedWorks() {
        return engine.abandonedWorks();
    }

    TimeSource time() {
        return engine.time();
    }

    /** Returns the run's row as it was last recorded. */
    WorkflowRun recorded() {
        return recorded;
    }

    /** Completes when the run's end is recorded, or exceptionally when this engine had to give the run up. */
    CompletableFuture<WorkflowRun> ended() {
        isAwaited = true;
        if (asleep) {
            engine.dormitory().tell(runId, ended);
        }
        return ended;
    }

    /** Returns what leads to this as long as it advances the run. */
    Grip grip() {
        return grip;
    }

    /** Does something on a thread of its own that is the engine's work. */
    void inBackground(Runnable action) {
        engine.inBackground(action);
    }

    /** Returns that somebody asks something of the run, or of a step of it, now. */
    RunEvent asked(Optional<StepId> step, ActionRequest request) {
        return engine.restarts().asked(step, request);
    }

    /** Returns what has to see to it that the run goes on, and what it had to do before a time. */
    CompletableFuture<Caretaker.Seen> seen(Instant before) {
        return mail.inspect(asked -> new Caretaker.Seen(rest.turn(), asked.attendance(before)));
    }

    /** Tells whether some work goes on for the run. */
    boolean isAtWork() {
        return commands.isAtWork();
    }

    /** Leaves memory and comes back at once, folded anew, unless something was decided since. */
    void startOver(int turn, Instant now) {
        var unused = mail.settled().thenRun(() -> mail.post(new RunMessage.Leave(turn, now)));
    }

    private void handle(RunMessage message) {
        switch (message) {
            case RunMessage.Rang rang when asleep -> mail.handled();
            case RunMessage.Rang rang -> decide(rang.event(), null);
            case RunMessage.Happened happened when asleep -> engine.dormitory().deliver(runId, happened);
            case RunMessage.Happened happened -> decide(happened.event(), null);
            case RunMessage.Asked asked when asleep -> engine.dormitory().deliver(runId, asked);
            case RunMessage.Ready ready -> decide(ready);
            case RunMessage.Asked asked -> decide(asked.event(), asked.answer());
            case RunMessage.Inspect<?> inspect -> {
                inspect.answer(machine);
                mail.handled();
            }
            case RunMessage.Barrier barrier -> inTurn(() -> pass(barrier));
            case RunMessage.Leave leave -> {
                leaveUnlessDisturbed(leave);
                mail.handled();
            }
            case RunMessage.Close close -> inTurn(() -> close(close));
        }
    }

    /** Does something once what came before is carried out or refused. */
    private void inTurn(Runnable action) {
        lane.submit(new Lane.Write(this, Decision.NOTHING, action, failure -> action.run()));
    }

    private void pass(RunMessage.Barrier barrier) {
        barrier.answer().complete(null);
        mail.handled();
    }

    private void decide(RunEvent event, @Nullable CompletableFuture<Decision> answer) {
        var decision = decided(event, answer);
        if (decision != null) {
            record(decision, event.at(), answer);
        }
    }

    /** Has the machine decide; nothing if it cannot, which whoever asks is told. */
    private @Nullable Decision decided(RunEvent event, @Nullable CompletableFuture<Decision> answer) {
        var cause = abandoned;
        if (cause != null) {
            refuse(cause, answer);
            return null;
        }
        try {
            return rest.after(
                    event.at(), machine.decide(event, engine.barriers(recorded, declared)), !engine.isDraining());
        } catch (RuntimeException | Error e) {
            // What was decided before is sound and may still be recorded; what comes now is not.
            var broken = new IllegalStateException("the machine failed on " + event, e);
            inTurn(() -> giveUp(broken, answer));
            return null;
        }
    }

    private void record(Decision decision, Instant at, @Nullable CompletableFuture<Decision> answer) {
        var leave = rest.leave();
        if (decision.isEmpty() && answer == null && leave.isEmpty()) {
            mail.handled();
        } else {
            openRows.sent(decision);
            lane.submit(new Lane.Write(
                    this,
                    decision,
                    tidings(decision),
                    () -> carryOut(decision, at, answer, leave.orElse(null)),
                    failure -> giveUp(failure, answer)));
        }
    }

    /**
     * Whoever holds a transaction is answered at once, since he must not wait for others who may wait for him; unless a row of his step is
     * on its way that his own would have to follow.
     */
    private void decide(RunMessage.Ready ready) {
        var decision = decided(ready.event(), null);
        if (decision == null) {
            ready.answer().complete(Optional.empty());
            return;
        }
        boolean follows = openRows.isUnderWay(prepared.graph().id(ready.event().step()));
        record(decision, ready.event().at(), null);
        var outcome = decision.workToCommit();
        if (follows) {
            lane.submit(new Lane.Write(
                    this,
                    Decision.NOTHING,
                    () -> ready.answer().complete(outcome),
                    cause -> ready.answer().complete(Optional.empty())));
        } else {
            ready.answer().complete(outcome);
        }
    }

    /** The end of a run is told together with the facts, if another node may have to know it, so that no crash comes in between. */
    private List<Message> tidings(Decision decision) {
        return decision.facts().stream()
                        .anyMatch(fact ->
                                fact instanceof WorkflowRun row && row.status().isTerminal())
                ? engine.elsewhere().tidings(recorded)
                : List.of();
    }

    private void carryOut(
            Decision decision,
            Instant at,
            @Nullable CompletableFuture<Decision> answer,
            RunMessage.@Nullable Leave leave) {
        openRows.recorded(decision);
        claims.recorded(decision);
        var cause = abandoned;
        if (cause != null) {
            refuse(cause, answer);
            return;
        }
        try {
            for (var fact : decision.facts()) {
                if (fact instanceof WorkflowRun row) {
                    recorded = row;
                }
                announcer.recorded(fact, at);
            }
            decision.commands().forEach(commands::carryOut);
        } catch (RuntimeException | Error e) {
            giveUp(new IllegalStateException("a command could not be carried out", e), answer);
            return;
        }
        if (answer != null) {
            answer.complete(decision);
        }
        if (recorded.status().isTerminal() && !ended.isDone()) {
            engine.dormitory().ends().ended(recorded);
            leave();
            engine.messenger().tellParent(recorded, machine::attempts);
            ended.complete(recorded);
            engine.purging().ended(recorded);
            engine.queues().ended(recorded);
        }
        if (leave != null) {
            mail.post(leave);
        }
        mail.handled();
    }

    /** Returns the work that was begun, of which some may be over. Asked once no more is begun. */
    List<Work> works() {
        return commands.works();
    }

    void jobStopped(Work stop) {
        engine.shutdown().jobStopped(stop);
    }

    /** Stops advancing the run, which stays in the store as it was last recorded. */
    private void giveUp(RuntimeException cause, @Nullable CompletableFuture<Decision> answer) {
        if (abandoned == null) {
            LOG.error("run {} cannot be advanced by this engine any more", runId, cause);
            abandon(cause);
            engine.caretaker().gaveUp(runId);
            commands.works().forEach(Work::interrupt);
            engine.permits().recall(runId, claims.limits());
        }
        refuse(cause, answer);
    }

    /** Stops advancing the run because something around it failed, once what came before is carried out. */
    void cannotGoOn(RuntimeException cause) {
        time().began(TimeSource.Work.ENGINE);
        inTurn(() -> giveUp(cause, null));
    }

    private void abandon(RuntimeException cause) {
        abandoned = cause;
        var failure = new RunAbandonedException(runId, cause);
        engine.dormitory().ends().failed(runId, failure);
        leave();
        ended.completeExceptionally(failure);
    }

    /**
     * Everything that was decided is carried out, so the timers are at rest, too. Whatever comes from now on goes to the process that
     * the run has when it is woken.
     */
    private void leaveUnlessDisturbed(RunMessage.Leave leave) {
        if (!rest.isStill(leave) || abandoned != null || asleep || engine.isDraining()) {
            return;
        }
        asleep = true;
        if (isAwaited) {
            engine.dormitory().ends().tell(runId, ended);
        }
        engine.dormitory().fallsAsleep(this, leave.until());
        commands.cancelTimers();
        grip.letGo();
    }

    /**
     * Stops advancing the run because the engine closes, once what came before is carried out. From then on timers and those who
     * ask for something are refused, and those who wait for the end are told.
     */
    CompletableFuture<Void> close() {
        return mail.close("the engine was closed");
    }

    /** Stops advancing the run because others may do so by now, once what came before is carried out or refused. */
    CompletableFuture<Void> letGo() {
        return mail.close("this node was taken for dead, and others may go on with the run")
                .thenRun(() -> commands.works().forEach(Work::interrupt));
    }

    private void close(RunMessage.Close message) {
        if (abandoned == null && !asleep) {
            abandon(new CancellationException(message.reason()));
        }
        message.answer().complete(null);
        mail.handled();
    }

    /** Tells whether this engine has stopped advancing the run before its end. */
    boolean isAbandoned() {
        return abandoned != null;
    }

    /** Tells whether nothing of the run may be recorded any more: it was this node's before it was taken for dead, or given up. */
    boolean isVoid() {
        return abandoned != null || node != engine.elsewhere().self();
    }

    private void refuse(RuntimeException cause, @Nullable CompletableFuture<Decision> answer) {
        if (answer != null) {
            answer.completeExceptionally(new RunAbandonedException(runId, cause));
        }
        mail.handled();
    }

    private void leave() {
        commands.cancelTimers();
        engine.forget(this);
    }
}
