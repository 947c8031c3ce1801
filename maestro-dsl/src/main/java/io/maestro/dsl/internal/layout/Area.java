package io.maestro.dsl.internal.layout;

/**
 * A rectangle on the plane.
 *
 * @param x its left side
 * @param y its top
 * @param width from left to right
 * @param height from top to bottom
 */
public record Area(double x, double y, double width, double height) {

    /** Returns the area of a size around a place. */
    static Area around(Point centre, Size size) {
        return new Area(centre.x() - size.width() / 2, centre.y() - size.height() / 2, size.width(), size.height());
    }

    /**
     * Returns the middle.
     *
     * @return where the diagonals cross
     */
    public Point centre() {
        return new Point(x + width / 2, y + height / 2);
    }

    /**
     * Returns the right side.
     *
     * @return how far to the right it is
     */
    public double right() {
        return x + width;
    }

    /**
     * Returns the lower side.
     *
     * @return how far down it is
     */
    public double bottom() {
        return y + height;
    }

    Area swapped() {
        return new Area(y, x, height, width);
    }

    Area moved(double right, double down) {
        return new Area(x + right, y + down, width, height);
    }
}
