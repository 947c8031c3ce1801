package io.maestro.run;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many leaf steps of a run stand how, through all levels of iterations and subworkflows (spec: runtime, section 10.1). A
 * loop or subworkflow step counts as its runs do, once it has some.
 *
 * @param counts the number of leaf steps in each status, 0 left out; unmodifiable
 */
public record Rollup(Map<StepStatus, Long> counts) {

    private static final Rollup NONE = new Rollup(Map.of());

    /** Copies the map. */
    public Rollup {
        counts = counts.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    /**
     * Returns the rollup of nothing.
     *
     * @return no steps
     */
    public static Rollup none() {
        return NONE;
    }

    /**
     * Returns how many leaf steps there are.
     *
     * @return the total
     */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Returns this and another rollup together.
     *
     * @param other the other
     * @return the sum
     */
    public Rollup plus(Rollup other) {
        if (counts.isEmpty()) {
            return other;
        }
        var sum = new EnumMap<StepStatus, Long>(counts);
        other.counts.forEach((status, count) -> sum.merge(status, count, Long::sum));
        return new Rollup(sum);
    }
}
