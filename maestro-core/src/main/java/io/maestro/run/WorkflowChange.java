package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.WorkflowId;
import java.time.Instant;

/**
 * Something that somebody did to a workflow as a whole.
 *
 * @param workflow the workflow
 * @param what what was done
 * @param by who did it
 * @param reason why
 * @param at when
 */
public record WorkflowChange(WorkflowId workflow, What what, String by, String reason, Instant at) {

    /** Checks that nothing is null. */
    public WorkflowChange {
        requireNonNull(workflow, "workflow");
        requireNonNull(what, "what");
        requireNonNull(by, "by");
        requireNonNull(reason, "reason");
        requireNonNull(at, "at");
    }

    /** What can be done. */
    public sealed interface What {}

    /**
     * A version became the active one, in the place of the one that was.
     *
     * @param version its number, from 1
     */
    public record Activated(long version) implements What {}

    /** From then on no version was active. */
    public record Deactivated() implements What {}

    /** All versions, runs and breakpoints that there were have been deleted. */
    public record Deleted() implements What {}
}
