package io.maestro.store;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.WorkflowId;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import java.util.Optional;
import java.util.Set;

/**
 * Asks for a page of runs: workflows in the descending order of their ids, within one the newest run first.
 *
 * @param workflow only runs of this workflow, or empty for all
 * @param statuses only runs in one of these; empty for all
 * @param before only runs that come after this one in the order, which was the last of the page before; or empty for the
 *     first page
 * @param limit how many at most, 1 to 1000
 */
public record RunQuery(Optional<WorkflowId> workflow, Set<RunStatus> statuses, Optional<RunId> before, int limit) {

    /** The largest page. */
    public static final int MAX_LIMIT = 1000;

    /** Checks the limit and copies the set. */
    public RunQuery {
        requireNonNull(workflow, "workflow");
        requireNonNull(before, "before");
        statuses = Set.copyOf(statuses);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("the limit must be from 1 to " + MAX_LIMIT + " but was " + limit);
        }
    }

    /**
     * Asks for the newest runs of all workflows.
     *
     * @return the query, with a limit of 100
     */
    public static RunQuery all() {
        return new RunQuery(Optional.empty(), Set.of(), Optional.empty(), 100);
    }

    /**
     * Asks for the newest runs of one workflow.
     *
     * @param workflow the id of the workflow
     * @return the query, with a limit of 100
     */
    public static RunQuery of(String workflow) {
        return new RunQuery(Optional.of(new WorkflowId(workflow)), Set.of(), Optional.empty(), 100);
    }

    /**
     * Asks only for runs in some statuses.
     *
     * @param only the statuses
     * @return the narrower query
     */
    public RunQuery in(RunStatus... only) {
        return new RunQuery(workflow, Set.of(only), before, limit);
    }

    /**
     * Asks for the page after one.
     *
     * @param last the last run of that page
     * @return the query for the next page
     */
    public RunQuery after(RunId last) {
        return new RunQuery(workflow, statuses, Optional.of(last), limit);
    }

    /**
     * Asks for another number of runs.
     *
     * @param size how many at most, 1 to 1000
     * @return the query
     */
    public RunQuery limit(int size) {
        return new RunQuery(workflow, statuses, before, size);
    }
}
