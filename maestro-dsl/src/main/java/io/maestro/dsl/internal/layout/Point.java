package io.maestro.dsl.internal.layout;

/**
 * A place on the plane. The second coordinate grows downwards.
 *
 * @param x how far to the right
 * @param y how far down
 */
public record Point(double x, double y) {

    Point swapped() {
        return new Point(y, x);
    }

    Point moved(double right, double down) {
        return new Point(x + right, y + down);
    }
}
