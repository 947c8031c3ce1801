package io.maestro.store;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.param.EvaluatedParam;
import io.maestro.run.Breakpoint;
import io.maestro.run.Children;
import io.maestro.run.RunId;
import io.maestro.run.SetBreakpoint;
import io.maestro.run.StepAttempt;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowChange;
import io.maestro.run.WorkflowInUseException;
import io.maestro.run.WorkflowRun;
import io.maestro.value.ValueCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps definitions and facts. Thread-safe. What a method returned is as durable as the store is; what it threw for did not
 * happen, unless it is an {@link UnknownOutcomeException}. Times are kept to the microsecond at least.
 */
public interface Store extends AutoCloseable {

    /**
     * Tells whether {@link #commit} returns without waiting for a disk or a network. The engine then commits on the thread
     * that has something to commit, instead of one of the store's.
     *
     * @return true if commits never wait
     */
    boolean commitsAtOnce();

    /**
     * Returns what writes values of Java code as the texts that this store keeps. Where there is one, each {@link
     * io.maestro.value.JavaValue} in a commit comes with its text, and each that the store returns is made of one.
     *
     * @return the codec, or empty if values are kept as they are
     */
    Optional<ValueCodec> values();

    /**
     * Makes sure that params of a run or of a step can be recorded, before something is decided that rests on them. By default all
     * can.
     *
     * @param params the params
     * @throws StoreException if they cannot, for instance because they are too large
     */
    default void requireRecordable(Map<String, EvaluatedParam> params) {}

    /**
     * Keeps a definition, together with the job templates that its steps may take params from: what a run of it needs must be
     * found again as it was, whatever the host registers later. If both equal those of the newest version of the workflow, that
     * version stays; else they become the next, which is active from then on if its origin says so.
     *
     * @param definition the definition
     * @param templates the job templates, in the ascending order of their job types and versions; mostly none
     * @return its version
     * @throws io.maestro.queue.StrategyRefusedException if its run strategy is another than that of the newest version, and the runs of the
     *     workflow are in the way of that; nothing is kept
     */
    VersionedDefinition register(WorkflowDefinition definition, List<JobTemplate.Definition> templates);

    /**
     * Returns the newest version of a workflow.
     *
     * @param workflow the workflow
     * @return the version, or empty if the workflow is not known
     */
    Optional<VersionedDefinition> latest(WorkflowId workflow);

    /**
     * Returns a version of a workflow.
     *
     * @param workflow the workflow
     * @param version the number of the version
     * @return the version as it was registered, or empty if there is no such version
     */
    Optional<VersionedDefinition> definition(WorkflowId workflow, long version);

    /**
     * Returns which version of a workflow is active: the newest that was registered to be, unless somebody has said otherwise since.
     *
     * @param workflow the workflow
     * @return the number of the version, or empty if none is
     */
    Optional<Long> active(WorkflowId workflow);

    /**
     * Does something to a workflow as a whole, and keeps that it was done.
     *
     * <p>When it is deleted, its versions and breakpoints are, and none is active. Its run strategy and the number of its last instance
     * stay: numbers of versions and instances are never given again. Its runs stay until they are {@linkplain #purge purged}. No run
     * begins any more of a version that was deleted.
     *
     * @param change what is done; a version that is activated is registered
     * @throws WorkflowInUseException if it is to be deleted and a run of it has not ended
     */
    void change(WorkflowChange change);

    /**
     * Returns what was done to a workflow as a whole, also before it was deleted.
     *
     * @param workflow the workflow
     * @return the changes, the newest first
     */
    List<WorkflowChange> changes(WorkflowId workflow);

    /**
     * Returns the workflows that were deleted, and of which runs are there still that had ended by then and that no step waited for.
     *
     * @return the last deletion of each
     */
    List<WorkflowChange> remains();

    /**
     * Returns the workflows that have a version.
     *
     * @return the ids, in ascending order
     */
    List<WorkflowId> workflows();

    /**
     * Records facts, all of them or none. Commits that concern one run never overlap; others may.
     *
     * <p>What becomes of a new run that is admitted {@linkplain NewRun.Admission.InTurn in turn} is decided with the commit: it begins, waits
     * or is stopped, and may take the place of those that wait. New runs of one workflow in one commit are decided on together. A
     * later run of an instance {@linkplain WorkflowRun#isBlocking unblocks} those before it.
     *
     * <p>A commit can be made again as it is when nobody knows whether it happened: a row takes the place of the one with its
     * key, a run whose number is known has begun, and so has a next instance with a request id. Only a next instance without
     * one would begin twice; who may have to commit again gives each a request id.
     *
     * @param commit what to record; its facts are of runs that began with earlier commits
     * @return the new runs, in the order of the commit. Next instances are numbered from 1 for each workflow, without
     *     gaps, in that order. For one that had begun before, its row as it is now
     * @throws VersionDeletedException if a new run that is no iteration is of a version that was deleted; nothing happened
     * @throws StoreUnavailableException if nothing happened, but might when tried again
     * @throws UnknownOutcomeException if all of it happened or nothing
     * @throws StoreException if nothing happened, and nothing would when tried again
     */
    List<Begun> commit(Commit commit);

    /**
     * Begins a transaction for the body of a step, which works in it and whose outcome is then recorded in it.
     *
     * @return the transaction
     * @throws StoreUnavailableException if none can be begun now
     * @throws StoreException if the store has no database that others could work in
     */
    default StepTransaction openTransaction() {
        throw new StoreException(
                "the store of this engine has no database that a step could work in; use one that has, such as JdbcStore");
    }

    /**
     * Returns a run.
     *
     * @param runId the run
     * @return its row, or empty if it does not exist or was purged
     */
    Optional<WorkflowRun> run(RunId runId);

    /**
     * Returns the attempts of a run.
     *
     * @param runId the run
     * @return the rows but those that were {@link Commit#dropped}, in the order in which they were first recorded; empty if the
     *     run does not exist
     */
    List<StepAttempt> attempts(RunId runId);

    /**
     * Returns a page of runs.
     *
     * @param query which ones
     * @return the rows, in the order of the query
     */
    List<WorkflowRun> runs(RunQuery query);

    /**
     * Tells how the iterations of a loop stand, for recovery.
     *
     * @param iterations which; of each, the newest of its runs counts whose number is in the range
     * @return the summary
     */
    ChildSummary children(Children.Iterations iterations);

    /**
     * Shows the newest attempt of a step in each iteration of a loop.
     *
     * @param iterations which; of each, the newest of its runs counts whose number is in the range and that has come to the step
     * @param step a step of the body
     * @param reader is shown the row of each iteration that has one, in ascending order
     */
    void attemptsOf(Children.Iterations iterations, StepId step, Consumer<StepAttempt> reader);

    /**
     * Returns the largest number of a run of a workflow, of those that are there; it does not matter whether one counts that was
     * dropped with all others of its number.
     *
     * @param workflow the workflow
     * @return the number, 0 if there is no run
     */
    long lastRun(WorkflowId workflow);

    /**
     * Returns the newest run of an instance.
     *
     * @param workflow the workflow
     * @param instance the number of the instance
     * @return its row, or empty if there is none, or it was purged
     */
    Optional<WorkflowRun> newest(WorkflowId workflow, long instance);

    /**
     * Returns the newest attempt of a step in the runs of an instance before one.
     *
     * @param runId the run
     * @param step the step
     * @return the row in the newest of these runs that has one, or empty if none has
     */
    Optional<StepAttempt> newestBefore(RunId runId, StepId step);

    /**
     * Returns the run that began for a request.
     *
     * @param workflow the workflow
     * @param requestId the request
     * @return the row, or empty if none has begun for it, or it was purged
     */
    Optional<WorkflowRun> requested(WorkflowId workflow, String requestId);

    /**
     * Returns what the store does for runs that wait for their turn.
     *
     * @return it
     */
    Queues queues();

    /**
     * Returns what the store does for steps that need permits.
     *
     * @return it
     */
    Permits permits();

    /**
     * Returns runs that have begun, have not ended and do not sleep, for recovery.
     *
     * @param workflow the workflow
     * @param after the last run of the page before, or empty for the first page
     * @param limit how many at most, positive
     * @return the rows, in the ascending order of their ids
     */
    List<WorkflowRun> unfinished(WorkflowId workflow, Optional<RunId> after, int limit);

    /**
     * Returns runs that sleep, those that are to be woken first before the others, for recovery.
     *
     * @param workflow the workflow
     * @param after the last run of the page before, or empty for the first page
     * @param limit how many at most, positive
     * @return the rows, each with a time, in the ascending order of their times, and of their ids where these are the same
     */
    List<WakeUp> sleeping(WorkflowId workflow, Optional<WakeUp> after, int limit);

    /**
     * Keeps a breakpoint; one at the same place is replaced.
     *
     * @param breakpoint where, by whom and why
     */
    void setBreakpoint(SetBreakpoint breakpoint);

    /**
     * Forgets a breakpoint.
     *
     * @param breakpoint where it is
     * @return false if there is none right there
     */
    boolean removeBreakpoint(Breakpoint breakpoint);

    /**
     * Returns all breakpoints. There are few, and an engine asks twice a second at most.
     *
     * @return those that are set, in no order
     */
    List<SetBreakpoint> breakpoints();

    /**
     * Returns the attempts of a step that pause, in all runs of a workflow that have not ended. It may look at each of these runs.
     *
     * @param workflow the workflow, or the one that has the loop whose iterations the runs are
     * @param step the step
     * @return the attempts that are {@link io.maestro.run.StepStatus#PAUSED}, in no order
     */
    List<StepAttempt> paused(WorkflowId workflow, StepId step);

    /**
     * Returns what the store does for processes that share it.
     *
     * @return it, or empty if one process at a time has the store open, to which all runs belong
     */
    default Optional<Nodes> nodes() {
        return Optional.empty();
    }

    /**
     * Finds out which ended runs are too many. Those that later runs of their instances go on from do not count.
     *
     * @param workflow the workflow
     * @param newest how many runs may be kept, not negative
     * @return of the ends of runs that no step waited for, the newest that comes after so many newer ones; or empty if there are not
     *     that many
     */
    Optional<RunEnd> endAfter(WorkflowId workflow, long newest);

    /**
     * Deletes runs of a workflow that have ended and that no step waited for, the first that ended first: each with its attempts,
     * its request id and all runs below it that a step waited for. Those below may go first, some at a time, and what is
     * under way is seen in part. A run stays as long as one below it has not ended. One that a later run of its instance goes on
     * from is kept as long as that, and deleted with it. Numbers are never given again.
     *
     * @param workflow the workflow
     * @param through the last end of a run that may be deleted; it need not be that of a run
     * @param limit about how many runs at most are deleted with this call, positive
     * @return whether to go on
     */
    Purged purge(WorkflowId workflow, RunEnd through, int limit);

    /** Frees what the store holds, and gives runs of this node that have not ended back. Further calls may fail. */
    @Override
    void close();
}
