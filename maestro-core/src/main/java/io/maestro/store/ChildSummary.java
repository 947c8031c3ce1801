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
 * @param last the largest number of an iteration that has begun or stands, 0 if none has
 * @param ended how many have ended, by their status
 * @param rollup the leaf steps of those that have ended or stand
 * @param unfinished those that have begun and not ended, in ascending order
 * @param kept how many of earlier attempts stand, by their status; they are neither among those that have ended nor among the missing
 * @param again the numbers of those of earlier attempts that do not stand and have not begun again, in ascending order
 * @param missing the numbers before the last that have not begun, in ascending order: iterations that may begin at the same time
 *     are not recorded in their order
 */
public record ChildSummary(
        long last,
        Map<RunStatus, Long> ended,
        Rollup rollup,
        List<RunId> unfinished,
        Map<RunStatus, Long> kept,
        List<Long> again,
        List<Long> missing) {

    /** Copies the collections. */
    public ChildSummary {
        requireNonNull(rollup, "rollup");
        ended = ended.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(ended));
        kept = kept.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(kept));
        again = List.copyOf(again);
        unfinished = List.copyOf(unfinished);
        missing = List.copyOf(missing);
    }

    /**
     * Creates the summary of a loop of which all iterations run.
     *
     * @param last the largest number of an iteration that has begun, 0 if none has
     * @param ended how many have ended, by their status
     * @param rollup the leaf steps of those that have ended
     * @param unfinished those that have begun and not ended, in ascending order
     * @param missing the numbers before the last that have not begun, in ascending order
     */
    public ChildSummary(
            long last, Map<RunStatus, Long> ended, Rollup rollup, List<RunId> unfinished, List<Long> missing) {
        this(last, ended, rollup, unfinished, Map.of(), List.of(), missing);
    }
}
