package io.maestro;

import io.maestro.definition.StepId;
import io.maestro.run.ActionResult;
import io.maestro.run.StepAttempt;
import java.util.Optional;

/**
 * The grip on a step of a run. What is asked of it is asked of its newest attempt. Thread-safe.
 *
 * <p>Each action is recorded with who asks and why, before it returns, and takes effect on whichever node advances the run. Asked for
 * again it changes nothing. Whether it is possible depends on how the step stands; {@link ActionResult} tells, and why not.
 * {@link io.maestro.run.Action#on(io.maestro.run.StepStatus)} has the table.
 *
 * <p>Each throws {@link io.maestro.run.RunAbandonedException} if the engine had to give the run up, or was closed before its end,
 * {@link io.maestro.run.RunNotHereException} if the run has not ended and nobody advances it, because its workflow is not registered, and
 * {@link io.maestro.run.ActionPendingException} if another node advances it and does not answer in time.
 */
public interface StepHandle {

    /**
     * Returns which step this is.
     *
     * @return the id
     */
    StepId id();

    /**
     * Returns the newest attempt of the step, also if it is not recorded because it runs.
     *
     * @return the attempt, or empty if the step was not reached
     * @throws io.maestro.run.RunNotFoundException if the run was purged
     */
    Optional<StepAttempt> attempt();

    /**
     * Asks for the step to be stopped. The run goes on with what does not depend on it, and ends as stopped. Work that was done before it
     * noticed counts as done, unless it was done in a transaction, which is rolled back.
     *
     * @param by who asks
     * @param reason why
     * @return what came of it
     */
    ActionResult stop(String by, String reason);

    /**
     * Asks for the step to be killed: it fails for good, and its failure mode says what that does to the run.
     *
     * @param by who asks
     * @param reason why
     * @return what came of it
     */
    ActionResult kill(String by, String reason);

    /**
     * Asks for the step to be passed over: it ends as skipped, and what comes after it goes on as its conditions say.
     *
     * @param by who asks
     * @param reason why
     * @return what came of it
     */
    ActionResult skip(String by, String reason);

    /**
     * Asks for a step to go on that a breakpoint has paused.
     *
     * @param by who asks
     * @param reason why
     * @return what came of it
     */
    ActionResult resume(String by, String reason);

    /**
     * Asks for the next attempt of a step that backs off to start now.
     *
     * @param by who asks
     * @param reason why
     * @return what came of it
     */
    ActionResult retry(String by, String reason);
}
