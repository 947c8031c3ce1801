package io.maestro.internal.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of loops: which lie in which, their members, and the transitions that close or leave them. */
final class LoopTree {

    private static final int NONE = -1;

    private final Links links;
    private final Walk walk;

    /** By place: the place of the header of the innermost loop around the step, not counting the loop that it is the header of. */
    private final int[] around;

    /** By place: the number of the loop that the step is the header of. Loops are numbered from 0 as the walk came to them. */
    private final int[] headed;

    /** By loop: the place of its header, its parent, and the loops within it, in the order of their members. */
    private final int[] headers;

    private final int[] parents;
    private final List<List<Integer>> inner = new ArrayList<>();

    /** The loops that are in no other. */
    private final List<Integer> outermost = new ArrayList<>();

    private final Loop.Span[] spans;

    /**
     * Creates the tree.
     *
     * @param links the links of the graph
     * @param walk a walk over the graph, which comes to a header before the other members of its loop
     * @param around by place: the place of the innermost header around the step, itself excluded
     * @param heads by place: whether the step is a header
     */
    LoopTree(Links links, Walk walk, int[] around, boolean[] heads) {
        this.links = links;
        this.walk = walk;
        this.around = around;
        this.headed = new int[heads.length];
        Arrays.fill(headed, NONE);
        int[] found = new int[heads.length];
        int count = 0;
        for (int place = 0; place < heads.length; place++) {
            if (heads[place]) {
                headed[place] = count;
                found[count++] = place;
                inner.add(new ArrayList<>());
            }
        }
        this.headers = Arrays.copyOf(found, count);
        this.parents = new int[count];
        this.spans = new Loop.Span[count];
        for (int loop = 0; loop < count; loop++) {
            int parent = around[headers[loop]];
            parents[loop] = parent == Walk.NOWHERE ? NONE : headed[parent];
            within(parents[loop]).add(loop);
        }
        order();
    }

    private List<Integer> within(int loop) {
        return loop == NONE ? outermost : inner.get(loop);
    }

    /** Sets the steps in the order in which the members of each loop stand together. */
    private void order() {
        int[] sizes = new int[around.length];
        Arrays.fill(sizes, 1);
        for (int place = sizes.length - 1; place >= 0; place--) {
            if (around[place] != Walk.NOWHERE) {
                sizes[around[place]] += sizes[place];
            }
        }
        int[] steps = new int[around.length];
        int[] positions = new int[around.length];
        int[] free = new int[around.length];
        int end = 0;
        for (int place = 0; place < around.length; place++) {
            int header = around[place];
            int position = header == Walk.NOWHERE ? end : free[header];
            if (header == Walk.NOWHERE) {
                end += sizes[place];
            } else {
                free[header] += sizes[place];
            }
            free[place] = position + 1;
            steps[position] = walk.step(place);
            positions[walk.step(place)] = position;
            if (headed[place] != NONE) {
                spans[headed[place]] = new Loop.Span(steps, positions, position, sizes[place]);
            }
        }
    }

    Loops loops() {
        List<List<Edge>> backEdges = new ArrayList<>();
        List<List<Edge>> exits = new ArrayList<>();
        for (int loop = 0; loop < headers.length; loop++) {
            backEdges.add(new ArrayList<>());
            exits.add(new ArrayList<>());
        }
        for (int step = 0; step < links.size(); step++) {
            for (int index = 0; index < links.after(step).length; index++) {
                int target = links.after(step)[index];
                int stays = staysIn(step, target);
                if (stays != NONE && walk.step(headers[stays]) == target) {
                    backEdges.get(stays).add(new Edge(step, index));
                }
                if (stays != innermost(step)) {
                    exits.get(containing(step, within(stays))).add(new Edge(step, index));
                }
            }
        }
        var all = new ArrayList<Loop>();
        for (int loop = 0; loop < headers.length; loop++) {
            var parent = parents[loop] == NONE ? Optional.<Loop>empty() : Optional.of(all.get(parents[loop]));
            all.add(new Loop(parent, spans[loop], backEdges.get(loop), exits.get(loop)));
        }
        var innermost = new @Nullable Loop[links.size()];
        for (int step = 0; step < innermost.length; step++) {
            innermost[step] = innermost(step) == NONE ? null : all.get(innermost(step));
        }
        return Loops.of(links, innermost, all);
    }

    private int innermost(int step) {
        int place = walk.place(step);
        if (headed[place] != NONE) {
            return headed[place];
        }
        return around[place] == Walk.NOWHERE ? NONE : headed[around[place]];
    }

    /** The innermost loop of the target, unless the transition enters that. */
    private int staysIn(int step, int target) {
        int loop = innermost(target);
        return loop == NONE || spans[loop].contains(step) ? loop : parents[loop];
    }

    /** Returns that one of some loops, which lie side by side in the order of their members, in which a step lies. */
    private int containing(int step, List<Integer> loops) {
        int low = 0;
        int high = loops.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            boolean after = spans[loops.get(middle)].isAfter(step);
            low = after ? low : middle;
            high = after ? middle - 1 : high;
        }
        return loops.get(low);
    }
}
