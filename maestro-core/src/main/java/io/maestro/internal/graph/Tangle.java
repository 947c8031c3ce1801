package io.maestro.internal.graph;

import java.util.List;

/**
 * A cycle with more than one way in. Which step a pass over it begins with depends on how it was entered, so it is no loop.
 *
 * @param steps the numbers of its steps, each followed by the next and the last by the first
 * @param waysIn where it can be entered, at least two, in the order of the steps
 */
public record Tangle(List<Integer> steps, List<WayIn> waysIn) implements Nesting {

    /** Copies the lists. */
    public Tangle {
        steps = List.copyOf(steps);
        waysIn = List.copyOf(waysIn);
    }

    /**
     * A step at which a cycle can be entered.
     *
     * @param step its number
     * @param from the numbers of the steps outside of the cycle that lead to it, in the order of the definition; none if runs
     *     begin there
     */
    public record WayIn(int step, List<Integer> from) {

        /** Copies the list. */
        public WayIn {
            from = List.copyOf(from);
        }
    }
}
