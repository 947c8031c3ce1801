package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.InvalidIdException;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.step.Ref;
import io.maestro.step.StepContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A workflow that is being defined: what was declared so far, and what is wrong with it. Its handles belong to it. */
final class Draft {

    private final String name;
    private final WorkflowId id;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Map<String, Param<?>> params = new LinkedHashMap<>();
    private final Map<StepId, AnyStep<?>> byId = new HashMap<>();
    private final Map<Object, AnyStep<?>> dangling = new LinkedHashMap<>();
    private final Scope top;
    private Scope current;
    private boolean open = true;

    Draft(String name) {
        this.name = name;
        this.id = workflowId(name);
        this.top = Scope.ofWorkflow(this);
        this.current = top;
    }

    private WorkflowId workflowId(String text) {
        try {
            return new WorkflowId(text);
        } catch (InvalidIdException e) {
            invalidId("/workflow/id", e);
            return new WorkflowId("invalid");
        }
    }

    void invalidId(String path, InvalidIdException e) {
        add(ProblemCode.INVALID_ID, path, requireNonNull(e.getMessage(), "message"));
    }

    /** Takes note of a step. Code is found by ids, whatever the level. */
    void took(AnyStep<?> step) {
        var other = byId.putIfAbsent(step.id(), step);
        if (other != null && other.scope() != step.scope()) {
            add(
                    ProblemCode.DUPLICATE,
                    step.path() + "/id",
                    "the id '" + step + "' is used by another step before, in " + other.scope());
        }
    }

    <T> Param<T> declare(Param<T> param) {
        requireOpen();
        if (params.putIfAbsent(param.name(), param) != null) {
            add(ProblemCode.DUPLICATE, "/workflow/params/" + param.name(), "the param is declared twice");
        }
        return param;
    }

    /** Adds a transition, or a problem. */
    void connect(AnyStep<?> from, AnyStep<?> to, Edges.Way way) {
        if (!owns(from, to.path()) || !owns(to, from.path())) {
            return;
        }
        if (from.scope() != to.scope()) {
            add(
                    ProblemCode.CONFLICT,
                    from.path() + "/transition/successors/" + to,
                    "step '" + from + "' of " + from.scope() + " cannot lead to step '" + to + "' of " + to.scope()
                            + ": a transition stays within one of them");
        } else if (!from.scope().edges().add(from, to, way)) {
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

    /** Lets an author declare a level. */
    <R> R within(Scope scope, Supplier<R> author) {
        var around = current;
        current = scope;
        try {
            return author.get();
        } finally {
            current = around;
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
        if (!context.workflow().equals(id)) {
            throw new ForeignHandleException(context, "'" + handle + "'", id);
        }
    }

    String name() {
        return name;
    }

    WorkflowId id() {
        return id;
    }

    /** Returns the level of the workflow itself. */
    Scope top() {
        return top;
    }

    /** Returns the level that is being declared. */
    Scope current() {
        return current;
    }

    Map<String, Param<?>> params() {
        return params;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }
}
