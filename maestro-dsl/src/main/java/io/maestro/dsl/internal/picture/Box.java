package io.maestro.dsl.internal.picture;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A step in a picture.
 *
 * @param id the id of the step
 * @param kind what kind of step it is
 * @param title what it is called
 * @param details what there is to say about it, a line each
 * @param standing how it stands in the run, or empty if there is no run
 * @param tooltip all that there is no room for; may have several lines
 * @param body the steps within it, or empty if it is not made of steps
 */
public record Box(
        String id,
        Kind kind,
        String title,
        List<String> details,
        Optional<Standing> standing,
        String tooltip,
        Optional<Body> body) {

    /** Copies the list. */
    public Box {
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
        requireNonNull(title, "title");
        requireNonNull(standing, "standing");
        requireNonNull(tooltip, "tooltip");
        requireNonNull(body, "body");
        details = List.copyOf(details);
    }

    /** The kinds of steps, as pictures tell them apart. */
    public enum Kind {
        /** A step of a step type, or in Java. */
        STEP,
        /** A step of a job template. */
        TEMPLATE,
        /** A step that starts another workflow. */
        SUBWORKFLOW,
        /** A step that runs its body for each of some items. */
        FOREACH,
        /** A step that runs its body as long as a condition holds. */
        WHILE
    }
}
