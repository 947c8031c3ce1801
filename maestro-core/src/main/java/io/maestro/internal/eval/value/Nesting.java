package io.maestro.internal.eval.value;

import io.maestro.internal.eval.fault.Fault;

/** Bounds how deeply maps may lie within maps: one that contains itself has no end. */
final class Nesting {

    private Nesting() {}

    static void check(int depth, Budget budget) {
        if (depth >= budget.limits().nesting()) {
            throw Fault.limit(
                    "nesting-limit",
                    "a map is nested too deeply; the limit is "
                            + budget.limits().nesting() + " levels");
        }
    }
}
