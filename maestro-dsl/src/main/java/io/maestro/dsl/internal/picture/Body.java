package io.maestro.dsl.internal.picture;

import java.util.List;

/**
 * Steps and the transitions between them.
 *
 * @param boxes the steps, in the order of the definition
 * @param arrows the transitions
 */
public record Body(List<Box> boxes, List<Arrow> arrows) {

    /** Copies the lists. */
    public Body {
        boxes = List.copyOf(boxes);
        arrows = List.copyOf(arrows);
    }
}
