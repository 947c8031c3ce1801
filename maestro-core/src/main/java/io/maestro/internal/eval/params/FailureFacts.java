package io.maestro.internal.eval.params;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What failed, as the expressions of a step see it that handles this.
 *
 * @param steps the steps that failed, in the order in which they did
 * @param messages why each of them failed; an empty text where nothing is known of that
 * @param text what failed first, and why, or why the run ends where no step failed
 */
public record FailureFacts(List<String> steps, List<String> messages, String text) {

    private static final FailureFacts NONE = new FailureFacts(List.of(), List.of(), "");

    /** Copies the lists. */
    public FailureFacts {
        steps = List.copyOf(steps);
        messages = List.copyOf(messages);
        requireNonNull(text, "text");
    }

    /**
     * Returns what a step sees that handles no failure.
     *
     * @return nothing
     */
    public static FailureFacts none() {
        return NONE;
    }
}
