package io.maestro.run;

import static java.util.Objects.requireNonNull;

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
 * @param startedAt when its first step could start, or empty
 * @param endedAt when it ended, or empty
 * @param ending why it is or was brought to an end before its steps were through, or empty
 * @param rollup how its leaf steps ended, through all levels; of none before its end
 * @param actions what was asked of it and done, the oldest first; the newest {@link ActionTaken#KEPT}; unmodifiable
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
        requireNonNull(restart, "restart");
    }

    /**
     * Creates a run that does not go on from another.
     *
     * @param runId the run
     * @param definition what it runs
     * @param initiator what started it
     * @param status how it stands
     * @param params the evaluated params; unmodifiable
     * @param createdAt when it was accepted
     * @param startedAt when its first step could start, or empty
     * @param endedAt when it ended, or empty
     * @param ending why it is or was brought to an end before its steps were through, or empty
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
     * Returns this run with the reason why it is brought to an end.
     *
     * @param why the reason
     * @return the run, whose status is as before
     */
    public WorkflowRun ending(Ending why) {
        return new WorkflowRun(
                runId,
                definition,
                initiator,
                status,
                params,
                createdAt,
                startedAt,
                endedAt,
                Optional.of(why),
                rollup,
                actions,
                restart);
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
        return new WorkflowRun(
                runId,
                definition,
                initiator,
                outcome,
                params,
                createdAt,
                startedAt,
                Optional.of(at),
                ending,
                leaves,
                actions,
                restart);
    }

    /**
     * Returns this run after something was asked of it.
     *
     * @param taken what
     * @param now how it stands since
     * @return the run
     */
    public WorkflowRun acted(ActionTaken taken, RunStatus now) {
        return new WorkflowRun(
                runId,
                definition,
                initiator,
                now,
                params,
                createdAt,
                startedAt,
                endedAt,
                ending,
                rollup,
                ActionTaken.append(actions, taken),
                restart);
    }

    /**
     * Tells whether somebody has asked for the run to be killed.
     *
     * @return true if its open steps fail, instead of being stopped
     */
    public boolean isKilled() {
        return actions.stream().anyMatch(taken -> taken.action() == Action.KILL);
    }
}
