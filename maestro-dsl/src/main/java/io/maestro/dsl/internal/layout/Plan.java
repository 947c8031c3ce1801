package io.maestro.dsl.internal.layout;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Where everything stands, within an area whose upper left corner is at 0, 0.
 *
 * @param size how much room it takes as a whole
 * @param boxes where each box stands
 * @param routes the way of each edge
 */
public record Plan(Size size, List<Area> boxes, List<Route> routes) {

    /** Copies the lists. */
    public Plan {
        requireNonNull(size, "size");
        boxes = List.copyOf(boxes);
        routes = List.copyOf(routes);
    }

    Plan swapped() {
        return new Plan(
                size.swapped(),
                boxes.stream().map(Area::swapped).toList(),
                routes.stream().map(Route::swapped).toList());
    }
}
