package io.maestro.store;

import static java.util.Objects.requireNonNull;

import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How the iterations of a loop stand.
 *
 * @param last the largest number of an iteration that has begun, 0 if none has
 * @param ended how many have ended, by their status
 * @param rollup the leaf steps of those that have ended
 * @param unfinished those that have begun and not ended, in ascending order
 * @param missing the numbers before the last that have not begun, in ascending order: iterations that may begin at the same time
 *     are not recorded in their order
 */
public record ChildSummary(
        long last, Map<RunStatus, Long> ended, Rollup rollup, List<RunId> unfinished, List<Long> missing) {

    /** Copies the collections. */
    public ChildSummary {
        requireNonNull(rollup, "rollup");
        ended = ended.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(ended));
        unfinished = List.copyOf(unfinished);
        missing = List.copyOf(missing);
    }
}
