package io.maestro.dsl.internal.layout;

/** A part of a route, from where the part before it ended. */
public sealed interface Leg {

    /**
     * Returns where it ends.
     *
     * @return the place
     */
    Point to();

    /** Returns the place from which it comes to its end, given where it begins. */
    Point approach(Point from);

    Leg swapped();

    Leg moved(double right, double down);

    /**
     * A straight line.
     *
     * @param to where it ends
     */
    record Line(Point to) implements Leg {
        @Override
        public Point approach(Point from) {
            return from;
        }

        @Override
        public Leg swapped() {
            return new Line(to.swapped());
        }

        @Override
        public Leg moved(double right, double down) {
            return new Line(to.moved(right, down));
        }
    }

    /**
     * A cubic Bézier curve.
     *
     * @param first the point to which it sets out
     * @param second the point from which it comes in
     * @param to where it ends
     */
    record Curve(Point first, Point second, Point to) implements Leg {
        @Override
        public Point approach(Point from) {
            return second;
        }

        @Override
        public Leg swapped() {
            return new Curve(first.swapped(), second.swapped(), to.swapped());
        }

        @Override
        public Leg moved(double right, double down) {
            return new Curve(first.moved(right, down), second.moved(right, down), to.moved(right, down));
        }
    }
}
