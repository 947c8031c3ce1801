package io.maestro.dsl.internal.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What hangs on the sides of boxes, across the flow: lanes for edges that lead back, after the box, and edges to itself, before
 * it. A lane begins beside the box that it leaves, passes along the flow, and ends beside the box that it comes to.
 *
 * <p>Lanes of shorter edges are nearer to the box. Where they bend towards it is chosen so that the lanes of a box do not cross
 * each other: first those that leave it, the nearest one first, then those that come to it, the nearest one last.
 */
final class Sides {

    /** How far lanes are apart. */
    static final double LANE = 16;

    private static final double REACH = 26;
    private static final double GAP = 4;

    private final List<Size> sizes;
    private final double[] before;
    private final double[] after;
    private final double[] depth;
    private final List<List<Integer>> leaving;
    private final List<List<Integer>> coming;
    private final Port[] firstPorts;
    private final Port[] lastPorts;
    private final double[] firstShares;
    private final double[] lastShares;

    private Sides(List<Size> sizes, int edges) {
        this.sizes = sizes;
        this.before = new double[sizes.size()];
        this.after = new double[sizes.size()];
        this.depth = new double[sizes.size()];
        this.leaving = emptyLists(sizes.size());
        this.coming = emptyLists(sizes.size());
        this.firstPorts = new Port[edges];
        this.lastPorts = new Port[edges];
        this.firstShares = new double[edges];
        this.lastShares = new double[edges];
    }

    /** Returns the sides of boxes, given their sizes across and along the flow. */
    static Sides of(List<Size> sizes, List<Edge> edges, int[] ranks) {
        var sides = new Sides(sizes, edges.size());
        for (int i = 0; i < edges.size(); i++) {
            var edge = edges.get(i);
            sides.firstPorts[i] = Port.CENTRE;
            sides.lastPorts[i] = Port.CENTRE;
            if (edge.back() && !edge.isLoop()) {
                sides.leaving.get(edge.from()).add(i);
                sides.coming.get(edge.to()).add(i);
            }
        }
        var byLength = Comparator.comparingInt(
                (Integer i) -> ranks[edges.get(i).from()] - ranks[edges.get(i).to()]);
        for (int box = 0; box < sizes.size(); box++) {
            sides.leaving.get(box).sort(byLength);
            sides.coming.get(box).sort(byLength);
            sides.hang(box, sides.leaving.get(box), sides.coming.get(box));
        }
        for (var edge : edges) {
            if (edge.isLoop()) {
                sides.loop(edge.from(), edge.label());
            }
        }
        return sides;
    }

    private static List<List<Integer>> emptyLists(int count) {
        return Stream.<List<Integer>>generate(ArrayList::new).limit(count).toList();
    }

    private void hang(int box, List<Integer> up, List<Integer> down) {
        double half = sizes.get(box).width() / 2;
        int lanes = Math.max(up.size(), down.size());
        before[box] = half;
        after[box] = half + lanes * LANE;
        depth[box] = sizes.get(box).height();
        double share = 1.0 / (up.size() + down.size() + 1);
        for (int i = 0; i < up.size(); i++) {
            lastPorts[up.get(i)] = new Port(i + 1, half + (i + 1) * LANE);
            lastShares[up.get(i)] = (i + 1) * share;
        }
        for (int i = 0; i < down.size(); i++) {
            firstPorts[down.get(i)] = new Port(i + 1, half + (i + 1) * LANE);
            firstShares[down.get(i)] = 1 - (i + 1) * share;
        }
    }

    private void loop(int box, Optional<Size> label) {
        before[box] += REACH + label.map(size -> size.width() + GAP).orElse(0.0);
        depth[box] = Math.max(depth[box], label.map(Size::height).orElse(0.0));
    }

    /** Returns a box with its sides. */
    Vertex vertex(int box, int layer) {
        return new Vertex(Vertex.Kind.BOX, layer, before[box], after[box], depth[box]);
    }

    Size size(int box) {
        return sizes.get(box);
    }

    /** Returns the edges whose lanes leave a box, the nearest lane first. */
    List<Integer> leaving(int box) {
        return leaving.get(box);
    }

    /** Returns the edges whose lanes come to a box, the nearest lane first. */
    List<Integer> coming(int box) {
        return coming.get(box);
    }

    /** Returns where an edge ends on the box that comes first along the flow. */
    Port firstPort(int edge) {
        return firstPorts[edge];
    }

    /** Returns where an edge ends on the box that comes last along the flow. */
    Port lastPort(int edge) {
        return lastPorts[edge];
    }

    /** Returns how far along the box that comes first an edge that leads back ends, as a part of its depth. */
    double firstShare(int edge) {
        return firstShares[edge];
    }

    /** Returns how far along the box that comes last an edge that leads back begins, as a part of its depth. */
    double lastShare(int edge) {
        return lastShares[edge];
    }

    /** Returns the way of an edge from a box to itself. */
    static Route loop(Area box, Optional<Size> label) {
        double middle = box.centre().y();
        double spread = Math.min(box.height() * 0.3, 16);
        var start = new Point(box.x(), middle - spread);
        var end = new Point(box.x(), middle + spread);
        // The curve comes as far as three quarters of the way to its control points.
        double bend = REACH * 4 / 3;
        var curve = new Leg.Curve(start.moved(-bend, 0), end.moved(-bend, 0), end);
        return new Route(
                start,
                List.of(curve),
                label.map(size -> Area.around(new Point(box.x() - REACH - GAP - size.width() / 2, middle), size)));
    }
}
