package io.maestro.internal.engine;

import io.maestro.run.PlannedStep;
import java.util.List;
import java.util.Optional;

/** What has changed since something was planned. */
final class PlanChanges {

    private PlanChanges() {}

    /**
     * Returns what has changed first.
     *
     * @param planned what was to become of the steps
     * @param now what would become of them now
     * @param refusals what stands in the way now
     * @return the change in words, or empty if all is as it was
     */
    static Optional<String> first(List<PlannedStep> planned, List<PlannedStep> now, List<String> refusals) {
        return refusals.isEmpty()
                ? planned.stream()
                        .filter(step -> !now.contains(step))
                        .findFirst()
                        .map(step -> asNow(step, now))
                : Optional.of(String.join("; ", refusals));
    }

    private static String asNow(PlannedStep step, List<PlannedStep> now) {
        return now.stream()
                .filter(other -> other.id().equals(step.id()))
                .findFirst()
                .map(PlannedStep::toString)
                .orElse("there is no step '" + step.id() + "' any more");
    }
}
