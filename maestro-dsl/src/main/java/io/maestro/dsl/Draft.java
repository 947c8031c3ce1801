package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.InvalidIdException;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.step.Ref;
import io.maestro.step.StepContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A workflow that is being defined: what was declared so far, and what is wrong with it. Its handles belong to it. */
final class Draft {

    private final String name;
    private final WorkflowId id;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Map<String, Param<?>> params = new LinkedHashMap<>();
    private final List<AnyStep<?>> steps = new ArrayList<>();
    private final Edges edges = new Edges();
    private final Map<Object, AnyStep<?>> dangling = new LinkedHashMap<>();
    private boolean open = true;

    /**
     * Where a step stands.
     *
     * @param draft the workflow
     * @param id the id
     * @param path the JSON pointer to the step
     */
    record Place(Draft draft, StepId id, String path) {}

    Draft(String name) {
        this.name = name;
        this.id = workflowId(name);
    }

    private WorkflowId workflowId(String text) {
        try {
            return new WorkflowId(text);
        } catch (InvalidIdException e) {
            invalidId("/workflow/id", e);
            return new WorkflowId("invalid");
        }
    }

    /** Returns the next place for a step. An id that cannot be one is replaced, so that the check of the rest can go on. */
    Place nextPlace(String stepId) {
        requireOpen();
        var path = "/workflow/steps/" + steps.size() + "/step";
        try {
            return new Place(this, new StepId(requireNonNull(stepId, "id")), path);
        } catch (InvalidIdException e) {
            invalidId(path + "/id", e);
            return new Place(this, new StepId("invalid-" + steps.size()), path);
        }
    }

    private void invalidId(String path, InvalidIdException e) {
        add(ProblemCode.INVALID_ID, path, requireNonNull(e.getMessage(), "message"));
    }

    /** Returns the inputs of the next step. Steps among them are checked when transitions are made of them. */
    List<Ref<?>> inputs(Ref<?>... inputs) {
        for (var input : inputs) {
            if (input instanceof Param<?> param && params.get(param.name()) != param) {
                add(
                        ProblemCode.CONFLICT,
                        "/workflow/steps/" + steps.size() + "/step",
                        "the input '" + param + "' is a param of another workflow; " + ForeignHandleException.RULE);
            }
        }
        return List.of(inputs);
    }

    <S extends AnyStep<S>> S declare(S step) {
        steps.add(step);
        return step;
    }

    <T> Param<T> declare(Param<T> param) {
        requireOpen();
        if (params.putIfAbsent(param.name(), param) != null) {
            add(ProblemCode.DUPLICATE, "/workflow/params/" + param.name(), "the param is declared twice");
        }
        return param;
    }

    /** Adds a transition, or a problem. */
    void connect(AnyStep<?> from, AnyStep<?> to, Optional<Condition> condition) {
        if (owns(from, to.path()) && owns(to, from.path()) && !edges.add(from, to, condition)) {
            add(
                    ProblemCode.CONFLICT,
                    from.path() + "/transition/successors/" + to,
                    "there is already a transition from '" + from + "' to '" + to
                            + "'; put their conditions into one, or leave one out");
        }
    }

    /** Tells whether a step belongs to this workflow; adds a problem where it is used if not. */
    boolean owns(AnyStep<?> step, String path) {
        if (step.draft() != this) {
            add(
                    ProblemCode.UNKNOWN_STEP,
                    path,
                    "step '" + step + "' belongs to workflow '" + step.draft().name + "'; "
                            + ForeignHandleException.RULE);
        }
        return step.draft() == this;
    }

    /** Remembers a piece of a condition that leads nowhere yet. */
    void begun(Object piece, AnyStep<?> from) {
        dangling.put(piece, from);
    }

    void completed(Object piece) {
        dangling.remove(piece);
    }

    void add(ProblemCode code, String path, String message) {
        problems.add(Problem.of(code, path, message));
    }

    void requireOpen() {
        if (!open) {
            throw new IllegalStateException("workflow '" + name
                    + "' is defined already; steps, params and their options are declared inside Workflow.define");
        }
    }

    void close() {
        open = false;
        dangling.values()
                .forEach(from -> add(
                        ProblemCode.MISSING,
                        from.path() + "/transition",
                        "a condition on the way from '" + from + "' leads to no step; end it with to(...)"));
    }

    /** Checks that a handle of this workflow is read by its own code: ids alone could name a step of another workflow. */
    void requireOwner(StepContext context, Ref<?> handle) {
        if (!context.runId().workflow().equals(id)) {
            throw new ForeignHandleException(context, "'" + handle + "'", id);
        }
    }

    String name() {
        return name;
    }

    WorkflowId id() {
        return id;
    }

    Map<String, Param<?>> params() {
        return params;
    }

    List<AnyStep<?>> steps() {
        return steps;
    }

    Edges edges() {
        return edges;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }
}
