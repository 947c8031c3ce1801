package io.maestro.dsl.internal.picture;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * How something stands in a run.
 *
 * @param mark the mark
 * @param lines the same in words, with times and counts; at least one line
 * @param error what went wrong, or empty
 */
public record Standing(Mark mark, List<String> lines, Optional<String> error) {

    /** Copies the list. */
    public Standing {
        requireNonNull(mark, "mark");
        requireNonNull(error, "error");
        lines = List.copyOf(lines);
    }
}
