package io.maestro.dsl.internal.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A route as it grows. Straight parts in one direction become one. */
final class Way {

    private final Point start;
    private final List<Leg> legs = new ArrayList<>();
    private Point at;

    Way(Point start) {
        this.start = start;
        this.at = start;
    }

    /** Goes straight. */
    void line(Point to) {
        if (to.equals(at)) {
            return;
        }
        if (!legs.isEmpty() && legs.getLast() instanceof Leg.Line && isStraight(before(), at, to)) {
            legs.removeLast();
        }
        add(new Leg.Line(to));
    }

    /** Goes along the flow at both ends, and swings across it in between. */
    void swing(Point to) {
        if (to.x() == at.x()) {
            line(to);
        } else {
            double middle = (at.y() + to.y()) / 2;
            add(new Leg.Curve(new Point(at.x(), middle), new Point(to.x(), middle), to));
        }
    }

    /** Turns round a corner. */
    void turn(Point corner, Point to) {
        add(new Leg.Curve(between(at, corner), between(to, corner), to));
    }

    Route to(Optional<Area> label) {
        return new Route(start, legs, label);
    }

    private void add(Leg leg) {
        legs.add(leg);
        at = leg.to();
    }

    private Point before() {
        return legs.size() == 1 ? start : legs.get(legs.size() - 2).to();
    }

    private static boolean isStraight(Point from, Point at, Point to) {
        return (from.x() == at.x() && at.x() == to.x()) || (from.y() == at.y() && at.y() == to.y());
    }

    /** A curve comes near to a quarter of a circle if its control points are somewhat more than half way to the corner. */
    private static Point between(Point end, Point corner) {
        double part = 0.55;
        return new Point(end.x() + (corner.x() - end.x()) * part, end.y() + (corner.y() - end.y()) * part);
    }
}
