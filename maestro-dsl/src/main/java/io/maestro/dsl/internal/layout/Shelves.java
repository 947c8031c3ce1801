package io.maestro.dsl.internal.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * Sets areas beside each other in their order, as on shelves: when a shelf is full, the next one begins below it.
 *
 * @param size how much room they take as a whole
 * @param corners the upper left corner of each area
 */
record Shelves(Size size, List<Point> corners) {

    private static final double GAP = 36;
    private static final double PROPORTION = 1.8;

    static Shelves of(List<Size> sizes) {
        double room = 0;
        double widest = 0;
        for (var size : sizes) {
            room += (size.width() + GAP) * (size.height() + GAP);
            widest = Math.max(widest, size.width());
        }
        double limit = Math.max(widest, Math.sqrt(room * PROPORTION));
        var corners = new ArrayList<Point>();
        double x = 0;
        double y = 0;
        double width = 0;
        double bottom = 0;
        for (var size : sizes) {
            if (x > 0 && x + size.width() > limit) {
                x = 0;
                y = bottom + GAP;
            }
            corners.add(new Point(x, y));
            width = Math.max(width, x + size.width());
            bottom = Math.max(bottom, y + size.height());
            x += size.width() + GAP;
        }
        return new Shelves(new Size(width, bottom), corners);
    }
}
