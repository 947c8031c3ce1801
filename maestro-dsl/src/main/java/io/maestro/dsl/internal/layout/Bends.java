package io.maestro.dsl.internal.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes bends out of edges that lead along the flow, where there is room. First boxes that follow each other one by one are set in
 * one line. Then all that lies between the two boxes of an edge is set in line with the box that it comes to, or else with the
 * one that it leaves.
 */
final class Bends {

    /** How much nearer to its neighbours than usual a vertex may come if that makes an edge straight. */
    private static final double GIVE = 4;

    private static final int NONE = -1;

    private final List<Edge> edges;
    private final Skeleton skeleton;
    private final Room room;

    private Bends(List<Edge> edges, Skeleton skeleton, Room room) {
        this.edges = edges;
        this.skeleton = skeleton;
        this.room = room;
    }

    static void straighten(int boxes, List<Edge> edges, Skeleton skeleton, Room room) {
        var bends = new Bends(edges, skeleton, room);
        bends.boxes(boxes);
        bends.edges();
    }

    private void boxes(int boxes) {
        int[] leaving = new int[boxes];
        int[] coming = new int[boxes];
        for (var edge : edges) {
            if (!edge.back()) {
                leaving[edge.from()]++;
                coming[edge.to()]++;
            }
        }
        int[] next = new int[boxes];
        var isFirst = new boolean[boxes];
        Arrays.fill(next, NONE);
        Arrays.fill(isFirst, true);
        for (int i = 0; i < edges.size(); i++) {
            var edge = edges.get(i);
            if (!edge.back() && leaving[edge.from()] == 1 && coming[edge.to()] == 1) {
                next[edge.from()] = i;
                isFirst[edge.to()] = false;
            }
        }
        for (int box = 0; box < boxes; box++) {
            if (isFirst[box] && next[box] != NONE) {
                thread(box, next);
            }
        }
    }

    /** Sets boxes that follow each other in line with the last of them, or else with the first. */
    private void thread(int first, int[] next) {
        var vertices = new ArrayList<Integer>();
        vertices.add(first);
        int last = first;
        while (next[last] != NONE) {
            int[] chain = skeleton.chain(next[last]);
            IntStream.range(1, chain.length).forEach(i -> vertices.add(chain[i]));
            last = chain[chain.length - 1];
        }
        if (!lineUp(vertices, room.place(last))) {
            lineUp(vertices, room.place(first));
        }
    }

    private void edges() {
        for (int i = 0; i < edges.size(); i++) {
            var edge = edges.get(i);
            if (edge.back()) {
                continue;
            }
            int[] chain = skeleton.chain(i);
            var between = IntStream.range(1, chain.length - 1)
                    .mapToObj(at -> chain[at])
                    .toList();
            if (!lineUp(between, room.place(edge.to()))) {
                lineUp(between, room.place(edge.from()));
            }
        }
    }

    private boolean lineUp(List<Integer> vertices, double place) {
        for (int vertex : vertices) {
            if (place < room.least(vertex) - GIVE || place > room.most(vertex) + GIVE) {
                return false;
            }
        }
        vertices.forEach(vertex -> room.move(vertex, place));
        return true;
    }
}
