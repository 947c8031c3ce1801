package io.maestro.conformance.engine;

import java.util.function.BiPredicate;

/**
 * A difference from Netflix Maestro that we want.
 *
 * @param heading the heading of its entry in {@code docs/compatibility.md}
 * @param rule whether a difference in a case is of this kind
 */
record EngineDeviation(String heading, BiPredicate<EngineCase, Difference> rule) {

    boolean explains(EngineCase recorded, Difference difference) {
        return rule.test(recorded, difference);
    }
}
