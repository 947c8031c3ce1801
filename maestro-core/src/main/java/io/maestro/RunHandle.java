package io.maestro;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.run.ActionResult;
import io.maestro.run.InstanceView;
import io.maestro.run.RestartPlan;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepExplanation;
import io.maestro.run.TimelineEvent;
import io.maestro.run.Verdict;
import io.maestro.run.WorkflowRun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The grip on a run. Thread-safe. */
public interface RunHandle {

    /**
     * Returns which run this is.
     *
     * @return the id
     */
    RunId id();

    /**
     * Waits until the run has ended.
     *
     * @return the run as it ended; that is recorded
     * @throws io.maestro.run.RunAbandonedException if the engine had to give the run up, or was closed before its end
     * @throws io.maestro.run.RunNotHereException if the run has not ended and nobody advances it, because its
     *     workflow is not registered
     * @throws MaestroInterruptedException if the waiting thread is interrupted; its interrupt flag stays set
     */
    WorkflowRun await();

    /**
     * Waits until the run has ended, for so long at most.
     *
     * @param limit how long
     * @return the run as it ended, or empty if it has not
     * @throws io.maestro.run.RunAbandonedException if the engine had to give the run up, or was closed before its end
     * @throws io.maestro.run.RunNotHereException if the run has not ended and nobody advances it, because its
     *     workflow is not registered
     * @throws MaestroInterruptedException if the waiting thread is interrupted; its interrupt flag stays set
     */
    Optional<WorkflowRun> await(Duration limit);

    /**
     * Returns a future of the end of the run.
     *
     * @return completes with the run as it ended, or with the exception that {@link #await()} would throw; cancelling it does
     *     nothing to the run. What is hung on it runs on a thread of its own
     */
    CompletableFuture<WorkflowRun> ended();

    /**
     * Returns the run as it was last recorded.
     *
     * @return the run
     * @throws io.maestro.run.RunNotFoundException if it was purged
     */
    WorkflowRun run();

    /**
     * Returns what is run: the version of the workflow that the run began with. Of an iteration of a loop it is the whole
     * workflow, of which the run has the {@linkplain io.maestro.run.DefinitionRef#body body} of the loop.
     *
     * @return the definition
     * @throws io.maestro.run.RunNotFoundException if the run was purged
     */
    WorkflowDefinition definition();

    /**
     * Returns how the run stands, as it was last recorded.
     *
     * @return the status
     * @throws io.maestro.run.RunNotFoundException if it was purged
     */
    default RunStatus status() {
        return run().status();
    }

    /**
     * Returns the newest attempt of each step that was reached, also those that are not recorded because they run.
     *
     * @return the attempts, in the order of the definition
     * @throws io.maestro.run.RunNotFoundException if the run was purged
     */
    List<StepAttempt> steps();

    /**
     * Returns every recorded attempt. Of a step of a cycle only the newest visits are kept, as many as {@link
     * io.maestro.definition.Transition#keptVisits} says; visits are numbered from 1, so the first that is there tells how many were
     * dropped.
     *
     * @return the attempts, in the order in which they were first recorded
     */
    List<StepAttempt> attempts();

    /**
     * Returns how the leaf steps of the run stand now, through all levels of iterations and subworkflows. What has ended is
     * counted already; what runs is asked.
     *
     * @return the counts
     * @throws io.maestro.run.RunNotFoundException if the run was purged
     * @throws io.maestro.run.RunNotHereException if the run has not ended and its version is not known to this engine
     */
    Rollup rollup();

    /**
     * Returns what has happened in the run, as it is recorded.
     *
     * @return the events, the earliest first
     * @throws io.maestro.run.RunNotFoundException if the run was purged
     */
    List<TimelineEvent> timeline();

    /**
     * Returns a run that works for a step of this one: an iteration of a loop, or the run of a subworkflow. Of a step that is kept from an
     * earlier run of the instance it is one that worked for it there.
     *
     * @param step the id of the step, of whose newest attempt it is a run
     * @param number the number of the iteration, from 1; 1 for a subworkflow
     * @return the run, or empty if the step has started no such run, or it was purged
     * @throws io.maestro.definition.InvalidIdException if the text cannot be the id of a step
     * @throws io.maestro.run.RunNotFoundException if this run was purged
     */
    Optional<RunHandle> child(String step, long number);

    /**
     * Returns the output of a step, or that which is kept from an earlier run of the instance.
     *
     * @param step the id of the step
     * @param type what it returns
     * @param <T> that type
     * @return its output, or empty if it was not run, did not succeed, or returns nothing
     * @throws io.maestro.definition.InvalidIdException if the text cannot be the id of a step
     * @throws ClassCastException if the output is of another type
     */
    <T> Optional<T> output(String step, Class<T> type);

    /**
     * Returns how the instance stands over its runs up to this one: a run that was restarted has only some of the steps, and how the
     * others stand earlier runs tell.
     *
     * @return the view
     * @throws io.maestro.run.RunNotFoundException if the run was purged
     * @throws io.maestro.run.RunNotHereException if the version of the run is not known to this engine
     */
    InstanceView instance();

    /**
     * Restarts the instance, whose newest run must have ended: it goes on as its next run, in the same version of its workflow. If a
     * step started it and waits for it, that step is run again, in the next run of its instance, and so on to the top; the run at the
     * top is returned. If a run on the way up goes on, it is done there, as {@link #restartStep} does with a step that has ended, or,
     * for an iteration of a foreach that goes on, beside the other iterations; that run is returned.
     *
     * @param request what is asked for
     * @return the new run, or the one that goes on; that is recorded
     * @throws io.maestro.run.RestartRefusedException if the newest run of the instance has not ended, another request has restarted
     *     it at the same time, or a run above it goes on and it cannot be restarted there now
     * @throws io.maestro.param.InvalidParamsException if a param that is given does not fit, or may not be given at a restart
     * @throws io.maestro.run.RunNotFoundException if the instance was purged
     * @throws io.maestro.run.RunNotHereException if the version of the run is not known to this engine
     */
    RunHandle restart(RestartRequest request);

    /**
     * Has undone what the instance did, whose newest run must have ended, with whatever outcome: each step that succeeded and says which
     * other undoes it, unless that was done before. It is the next run of the instance, which has no other steps, begins at once whatever
     * the run strategy of the workflow is, and ends as the instance stood before. {@link WorkflowRun#compensation} tells how far it came.
     *
     * @param by who asks
     * @param reason why; is recorded
     * @return the new run; it is recorded
     * @throws io.maestro.run.RestartRefusedException if the newest run of the instance has not ended, there is nothing to undo, or another
     *     request has restarted it at the same time
     * @throws io.maestro.run.RunNotFoundException if the instance was purged
     * @throws io.maestro.run.RunNotHereException if the version of the run is not known to this engine
     */
    default RunHandle compensate(String by, String reason) {
        return restart(RestartRequest.compensation().by(by).reason(reason));
    }

    /**
     * Restarts a step of the instance: it runs again with all that comes after it, whatever the conditions that led to it said, in
     * the next run of the instance. What else did not complete stays as it is.
     *
     * <p>If the newest run has not ended, and the step has ended there without completing, it is tried once more in that run, in its
     * current visit, and what comes after it goes on if it completes. A loop goes on with the iterations that did not succeed, a
     * subworkflow with what did not complete. So can a step be that was left as it was because another was restarted. The request may
     * then give params to this step and to those of its body, and skip it; the run keeps its params.
     *
     * @param step the id of the step
     * @param request what is asked for
     * @return the new run, or the one that goes on; that is recorded
     * @throws io.maestro.definition.InvalidIdException if the text cannot be the id of a step
     * @throws io.maestro.run.RestartRefusedException if the step cannot be restarted now: it was never reached, there is no such step, or the run goes on and the step
     *     has not ended, has completed, or has another failure mode than {@link io.maestro.definition.FailureMode#FAIL_AFTER_RUNNING}
     * @throws io.maestro.param.InvalidParamsException if a param that is given does not fit, or may not be given at a restart
     * @throws io.maestro.run.RunNotFoundException if the instance was purged
     * @throws io.maestro.run.RunNotHereException if the version of the run is not known to this engine
     */
    RunHandle restartStep(String step, RestartRequest request);

    /**
     * Tells what {@link #restart(RestartRequest)} would do: what would become of each step and why, which params would be other than
     * before, and why it would be refused. Nothing is recorded. The instance must have ended.
     *
     * @param request what would be asked for; with another {@linkplain RestartRequest#version version} of the workflow, if wanted
     * @return the plan, which {@link #restart(RestartPlan)} carries out
     * @throws io.maestro.run.RestartRefusedException if no plan can be made: the newest run has not ended, or a step has started it
     *     and it is to go on in another version
     * @throws io.maestro.definition.UnknownVersionException if there is no such version
     * @throws io.maestro.param.InvalidParamsException if a param that is given does not fit, or may not be given at a restart
     * @throws io.maestro.run.RunNotFoundException if the instance was purged
     * @throws io.maestro.run.RunNotHereException if the version of the run is not known to this engine
     */
    RestartPlan planRestart(RestartRequest request);

    /**
     * Tells what {@link #restartStep} would do, as {@link #planRestart} does.
     *
     * @param step the id of the step
     * @param request what would be asked for
     * @return the plan
     * @throws io.maestro.definition.InvalidIdException if the text cannot be the id of a step
     * @throws io.maestro.run.RestartRefusedException if no plan can be made, also because the step was never reached
     * @throws io.maestro.definition.UnknownVersionException if there is no such version
     * @throws io.maestro.param.InvalidParamsException if a param that is given does not fit, or may not be given at a restart
     * @throws io.maestro.run.RunNotFoundException if the instance was purged
     * @throws io.maestro.run.RunNotHereException if the version of the run is not known to this engine
     */
    RestartPlan planRestartStep(String step, RestartRequest request);

    /**
     * Restarts as planned, and not otherwise: the run begins with the params of the plan, in its version. A plan that was carried out
     * before is the run that it began.
     *
     * @param plan the plan
     * @return the new run; it is recorded
     * @throws io.maestro.run.RestartRefusedException if the plan says that it would be refused, or something has changed since: the
     *     instance has gone on, or another version is meant by now
     * @throws io.maestro.run.RunNotFoundException if the instance was purged
     */
    RunHandle restart(RestartPlan plan);

    /**
     * Asks for the run to be stopped, as {@link #stop(String, String)} does, without saying who asks.
     *
     * @param reason why; is recorded
     * @return true if that is recorded now; false if the run had ended or was being ended already
     * @throws io.maestro.run.RunAbandonedException if the engine had to give the run up, or was closed before its end
     * @throws io.maestro.run.RunNotHereException if the run has not ended and nobody advances it, because its
     *     workflow is not registered
     * @throws io.maestro.run.ActionPendingException if another node advances the run and does not answer in time
     */
    default boolean stop(String reason) {
        return stop("somebody", reason).isTaken();
    }

    /**
     * Asks for the run to be stopped: nothing further begins, but for what undoes what the run did, and what runs is interrupted. A run that waits for its turn ends at once. All runs below it that a step waits for are
     * stopped, too.
     *
     * @param by who asks
     * @param reason why
     * @return what came of it; if it is taken, it is recorded
     * @throws io.maestro.run.RunAbandonedException if the engine had to give the run up, or was closed before its end
     * @throws io.maestro.run.RunNotHereException if the run has not ended and nobody advances it, because its
     *     workflow is not registered
     * @throws io.maestro.run.ActionPendingException if another node advances the run and does not answer in time
     */
    ActionResult stop(String by, String reason);

    /**
     * Asks for the run to be killed: as {@link #stop(String, String)}, but the run and the steps that were under way fail, and nothing is undone. Runs below
     * it are stopped. A run that is being stopped can be killed still.
     *
     * @param by who asks
     * @param reason why
     * @return what came of it; if it is taken, it is recorded
     * @throws io.maestro.run.RunAbandonedException if the engine had to give the run up, or was closed before its end
     * @throws io.maestro.run.RunNotHereException if the run has not ended and nobody advances it, because its
     *     workflow is not registered
     * @throws io.maestro.run.ActionPendingException if another node advances the run and does not answer in time
     */
    ActionResult kill(String by, String reason);

    /**
     * Asks for the run to be paused: what runs goes on, and nothing further begins, be it a step, its next attempt or an iteration, until it
     * is resumed or ended. Iterations and subworkflows that have begun are runs of their own and go on. The run's timeout is not
     * paused.
     *
     * @param by who asks
     * @param reason why
     * @return what came of it; if it is taken, it is recorded
     * @throws io.maestro.run.RunAbandonedException if the engine had to give the run up, or was closed before its end
     * @throws io.maestro.run.RunNotHereException if the run has not ended and nobody advances it, because its
     *     workflow is not registered
     * @throws io.maestro.run.ActionPendingException if another node advances the run and does not answer in time
     */
    ActionResult pause(String by, String reason);

    /**
     * Asks for a paused run to go on.
     *
     * @param by who asks
     * @param reason why
     * @return what came of it; if it is taken, it is recorded
     * @throws io.maestro.run.RunAbandonedException if the engine had to give the run up, or was closed before its end
     * @throws io.maestro.run.RunNotHereException if the run has not ended and nobody advances it, because its
     *     workflow is not registered
     * @throws io.maestro.run.ActionPendingException if another node advances the run and does not answer in time
     */
    ActionResult resume(String by, String reason);

    /**
     * Returns the grip on a step of the run.
     *
     * @param step the id of the step; whether there is such a step is known when something is asked of it
     * @return the handle
     * @throws io.maestro.definition.InvalidIdException if the text cannot be the id of a step
     */
    StepHandle step(String step);

    /**
     * Has this run, which failed, not hold up any more the runs of its workflow that wait for their turn, as {@link
     * WorkflowControl#unblock} does for all.
     *
     * @param by who says so
     * @param reason why
     * @return what came of it; if it is taken, it is recorded
     */
    ActionResult unblock(String by, String reason);

    /**
     * Tells how many runs of the workflow come before this one, if it waits for its turn.
     *
     * @return how many, from 0; empty if it does not wait
     */
    Optional<Long> ahead();

    /**
     * Says what became of an attempt of which nobody knows whether its work was done, because it may be done once at most and was
     * cut off: {@link #explain} tells which ones these are. The run goes on from there. Said twice, or by several, the first counts.
     *
     * @param step the id of the step
     * @param attempt the number of the attempt, from 1
     * @param verdict what became of it, who says so and why; is recorded
     * @return true if that is recorded now; false if nobody waits for it, or not any more
     * @throws io.maestro.definition.InvalidIdException if the text cannot be the id of a step
     * @throws IllegalArgumentException if the run has no such step
     * @throws io.maestro.value.ValueCodecException if the store cannot keep the output
     * @throws io.maestro.run.RunAbandonedException if the engine had to give the run up, or was closed before its end
     * @throws io.maestro.run.RunNotHereException if the run has not ended and is not advanced by this engine
     */
    boolean settle(String step, int attempt, Verdict verdict);

    /**
     * Tells for each step why it is where it is. If the version of the run cannot run here, that is why ({@link
     * StepExplanation.MissingCode}).
     *
     * @return the explanations, in the order of the definition
     * @throws io.maestro.run.RunNotFoundException if the run was purged
     */
    List<StepExplanation> explain();
}
