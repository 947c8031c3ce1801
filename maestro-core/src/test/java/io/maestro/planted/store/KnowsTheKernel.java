package io.maestro.planted.store;

import io.maestro.planted.internal.kernel.Plan;
import java.util.List;

/** Knows a later package, in a method body only. */
public final class KnowsTheKernel {
    @Override
    public String toString() {
        return new Plan(List.of()).toString();
    }
}
