package io.maestro.internal.memory;

import io.maestro.definition.WorkflowId;
import io.maestro.run.RunId;
import io.maestro.run.WakeUp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The runs that sleep, in the order in which they are to be woken. Commits that concern one run never overlap. */
final class SleepingRuns {

    private final ConcurrentNavigableMap<Slot, RunId> slots = new ConcurrentSkipListMap<>();

    /** The place of a run among those of its workflow. */
    private record Slot(WorkflowId workflow, Instant at, long instance, long run) implements Comparable<Slot> {
        private static final Comparator<Slot> ORDER = Comparator.comparing(Slot::workflow)
                .thenComparing(Slot::at)
                .thenComparingLong(Slot::instance)
                .thenComparingLong(Slot::run);

        static Slot of(RunId run, Instant at) {
            return new Slot(run.workflow(), at, run.instance(), run.run());
        }

        @Override
        public int compareTo(Slot other) {
            return ORDER.compare(this, other);
        }
    }

    void put(RunRows run, WakeUp row) {
        remove(run);
        run.put(row);
        row.at().ifPresent(at -> slots.put(Slot.of(row.runId(), at), row.runId()));
    }

    void remove(RunRows run) {
        run.wakeAt().ifPresent(at -> slots.remove(Slot.of(run.run().runId(), at)));
    }

    List<WakeUp> page(WorkflowId workflow, Optional<WakeUp> after, int limit) {
        var from = after.map(last -> Slot.of(last.runId(), last.at().orElseThrow()))
                .orElse(new Slot(workflow, Instant.MIN, 1, 1));
        return slots.tailMap(from, after.isEmpty()).entrySet().stream()
                .takeWhile(entry -> entry.getKey().workflow().equals(workflow))
                .limit(limit)
                .map(entry ->
                        new WakeUp(entry.getValue(), Optional.of(entry.getKey().at())))
                .toList();
    }
}
