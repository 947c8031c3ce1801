package io.maestro.internal.graph;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the loops of a graph, or a cycle that is none.
 *
 * <p>A walk comes to every step. Where a transition leads to a step that is on the walk's way to its source, the walk has gone
 * round a cycle, and the graph has loops if and only if each such target comes before its source on every other way, too. So
 * the possible headers are looked at from the last that the walk came to, inner loops before outer ones: backwards from the
 * sources of such transitions all steps are collected that lead there. If one of them can be come to by a way that does not
 * begin at the header, there is a second way in. A loop that was found counts as one step from then on, which it is merged
 * into: its header. So no transition is looked at more than twice, but for the search for that header (R. E. Tarjan, Testing
 * flow graph reducibility, 1974; P. Havlak, Nesting of reducible and irreducible loops, 1997).
 */
final class LoopFinder {

    private final Links links;
    private final int[] entrances;
    private final Walk walk;

    /** By place: the place of the header of the innermost loop around the step, not counting the loop that it is the header of. */
    private final int[] around;

    /** By place: a step that the step was merged into, or the step itself. */
    private final int[] merged;

    private final boolean[] heads;
    private final int[] open;
    private int openCount;

    private LoopFinder(Links links, int[] entrances) {
        int size = links.size();
        this.links = links;
        this.entrances = entrances;
        this.walk = Walk.over(links, entrances);
        this.around = new int[size];
        this.merged = new int[size];
        this.heads = new boolean[size];
        this.open = new int[size];
        Arrays.fill(around, Walk.NOWHERE);
        Arrays.setAll(merged, place -> place);
    }

    /** Returns the loops of a graph, or a cycle with more than one way in if it has one. */
    static Nesting find(Links links) {
        return isAcyclic(links) ? Loops.none() : new LoopFinder(links, Entrances.of(links)).nesting();
    }

    /** Takes away step after step to which nothing leads any more. */
    private static boolean isAcyclic(Links links) {
        int[] waitsFor = new int[links.size()];
        int[] free = new int[links.size()];
        int found = 0;
        for (int step = 0; step < waitsFor.length; step++) {
            waitsFor[step] = links.before(step).length;
            if (waitsFor[step] == 0) {
                free[found++] = step;
            }
        }
        for (int next = 0; next < found; next++) {
            for (int successor : links.after(free[next])) {
                if (--waitsFor[successor] == 0) {
                    free[found++] = successor;
                }
            }
        }
        return found == waitsFor.length;
    }

    private Nesting nesting() {
        for (int place = walk.size() - 1; place >= 0; place--) {
            var tangle = collect(place);
            if (tangle.isPresent()) {
                return tangle.get();
            }
        }
        return new LoopTree(links, walk, around, heads).loops();
    }

    /** Collects the steps of the loop of a header, if the step is one, or finds that it has another way in. */
    private Optional<Tangle> collect(int head) {
        for (int predecessor : links.before(walk.step(head))) {
            int place = walk.place(predecessor);
            if (walk.isWithin(place, head)) {
                heads[head] = true;
                add(standsFor(place), head);
            }
        }
        while (openCount > 0) {
            int member = open[--openCount];
            for (int predecessor : links.before(walk.step(member))) {
                int place = standsFor(walk.place(predecessor));
                if (!walk.isWithin(place, head)) {
                    return Optional.of(new TangleFinder(links, entrances, walk).at(head, member));
                }
                add(place, head);
            }
        }
        return Optional.empty();
    }

    private void add(int member, int head) {
        if (member != head) {
            around[member] = head;
            merged[member] = head;
            open[openCount++] = member;
        }
    }

    /** Returns the step that a step was merged into in the end, and shortens the way there. */
    private int standsFor(int place) {
        int at = place;
        while (merged[at] != at) {
            merged[at] = merged[merged[at]];
            at = merged[at];
        }
        return at;
    }
}
