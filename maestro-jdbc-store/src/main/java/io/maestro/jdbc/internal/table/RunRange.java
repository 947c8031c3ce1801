package io.maestro.jdbc.internal.table;

import io.maestro.jdbc.internal.json.JsonText;
import io.maestro.jdbc.internal.json.ModelJson;
import io.maestro.run.Children;
import java.util.Optional;

/**
 * Runs of one workflow that an attempt of a step started.
 *
 * @param workflow the workflow, maybe one that stands for the body of a loop
 * @param since the smallest number of a run
 * @param run the largest number of a run
 * @param first the first instance
 * @param last the last instance
 */
record RunRange(String workflow, long since, long run, long first, long last) {

    /** The condition that runs are in a range, with its {@link #arguments}. */
    static final String CONDITION = "r.workflow_id = ? and r.run between ? and ? and r.instance between ? and ?";

    /**
     * Returns the runs that the column {@code children} of an attempt tells of.
     *
     * @param stored what the column holds
     * @return the runs, or empty if none is known
     */
    static Optional<RunRange> of(String stored) {
        return switch (ModelJson.read(JsonText.read(stored), Children.class)) {
            case Children.Iterations iterations ->
                Optional.of(new RunRange(
                        iterations.workflow().value(), iterations.since(), iterations.through(), 1, Long.MAX_VALUE));
            case Children.Subworkflow subworkflow ->
                subworkflow
                        .child()
                        .map(run -> new RunRange(
                                run.workflow().value(), run.run(), run.run(), run.instance(), run.instance()));
        };
    }

    Object[] arguments() {
        return new Object[] {workflow, since, run, first, last};
    }
}
