package io.maestro.internal.kernel;

import io.maestro.run.InstanceView;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepExplanation;
import io.maestro.run.StepFailure;
import io.maestro.run.WorkflowRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of a run and what follows from each event. It changes in place, so that a decision costs no more than the
 * transitions of the steps that it touches; it belongs to one thread at a time.
 *
 * <p>A step is released by the {@link Frontier}, when the last of its predecessors has completed; in a cycle again in each pass.
 * The run is over as soon as no step is open, and nothing is left to do before it ends ({@link WindingUp}).
 */
public final class RunMachine {

    private final RunState state;

    private RunMachine(RunPlan plan, WorkflowRun run) {
        this.state = new RunState(plan, run);
    }

    /**
     * Returns the machine of a run of which nothing has happened yet.
     *
     * @param plan the plan of its definition
     * @param run its row
     * @return the machine, which waits for {@link RunEvent.Started}
     */
    public static RunMachine fresh(RunPlan plan, WorkflowRun run) {
        return new RunMachine(plan, run);
    }

    /**
     * Returns the machine of a run as its facts tell. It is as the one that recorded them was, but that nothing works for it.
     *
     * @param plan the plan of its definition
     * @param run its row
     * @param attempts its attempts' rows, in the order in which they were first recorded; those of old visits may be missing
     * @return the machine, which waits for {@link RunEvent.Resumed} unless the run has ended
     */
    public static RunMachine folded(RunPlan plan, WorkflowRun run, List<StepAttempt> attempts) {
        var machine = new RunMachine(plan, run);
        machine.state.fold(new History(plan.graph(), attempts));
        return machine;
    }

    /** Returns the run's row as it is now. */
    public WorkflowRun run() {
        return state.run();
    }

    /** Returns the row of the newest attempt of each step that was reached, in the order of the definition. */
    public List<StepAttempt> attempts() {
        return state.attempts();
    }

    /**
     * Returns the newest attempt of a step that has ended in the pass that is under way.
     *
     * @param step the number of the step
     * @return its row, or empty if it has not ended
     */
    public Optional<StepAttempt> ended(int step) {
        return state.ended(step);
    }

    /**
     * Returns the last attempt of a step in the pass before the one that is under way.
     *
     * @param step the number of the step
     * @return its row, or empty if there was no pass before in which it ended
     */
    public Optional<StepAttempt> endedBefore(int step) {
        return state.endedBefore(step);
    }

    /**
     * Returns what a step may know that handles failures: those of the steps that it handles, or all of the run that it handles. Asked for
     * the step while it works.
     *
     * @param step the number of the step
     * @return the failures, in the order in which they happened; none if it handles none
     */
    public List<StepFailure> failures(int step) {
        return Handling.failures(state, step);
    }

    /** Returns which steps the run has. It does not change, so any thread may ask. */
    public Scope scope() {
        return state.scope();
    }

    /** Returns how the instance stands over this run and those before it. */
    public InstanceView instance() {
        return state.view().view(state.outcome());
    }

    /** Returns how the leaf steps stand; where a step of a cycle was not reached in this pass, as in the one before. */
    public Standing standing() {
        return state.standing();
    }

    /**
     * Returns what has to see to it that the run goes on.
     *
     * @param before what was to happen before this time and has not is overdue
     * @return it; nothing if the run has ended
     */
    public Attendance attendance(Instant before) {
        var run = state.run();
        return run.status().isTerminal()
                ? new Attendance(List.of(), List.of(), List.of())
                : Attendance.of(
                        state.graph(),
                        state.steps(),
                        state.isPaused(),
                        run.ending().isPresent() ? Instant.MAX : state.deadline(),
                        before);
    }

    /** Returns why each step is where it is, in the order of the definition. */
    public List<StepExplanation> explain() {
        return new Explainer(state.graph(), state.scope(), state.steps(), state.run(), state.frontier()).explain();
    }

    /**
     * Decides what follows from an event where there are no breakpoints and no limits, and takes it in.
     *
     * @param event what has happened
     * @return what to record and then to carry out
     */
    public Decision decide(RunEvent event) {
        return decide(event, Barriers.NONE);
    }

    /**
     * Decides what follows from an event, and takes it in.
     *
     * @param event what has happened
     * @param barriers the breakpoints and limits that may concern the run
     * @return what to record and then to carry out
     */
    public Decision decide(RunEvent event, Barriers barriers) {
        return new Turn(state, event.at(), barriers).decide(event);
    }

    /**
     * Returns until when there is nothing to do for the run, as long as nobody asks for anything: when the first of the timers rings
     * that it waits for. That time has passed while a job is being asked how it is. Asked after a decision.
     *
     * @return the time, or empty if it waits for something else or has ended
     */
    public Optional<Instant> idleUntil() {
        return state.idleUntil();
    }
}
