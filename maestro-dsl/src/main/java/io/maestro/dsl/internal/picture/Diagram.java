package io.maestro.dsl.internal.picture;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a picture shows.
 *
 * @param title what it is called
 * @param subtitle what there is to add to the title, or empty
 * @param standing how the run stands, or empty if there is no run
 * @param body the steps
 */
public record Diagram(String title, Optional<String> subtitle, Optional<Standing> standing, Body body) {

    /** Checks that nothing is null. */
    public Diagram {
        requireNonNull(title, "title");
        requireNonNull(subtitle, "subtitle");
        requireNonNull(standing, "standing");
        requireNonNull(body, "body");
    }
}
