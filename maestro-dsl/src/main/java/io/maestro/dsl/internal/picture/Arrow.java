package io.maestro.dsl.internal.picture;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A transition in a picture.
 *
 * @param from the number of the box that it leaves, within its body
 * @param to the number of the box that it comes to
 * @param back whether it leads back
 * @param labels what there is to say about it, a line each; may be empty
 * @param course whether the run went this way
 */
public record Arrow(int from, int to, boolean back, List<String> labels, Course course) {

    /** Copies the list. */
    public Arrow {
        requireNonNull(course, "course");
        labels = List.copyOf(labels);
    }

    /** Whether a run went a way. */
    public enum Course {
        /** Not known, or there is no run. */
        OPEN,
        /** It did. */
        TAKEN,
        /** It did not, although it came to where the way begins. */
        NOT_TAKEN
    }
}
