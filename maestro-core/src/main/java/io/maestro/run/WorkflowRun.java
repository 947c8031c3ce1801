package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.param.EvaluatedParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run: one row. Its key is the run id.
 *
 * @param runId the run
 * @param definition what it runs
 * @param initiator what started it
 * @param status how it stands; once it has ended, how its instance stands, as {@link InstanceView#status} tells
 * @param params the evaluated params, with their values and who set them, in their order; unmodifiable
 * @param createdAt when it was accepted
 * @param startedAt when its first step could start, or empty; while it waits for its turn it has not started
 * @param endedAt when it ended, or empty
 * @param ending why it is or was brought to an end before its steps were through, or empty
 * @param rollup how its leaf steps ended, through all levels; of none before its end
 * @param actions what was asked of it and done, the oldest first; the newest {@link ActionTaken#KEPT}; unmodifiable
 * @param priority which of the runs that wait for their turn comes first: that with the highest; mostly 0
 * @param unblocking that it failed and does not hold up others that wait for that, or empty
 * @param restart how it goes on from the runs of its instance before it, or empty if it does not
 */
public record WorkflowRun(
        RunId runId,
        DefinitionRef definition,
        Initiator initiator,
        RunStatus status,
        Map<String, EvaluatedParam> params,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<Ending> ending,
        Rollup rollup,
        List<ActionTaken> actions,
        int priority,
        Optional<Unblocking> unblocking,
        Optional<Restart> restart)
        implements Fact {

    /** Checks that nothing is null. The map is not copied: whoever makes a run hands over an unmodifiable one. */
    public WorkflowRun {
        requireNonNull(runId, "runId");
        requireNonNull(definition, "definition");
        requireNonNull(initiator, "initiator");
        requireNonNull(status, "status");
        requireNonNull(params, "params");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(endedAt, "endedAt");
        requireNonNull(ending, "ending");
        requireNonNull(rollup, "rollup");
        actions = List.copyOf(actions);
        requireNonNull(unblocking, "unblocking");
        requireNonNull(restart, "restart");
    }

    /**
     * Creates a run of no particular priority that holds up whom it may hold up, and does not go on from another.
     *
     * @param runId the run
     * @param definition what it runs
     * @param initiator what started it
     * @param status how it stands
     * @param params the evaluated params; unmodifiable
     * @param createdAt when it was accepted
     * @param startedAt when its first step could start, or empty
     * @param endedAt when it ended, or empty
     * @param ending why it is or was brought to an end, or empty
     * @param rollup how its leaf steps ended
     * @param actions what was asked of it and done
     */
    public WorkflowRun(
            RunId runId,
            DefinitionRef definition,
            Initiator initiator,
            RunStatus status,
            Map<String, EvaluatedParam> params,
            Instant createdAt,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            Optional<Ending> ending,
            Rollup rollup,
            List<ActionTaken> actions) {
        this(
                runId,
                definition,
                initiator,
                status,
                params,
                createdAt,
                startedAt,
                endedAt,
                ending,
                rollup,
                actions,
                0,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Returns the version of the workflow that it runs.
     *
     * @return the number of the version
     */
    public long version() {
        return definition.version();
    }

    /**
     * Tells whether it waits for its turn, as the run strategy of its workflow says.
     *
     * @return true if it was accepted, and has neither begun nor ended
     */
    public boolean isQueued() {
        return status == RunStatus.CREATED;
    }

    /**
     * Returns this run with the reason why it is brought to an end.
     *
     * @param why the reason
     * @return the run, whose status is as before
     */
    public WorkflowRun ending(Ending why) {
        return with(status, startedAt, endedAt, Optional.of(why), rollup, actions, unblocking);
    }

    /**
     * Returns this run as it winds up: it handles what failed and undoes what it did, on its way to its end.
     *
     * @param why the reason of its end, with what is undone and handled
     * @return the run, in progress
     */
    public WorkflowRun windingUp(Ending why) {
        return with(RunStatus.IN_PROGRESS, startedAt, endedAt, Optional.of(why), rollup, actions, unblocking);
    }

    /**
     * Returns what it undoes before it ends, or has undone.
     *
     * @return the steps, and how many of them are undone; empty if nothing is
     */
    public Optional<Compensation> compensation() {
        return ending.flatMap(Ending::compensation);
    }

    /**
     * Returns of what it is a fork.
     *
     * @return the source, or empty if it is none; a later run of an instance that began as a fork is none itself
     */
    public Optional<ForkSource> fork() {
        return restart.flatMap(Restart::fork);
    }

    /**
     * Tells whether the attempts of a step that are recorded for this run are not what it did, but what it took over as a fork.
     *
     * @param step the step
     * @return true if so
     */
    public boolean hasTakenOver(StepId step) {
        return fork().filter(source -> source.taken().containsKey(step)).isPresent();
    }

    /**
     * Returns what handles its failures before it ends, or has handled them.
     *
     * @return the steps that do so; empty if nothing does
     */
    public Optional<FailureHandling> handling() {
        return ending.flatMap(Ending::handling);
    }

    /**
     * Tells whether it winds up: nothing of the flow happens any more, what failed is handled, and what was done is undone.
     *
     * @return true from then on, also when it has ended
     */
    public boolean windsUp() {
        return ending.filter(Ending::windsUp).isPresent();
    }

    /**
     * Returns that it could not start, if it was recorded only to tell so.
     *
     * @return what the start was given, or empty
     */
    public Optional<RefusedStart> refusedStart() {
        return ending.flatMap(Ending::refused);
    }

    /**
     * Returns this run as it ended.
     *
     * @param outcome a terminal status
     * @param leaves how its leaf steps ended
     * @param at when
     * @return the run
     */
    public WorkflowRun ended(RunStatus outcome, Rollup leaves, Instant at) {
        return with(outcome, startedAt, Optional.of(at), ending, leaves, actions, unblocking);
    }

    /**
     * Tells whether it only undoes what earlier runs of its instance did, as somebody asked for.
     *
     * @return false if it has steps of the flow
     */
    public boolean onlyUndoes() {
        return restart.filter(Restart::isCompensation).isPresent();
    }

    /**
     * Returns this run as it begins after it has waited for its turn.
     *
     * @param at when
     * @return the run, in progress
     */
    public WorkflowRun begun(Instant at) {
        return with(RunStatus.IN_PROGRESS, Optional.of(at), endedAt, ending, rollup, actions, unblocking);
    }

    /**
     * Returns this run, which waits for its turn, as it ends before that has come.
     *
     * @param why the reason
     * @return the run, which has never started
     */
    public WorkflowRun endedInQueue(Ending why) {
        return with(
                why.outcome(), Optional.empty(), Optional.of(why.at()), Optional.of(why), rollup, actions, unblocking);
    }

    /**
     * Returns this run, which has failed, as it does not hold up others any more.
     *
     * @param by who says so, and why
     * @return the run
     */
    public WorkflowRun unblocked(Unblocking by) {
        return with(status, startedAt, endedAt, ending, rollup, actions, Optional.of(by));
    }

    /**
     * Returns this run after something was asked of it.
     *
     * @param taken what
     * @param now how it stands since
     * @return the run
     */
    public WorkflowRun acted(ActionTaken taken, RunStatus now) {
        return with(now, startedAt, endedAt, ending, rollup, ActionTaken.append(actions, taken), unblocking);
    }

    /**
     * Tells whether somebody has asked for the run to be killed.
     *
     * @return true if its open steps fail, instead of being stopped
     */
    public boolean isKilled() {
        return actions.stream().anyMatch(taken -> taken.action() == Action.KILL);
    }

    /**
     * Returns this run under another id.
     *
     * @param id the id
     * @return the run
     */
    public WorkflowRun numbered(RunId id) {
        return new WorkflowRun(
                id,
                definition,
                initiator,
                status,
                params,
                createdAt,
                startedAt,
                endedAt,
                ending,
                rollup,
                actions,
                priority,
                unblocking,
                restart);
    }

    /**
     * Tells whether it failed and so holds up those that come after it, if the run strategy of the workflow is {@code
     * STRICT_SEQUENTIAL}.
     *
     * @return true if it failed, and neither a person nor a later run of the same instance has unblocked it
     */
    public boolean isBlocking() {
        return status == RunStatus.FAILED && unblocking.isEmpty();
    }

    private WorkflowRun with(
            RunStatus newStatus,
            Optional<Instant> started,
            Optional<Instant> ended,
            Optional<Ending> why,
            Rollup leaves,
            List<ActionTaken> taken,
            Optional<Unblocking> unblocked) {
        return new WorkflowRun(
                runId,
                definition,
                initiator,
                newStatus,
                params,
                createdAt,
                started,
                ended,
                why,
                leaves,
                taken,
                priority,
                unblocked,
                restart);
    }
}
