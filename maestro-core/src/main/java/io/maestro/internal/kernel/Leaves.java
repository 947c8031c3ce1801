package io.maestro.internal.kernel;

import io.maestro.run.Rollup;
import io.maestro.run.StepStatus;
import java.util.EnumMap;

/** Counts leaf steps, as they end. */
final class Leaves {

    private final EnumMap<StepStatus, Long> counts = new EnumMap<>(StepStatus.class);

    void add(StepStatus status) {
        counts.merge(status, 1L, Long::sum);
    }

    void add(Rollup rollup) {
        rollup.counts().forEach((status, count) -> counts.merge(status, count, Long::sum));
    }

    /** Takes away what was added before. */
    void remove(Rollup rollup) {
        rollup.counts()
                .forEach((status, count) -> counts.computeIfPresent(
                        status, (same, known) -> known > count ? Long.valueOf(known - count) : null));
    }

    Rollup rollup() {
        return new Rollup(counts);
    }
}
