package io.maestro.internal.graph;

import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which steps handle the failures of which, and of the run. They are not part of the flow: nothing leads to them. One may handle the
 * failures of several steps. Immutable.
 */
public final class Handlers {

    private static final int NONE = -1;
    private static final Handlers NO_HANDLERS = new Handlers(new int[0], Map.of(), NONE);

    private final int[] by;
    private final Map<Integer, List<Integer>> handled;
    private final int ofRun;

    private Handlers(int[] by, Map<Integer, List<Integer>> handled, int ofRun) {
        this.by = by;
        this.handled = handled;
        this.ofRun = ofRun;
    }

    static Handlers of(List<StepBasics> steps, Map<StepId, Integer> numbers) {
        var by = new int[steps.size()];
        Arrays.fill(by, NONE);
        var handled = new HashMap<Integer, List<Integer>>();
        for (int step = 0; step < by.length; step++) {
            var handler = steps.get(step).onFailure().map(numbers::get);
            if (handler.isPresent()) {
                by[step] = handler.get();
                handled.computeIfAbsent(handler.get(), number -> new ArrayList<>())
                        .add(step);
            }
        }
        handled.replaceAll((handler, failed) -> List.copyOf(failed));
        return handled.isEmpty() ? NO_HANDLERS : new Handlers(by, Map.copyOf(handled), NONE);
    }

    /** Returns these where a step handles the failure of the run. */
    Handlers andOfRun(int step) {
        var all = new HashMap<>(handled);
        all.putIfAbsent(step, List.of());
        return new Handlers(by, Map.copyOf(all), step);
    }

    /**
     * Tells whether no failure is handled.
     *
     * @return true if so
     */
    public boolean isEmpty() {
        return handled.isEmpty();
    }

    /**
     * Returns the step that handles the failure of one.
     *
     * @param step the number of the step
     * @return the number of the other; empty if none does
     */
    public OptionalInt by(int step) {
        return found(by.length == 0 ? NONE : by[step]);
    }

    /**
     * Returns the step that handles the failure of the run.
     *
     * @return its number; empty if none does
     */
    public OptionalInt ofRun() {
        return found(ofRun);
    }

    /**
     * Returns the steps whose failures one handles.
     *
     * @param step the number of the step
     * @return their numbers, in the order of the definition; none if it handles the failure of the run, or nothing
     */
    public List<Integer> handledBy(int step) {
        return handled.getOrDefault(step, List.of());
    }

    /**
     * Tells whether a step is there only to handle failures.
     *
     * @param step the number of the step
     * @return true if so
     */
    public boolean handles(int step) {
        return handled.containsKey(step);
    }

    private static OptionalInt found(int number) {
        return number == NONE ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
