package io.maestro.dsl.internal.layout;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The way of an edge over the plane.
 *
 * @param start where it leaves its first box
 * @param legs its parts, at least one; the last ends at its second box
 * @param label where its label stands, or empty if it has none
 */
public record Route(Point start, List<Leg> legs, Optional<Area> label) {

    /** Copies the list. */
    public Route {
        requireNonNull(start, "start");
        requireNonNull(label, "label");
        legs = List.copyOf(legs);
    }

    /**
     * Returns where it ends.
     *
     * @return the place at its second box
     */
    public Point end() {
        return legs.getLast().to();
    }

    /**
     * Returns a place from which the end is come to in a straight line, or nearly.
     *
     * @return a place before the end
     */
    public Point approach() {
        var from = legs.size() == 1 ? start : legs.get(legs.size() - 2).to();
        return legs.getLast().approach(from);
    }

    Route swapped() {
        return new Route(start.swapped(), legs.stream().map(Leg::swapped).toList(), label.map(Area::swapped));
    }

    Route moved(double right, double down) {
        return new Route(
                start.moved(right, down),
                legs.stream().map(leg -> leg.moved(right, down)).toList(),
                label.map(area -> area.moved(right, down)));
    }
}
