package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.step.CodedWorkflow;
import io.maestro.step.WorkflowCode;
import java.util.function.Consumer;

/**
 * A workflow that is written in Java: a definition and its code. Immutable and thread-safe; register it with a host.
 *
 * {@snippet :
 * Workflow etl = Workflow.define("daily-etl", w -> {
 *     Param<LocalDate> day = w.param("day", LocalDate.class);
 *     Step<List<Row>> extract =
 *             w.step("extract", day, warehouse::read).retry(RetryPolicy.exponential(3, Duration.ofSeconds(1)));
 *     Step<List<Row>> clean = w.step("clean", extract, rows -> scrub(rows));
 *     Step<Double> score = w.step("score", clean, rows -> rate(rows));
 *     PlainStep mend = w.run("mend", clean, warehouse::mend);
 *     PlainStep publish = w.run("publish", clean, warehouse::publish);
 *     w.from(score).when(ctx -> ctx.get(score) < 0.9).to(mend).otherwise(publish);
 * });
 * }
 *
 * <p>Steps and params are handles with a type, so that a misspelt step or a wrong type does not compile.
 *
 * <p><b>Order.</b> Steps run at the same time unless something says otherwise: {@link AnyStep#after}, {@link
 * WorkflowBuilder#from}, or an input. An input that is a step runs before the step that takes it: if no other transition sees
 * to that, the definition gets one between the two. A step that is reached on a condition gets none, since it would be reached
 * by that one always; there the input must be upstream already.
 *
 * <p><b>Loops.</b> The steps in the body of a loop are declared with a builder that the loop hands out, and have handles of their
 * own. They may read what is there for the loop, and its element; outside of the body there is only what the loop gathers. A
 * run goes back to a step before only where {@link Branch.Way#backTo} says so.
 *
 * <p><b>Reading.</b> {@code ctx.get(handle)} reads a param, or the output of a step that is upstream. Inputs and {@link
 * AnyStep#reads} are checked by {@code define}; other reads when they happen, with {@link
 * io.maestro.step.OutputNotAvailableException}.
 *
 * <p><b>Defaults</b> that differ from those of JSON and YAML: steps in Java are not tried again after a failure, and instances
 * run in parallel, as many as are started.
 */
public final class Workflow implements CodedWorkflow {

    private final WorkflowDefinition definition;
    private final WorkflowCode code;

    Workflow(WorkflowDefinition definition, WorkflowCode code) {
        this.definition = definition;
        this.code = code;
    }

    /**
     * Defines a workflow.
     *
     * @param id the id
     * @param author declares the params, the steps and their order; called once, before this method returns
     * @return the workflow
     * @throws io.maestro.definition.InvalidDefinitionException if something is wrong with the definition; lists everything
     *     that is, with paths as if the definition had been written in JSON
     */
    public static Workflow define(String id, Consumer<WorkflowBuilder> author) {
        requireNonNull(author, "author");
        var draft = new Draft(requireNonNull(id, "id"));
        var builder = new WorkflowBuilder(draft);
        try {
            author.accept(builder);
        } finally {
            draft.close();
        }
        return new Assembly(draft).workflow(builder.options());
    }

    /**
     * Returns the id.
     *
     * @return the id
     */
    public WorkflowId id() {
        return definition.id();
    }

    @Override
    public WorkflowDefinition definition() {
        return definition;
    }

    @Override
    public WorkflowCode code() {
        return code;
    }

    /** Returns the id. */
    @Override
    public String toString() {
        return definition.id().value();
    }
}
