package io.maestro.store;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.RunStrategy;
import io.maestro.definition.WorkflowId;
import io.maestro.param.EvaluatedParam;
import io.maestro.queue.Fate;
import io.maestro.queue.QueueRules;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Ending;
import io.maestro.run.Initiator;
import io.maestro.run.Restart;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.WorkflowRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run that begins.
 *
 * @param key which run it is
 * @param definition what it runs
 * @param initiator what started it
 * @param params the evaluated params; unmodifiable
 * @param at when it was accepted
 * @param place to which node it belongs
 * @param admission whether it may have to wait for others
 * @param restart how it goes on from the runs of its instance before it, or empty if it does not
 */
public record NewRun(
        Key key,
        DefinitionRef definition,
        Initiator initiator,
        Map<String, EvaluatedParam> params,
        Instant at,
        Place place,
        Admission admission,
        Optional<Restart> restart) {

    /** Checks that nothing is null. */
    public NewRun {
        requireNonNull(key, "key");
        requireNonNull(definition, "definition");
        requireNonNull(initiator, "initiator");
        requireNonNull(params, "params");
        requireNonNull(at, "at");
        requireNonNull(place, "place");
        requireNonNull(admission, "admission");
        requireNonNull(restart, "restart");
    }

    /**
     * Creates a run that does not go on from another.
     *
     * @param key which run it is
     * @param definition what it runs
     * @param initiator what started it
     * @param params the evaluated params; unmodifiable
     * @param at when it was accepted
     * @param place to which node it belongs
     * @param admission whether it may have to wait for others
     */
    public NewRun(
            Key key,
            DefinitionRef definition,
            Initiator initiator,
            Map<String, EvaluatedParam> params,
            Instant at,
            Place place,
            Admission admission) {
        this(key, definition, initiator, params, at, place, admission, Optional.empty());
    }

    /**
     * Creates a run that begins at once.
     *
     * @param key which run it is
     * @param definition what it runs
     * @param initiator what started it
     * @param params the evaluated params; unmodifiable
     * @param at when it was accepted
     * @param place to which node it belongs
     */
    public NewRun(
            Key key,
            DefinitionRef definition,
            Initiator initiator,
            Map<String, EvaluatedParam> params,
            Instant at,
            Place place) {
        this(key, definition, initiator, params, at, place, Admission.AT_ONCE);
    }

    /**
     * Creates a run that begins at once and belongs to the node that has it begin.
     *
     * @param key which run it is
     * @param definition what it runs
     * @param initiator what started it
     * @param params the evaluated params; unmodifiable
     * @param at when it was accepted
     */
    public NewRun(
            Key key, DefinitionRef definition, Initiator initiator, Map<String, EvaluatedParam> params, Instant at) {
        this(key, definition, initiator, params, at, Place.HERE);
    }

    /** Whether a run may have to wait for others of its workflow, or is stopped because of them, or begins at all. */
    public sealed interface Admission {

        /** It begins at once: it is an iteration of a loop, or undoes what its instance did. */
        Admission AT_ONCE = new AtOnce();

        /** It begins at once. */
        record AtOnce() implements Admission {}

        /**
         * What becomes of it is decided by the run strategy of the newest registered version of its workflow, as {@link
         * io.maestro.queue.QueueRules} tells; where none is registered, it begins.
         *
         * @param priority of those that wait, the one with the highest comes first
         */
        record InTurn(int priority) implements Admission {}

        /**
         * It does not begin at all: it has failed already, and is recorded as that, whatever the run strategy of its workflow says.
         *
         * @param why the reason
         */
        record Failed(Ending why) implements Admission {
            /** Checks that nothing is null. */
            public Failed {
                requireNonNull(why, "why");
            }
        }
    }

    /** To which node a run belongs when it begins, if several share the store. */
    public enum Place {
        /** To the one that has it begin. */
        HERE,
        /** To none: any may claim it. */
        ANYWHERE
    }

    /** Which run begins. */
    public sealed interface Key {}

    /**
     * The first run of the next instance of a workflow, which the store numbers as it commits it.
     *
     * @param workflow the workflow
     * @param requestId names the request: if a run of the workflow has begun for it, that one is meant; or empty
     */
    public record NextInstance(WorkflowId workflow, Optional<String> requestId) implements Key {
        /** Checks that nothing is null. */
        public NextInstance {
            requireNonNull(workflow, "workflow");
            requireNonNull(requestId, "requestId");
        }
    }

    /**
     * A run whose number is known: an iteration of a loop. If it has begun already, that one is meant.
     *
     * @param runId the run
     */
    public record Numbered(RunId runId) implements Key {
        /** Checks that nothing is null. */
        public Numbered {
            requireNonNull(runId, "runId");
        }
    }

    /**
     * The next run of an instance, which goes on from those before it.
     *
     * @param runId the run. If it has begun for another request, that one is meant: two cannot both be the next
     * @param requestId names the request: if a run of the workflow has begun for it, that one is meant
     */
    public record Restarted(RunId runId, String requestId) implements Key {
        /** Checks that nothing is null. */
        public Restarted {
            requireNonNull(runId, "runId");
            requireNonNull(requestId, "requestId");
        }
    }

    /**
     * Returns the workflow of which it is a run.
     *
     * @return the workflow; for an iteration of a loop the one that stands for the body
     */
    public WorkflowId workflow() {
        return switch (key) {
            case NextInstance next -> next.workflow();
            case Numbered numbered -> numbered.runId().workflow();
            case Restarted restarted -> restarted.runId().workflow();
        };
    }

    /**
     * Returns the priority of this run.
     *
     * @return the priority; 0 if it does not wait
     */
    public int priority() {
        return switch (admission) {
            case Admission.AtOnce atOnce -> 0;
            case Admission.Failed failed -> 0;
            case Admission.InTurn inTurn -> inTurn.priority();
        };
    }

    /**
     * Returns the row of this run if it begins, or if it has failed already.
     *
     * @param runId the run that it is
     * @return the run, in progress or ended
     */
    public WorkflowRun row(RunId runId) {
        return admission instanceof Admission.Failed(var why)
                ? queued(runId).endedInQueue(why)
                : queued(runId).begun(at);
    }

    /**
     * Returns the row of this run.
     *
     * @param runId the run that it is
     * @param fate what becomes of it
     * @param strategy the run strategy that decided so
     * @return the run
     */
    public WorkflowRun row(RunId runId, Fate fate, RunStrategy strategy) {
        return switch (fate) {
            case BEGINS -> row(runId);
            case WAITS -> queued(runId);
            case IS_STOPPED ->
                queued(runId).endedInQueue(new Ending(RunStatus.STOPPED, QueueRules.reasonToStop(strategy), at));
        };
    }

    private WorkflowRun queued(RunId runId) {
        return new WorkflowRun(
                runId,
                definition,
                initiator,
                RunStatus.CREATED,
                params,
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Rollup.none(),
                List.of(),
                priority(),
                Optional.empty(),
                restart);
    }
}
