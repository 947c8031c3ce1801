package io.maestro.dsl.internal.layout;

/**
 * Sets vertices across the flow: in straight lines, as {@link Lined} does, unless the picture would become much wider than it
 * need be; then as {@link Compact} does.
 */
final class Across {

    private static final double MOST_EXTRA = 1.6;

    private Across() {}

    /** Returns where the line of each vertex is, on a grid, so that nothing is before 0. */
    static double[] of(Arrangement arrangement) {
        var lined = Extent.around(arrangement.skeleton(), Lined.places(arrangement));
        var compact = Extent.around(arrangement.skeleton(), Compact.places(arrangement));
        return lined.width() > MOST_EXTRA * compact.width() ? compact.fromZero() : lined.fromZero();
    }
}
