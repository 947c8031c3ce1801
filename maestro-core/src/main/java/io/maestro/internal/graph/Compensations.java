package io.maestro.internal.graph;

import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Which steps undo which. Those that undo others are not part of the flow: nothing leads to them. Immutable. */
public final class Compensations {

    private static final int NONE = -1;

    private final boolean any;
    private final int[] undoneBy;
    private final int[] undoes;

    private Compensations(boolean any, int[] undoneBy, int[] undoes) {
        this.any = any;
        this.undoneBy = undoneBy;
        this.undoes = undoes;
    }

    static Compensations of(List<StepBasics> steps, Map<StepId, Integer> numbers) {
        var undoneBy = new HashMap<Integer, Integer>();
        for (int step = 0; step < steps.size(); step++) {
            int number = step;
            steps.get(step).compensation().map(numbers::get).ifPresent(undoing -> undoneBy.put(number, undoing));
        }
        int size = undoneBy.isEmpty() ? 0 : steps.size();
        var by = new int[size];
        var of = new int[size];
        Arrays.fill(by, NONE);
        Arrays.fill(of, NONE);
        undoneBy.forEach((step, undoing) -> {
            by[step] = undoing;
            of[undoing] = step;
        });
        return new Compensations(size > 0, by, of);
    }

    /**
     * Tells whether no step undoes another.
     *
     * @return true if so
     */
    public boolean isEmpty() {
        return !any;
    }

    /**
     * Returns the step that undoes one.
     *
     * @param step the number of the step
     * @return the number of the other; empty if none does
     */
    public OptionalInt by(int step) {
        return found(undoneBy, step);
    }

    /**
     * Returns the step that one undoes.
     *
     * @param step the number of the step
     * @return the number of the other; empty if it undoes none
     */
    public OptionalInt of(int step) {
        return found(undoes, step);
    }

    /**
     * Tells whether a step is there only to undo another.
     *
     * @param step the number of the step
     * @return true if so
     */
    public boolean undoes(int step) {
        return any && undoes[step] != NONE;
    }

    /**
     * Returns the steps that are undone by others.
     *
     * @return their numbers, in the order of the definition
     */
    public IntStream undone() {
        return IntStream.range(0, undoneBy.length).filter(step -> undoneBy[step] != NONE);
    }

    private OptionalInt found(int[] numbers, int step) {
        return any && numbers[step] != NONE ? OptionalInt.of(numbers[step]) : OptionalInt.empty();
    }
}
