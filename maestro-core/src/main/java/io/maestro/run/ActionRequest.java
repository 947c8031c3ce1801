package io.maestro.run;

import static java.util.Objects.requireNonNull;

/**
 * That somebody asks something of a run or of a step.
 *
 * @param id tells it from all others, however often it comes
 * @param action what is asked for
 * @param by who asks
 * @param reason why
 */
public record ActionRequest(String id, Action action, String by, String reason) {

    /** Checks that nothing is null. */
    public ActionRequest {
        requireNonNull(id, "id");
        requireNonNull(action, "action");
        requireNonNull(by, "by");
        requireNonNull(reason, "reason");
    }
}
