package io.maestro.run;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * That somebody asks something of a run or of a step.
 *
 * @param id tells it from all others, however often it comes
 * @param action what is asked for
 * @param by who asks
 * @param reason why
 * @param restart with what the step is to run again, for {@link Action#RESTART}; or empty
 */
public record ActionRequest(String id, Action action, String by, String reason, Optional<StepRestart> restart) {

    /** Checks that nothing is null. */
    public ActionRequest {
        requireNonNull(id, "id");
        requireNonNull(action, "action");
        requireNonNull(by, "by");
        requireNonNull(reason, "reason");
        requireNonNull(restart, "restart");
    }

    /**
     * Creates a request that says no more than what is asked for, by whom and why.
     *
     * @param id tells it from all others, however often it comes
     * @param action what is asked for
     * @param by who asks
     * @param reason why
     */
    public ActionRequest(String id, Action action, String by, String reason) {
        this(id, action, by, reason, Optional.empty());
    }

    /**
     * Returns the request when an iteration runs again while the step goes on.
     *
     * @return what is asked for, by whom and why
     */
    public ActionRequest ofIteration() {
        return new ActionRequest(
                id, action, by, reason, restart.map(what -> new StepRestart(what.order(), what.path(), true)));
    }

    /**
     * Returns the request without that with which the step is to run again.
     *
     * @return what is asked for, by whom and why
     */
    public ActionRequest bare() {
        return restart.isEmpty() ? this : new ActionRequest(id, action, by, reason);
    }
}
