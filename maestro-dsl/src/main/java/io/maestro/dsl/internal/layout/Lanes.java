package io.maestro.dsl.internal.layout;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the lanes of edges that lead back are across the flow. A lane that can be straight all along, with nothing in its way, is
 * set as near to its boxes as it can be. If it cannot, the end beside one of its boxes is left aside, or both, and the rest made
 * straight. Shorter lanes are set first, since longer ones go round them.
 */
final class Lanes {

    /** How much nearer to its box, and to what comes after it, a lane may be than usual if that makes it straight. */
    private static final double GIVE = 5;

    private final List<Edge> edges;
    private final Sides sides;
    private final Skeleton skeleton;
    private final Room room;
    private final double[] firsts;
    private final double[] lasts;

    private Lanes(List<Edge> edges, Sides sides, Skeleton skeleton, Room room) {
        this.edges = edges;
        this.sides = sides;
        this.skeleton = skeleton;
        this.room = room;
        this.firsts = new double[edges.size()];
        this.lasts = new double[edges.size()];
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = room.place(edges.get(i).first()) + sides.firstPort(i).offset();
            lasts[i] = room.place(edges.get(i).last()) + sides.lastPort(i).offset();
        }
    }

    /** Sets the lanes, and moves the vertices on them. */
    static Lanes of(List<Edge> edges, Sides sides, Skeleton skeleton, Room room) {
        var lanes = new Lanes(edges, sides, skeleton, room);
        IntStream.range(0, edges.size())
                .filter(i -> edges.get(i).back() && !edges.get(i).isLoop())
                .boxed()
                .sorted(Comparator.comparingInt(i -> skeleton.chain(i).length))
                .forEach(lanes::straighten);
        return lanes;
    }

    /** Returns where the lane of an edge is beside the box that comes first along the flow. */
    double first(int edge) {
        return firsts[edge];
    }

    /** Returns where the lane of an edge is beside the box that comes last along the flow. */
    double last(int edge) {
        return lasts[edge];
    }

    private void straighten(int edge) {
        if (!straighten(edge, true, true) && !straighten(edge, true, false) && !straighten(edge, false, true)) {
            straighten(edge, false, false);
        }
    }

    private boolean straighten(int edge, boolean withFirst, boolean withLast) {
        int first = edges.get(edge).first();
        int last = edges.get(edge).last();
        int[] chain = skeleton.chain(edge);
        double wanted = 0;
        double most = Double.MAX_VALUE;
        if (withFirst) {
            wanted = firsts[edge];
            most = most(first, sides.coming(first), edge);
        }
        if (withLast) {
            wanted = Math.max(wanted, lasts[edge]);
            most = Math.min(most, most(last, sides.leaving(last), edge));
        }
        double least = wanted - GIVE;
        for (int i = 1; i < chain.length - 1; i++) {
            least = Math.max(least, room.least(chain[i]));
            most = Math.min(most, room.most(chain[i]));
        }
        if (least > most) {
            return false;
        }
        double place = Math.min(most, Math.max(least, wanted));
        for (int i = 1; i < chain.length - 1; i++) {
            room.move(chain[i], place);
        }
        if (withFirst) {
            push(first, sides.coming(first), edge, firsts, place);
        }
        if (withLast) {
            push(last, sides.leaving(last), edge, lasts, place);
        }
        return true;
    }

    /** Returns how far out the lane of an edge may be beside a box, so that there is room for those that are farther out. */
    private double most(int box, List<Integer> lanes, int edge) {
        int farther = lanes.size() - 1 - lanes.indexOf(edge);
        return room.most(box) + skeleton.vertex(box).after() + GIVE - farther * Sides.LANE;
    }

    /** Sets the lane of an edge beside a box, and moves those that are farther out as far as they must be. */
    private void push(int box, List<Integer> lanes, int edge, double[] places, double place) {
        places[edge] = place;
        room.extend(box, place);
        for (int lane : lanes.subList(lanes.indexOf(edge) + 1, lanes.size())) {
            places[lane] = Math.max(places[lane], places[lanes.get(lanes.indexOf(lane) - 1)] + Sides.LANE);
            room.extend(box, places[lane]);
        }
    }
}
