package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.WorkflowId;
import org.jspecify.annotations.Nullable;

/**
 * Names a run (spec: runtime, section 1.1).
 *
 * @param workflow the workflow
 * @param instance the number of the start of that workflow, from 1, without gaps
 * @param run the number of the try of that instance, from 1
 */
public record RunId(WorkflowId workflow, long instance, long run) implements Comparable<RunId> {

    /** Checks that the numbers are positive. */
    public RunId {
        requireNonNull(workflow, "workflow");
        if (instance < 1 || run < 1) {
            throw new IllegalArgumentException(
                    "instance and run are numbered from 1 but were " + instance + " and " + run);
        }
    }

    /**
     * Returns the next try of the same instance.
     *
     * @return the id
     */
    public RunId next() {
        return new RunId(workflow, instance, run + 1);
    }

    // Ids are keys on every way through the engine; written out, these need no linking when a program starts.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RunId that
                && instance == that.instance
                && run == that.run
                && workflow.equals(that.workflow);
    }

    @Override
    public int hashCode() {
        return (workflow.hashCode() * 31 + Long.hashCode(instance)) * 31 + Long.hashCode(run);
    }

    /** Orders by workflow, then by instance, then by run. */
    @Override
    public int compareTo(RunId other) {
        int byWorkflow = workflow.compareTo(other.workflow);
        if (byWorkflow != 0) {
            return byWorkflow;
        }
        int byInstance = Long.compare(instance, other.instance);
        return byInstance != 0 ? byInstance : Long.compare(run, other.run);
    }

    /** Returns {@code workflow:instance:run}. */
    @Override
    public String toString() {
        return workflow.value() + ':' + instance + ':' + run;
    }
}
