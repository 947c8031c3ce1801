package io.maestro.dsl.internal.syntax;

import io.maestro.error.Problem;
import java.util.List;
import java.util.Optional;

/**
 * A text that was read.
 *
 * @param root the value that the text holds, or empty if it could not be read
 * @param problems what is wrong with the text as such; at least one if there is no value
 */
public record Document(Optional<Node> root, List<Problem> problems) {

    /** Copies the problems. */
    public Document {
        problems = List.copyOf(problems);
    }
}
