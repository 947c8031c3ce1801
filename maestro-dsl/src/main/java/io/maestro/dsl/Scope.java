package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.InvalidIdException;
import io.maestro.definition.StepId;
import io.maestro.error.ProblemCode;
import io.maestro.step.Ref;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A level of a workflow that is being defined: the workflow itself, or the body of a loop. Steps and loop params belong to one. */
final class Scope {

    private static final String FOREIGN = "is of another workflow; " + ForeignHandleException.RULE;

    private final Draft draft;
    private final Optional<AnyLoop<?>> loop;
    private final String path;
    private final List<AnyStep<?>> steps = new ArrayList<>();
    private final Edges edges = new Edges();
    private final Map<String, LoopParam<?>> loopParams = new LinkedHashMap<>();

    private Scope(Draft draft, Optional<AnyLoop<?>> loop, String path) {
        this.draft = draft;
        this.loop = loop;
        this.path = path;
    }

    static Scope ofWorkflow(Draft draft) {
        return new Scope(draft, Optional.empty(), "/workflow");
    }

    static Scope ofBody(AnyLoop<?> loop) {
        return new Scope(loop.draft(), Optional.of(loop), loop.path());
    }

    /**
     * Where a step stands.
     *
     * @param scope its level
     * @param id the id
     * @param path the JSON pointer to the step
     */
    record Place(Scope scope, StepId id, String path) {}

    /** Returns the next place for a step. An id that cannot be one is replaced, so that the check of the rest can go on. */
    Place nextPlace(String kind, String stepId) {
        requireCurrent();
        var at = path + "/steps/" + steps.size() + "/" + kind;
        try {
            return new Place(this, new StepId(requireNonNull(stepId, "id")), at);
        } catch (InvalidIdException e) {
            draft.invalidId(at + "/id", e);
            return new Place(this, new StepId("invalid-" + steps.size()), at);
        }
    }

    <S extends AnyStep<S>> S declare(S step) {
        steps.add(step);
        draft.took(step);
        for (var input : step.refs()) {
            scopeOf(input)
                    .filter(other -> !isWithin(other))
                    .ifPresent(other -> draft.add(
                            ProblemCode.CONFLICT,
                            step.path(),
                            "the input '" + input + "' " + (other.draft == draft ? onlyIn(other) : FOREIGN)));
        }
        return step;
    }

    /** Returns the level that something belongs to which is there only in that level; empty for steps and code. */
    private static Optional<Scope> scopeOf(Ref<?> input) {
        return switch (input) {
            case Param<?> param -> Optional.of(param.draft().top());
            case LoopParam<?> param -> Optional.of(param.scope());
            case Item<?> item -> Optional.of(item.scope());
            case LoopIndex index -> Optional.of(index.scope());
            case ItemIndex index -> Optional.of(index.scope());
            default -> Optional.empty();
        };
    }

    private static String onlyIn(Scope other) {
        return "is there only in the body of " + other;
    }

    <T> LoopParam<T> declare(LoopParam<T> param) {
        requireCurrent();
        if (loopParams.putIfAbsent(param.name(), param) != null) {
            draft.add(ProblemCode.DUPLICATE, pathOf(param), "the loop param is declared twice");
        }
        return param;
    }

    String pathOf(LoopParam<?> param) {
        return path + "/params/loop_params/value/" + param.name();
    }

    /** Lets the author of this body declare it. Meanwhile nothing is declared in the levels around it. */
    <R> R declaredBy(Supplier<R> author) {
        return draft.within(this, author);
    }

    /** Lets the author of this body declare it. Meanwhile nothing is declared in the levels around it. */
    void declaredBy(Runnable author) {
        draft.within(this, () -> {
            author.run();
            return this;
        });
    }

    /** Tells whether this is a level or inside of it. */
    boolean isWithin(Scope other) {
        return this == other
                || loop.map(around -> around.scope().isWithin(other)).orElse(false);
    }

    /** Returns the step of this level that is a step, or has it in its body; empty if the step is not in this level. */
    Optional<AnyStep<?>> holderOf(AnyStep<?> step) {
        return step.scope() == this ? Optional.of(step) : step.scope().loop.flatMap(this::holderOf);
    }

    /** Checks that steps are declared here now. */
    void requireCurrent() {
        draft.requireOpen();
        if (draft.current() != this) {
            throw new IllegalStateException(
                    "the steps of " + draft.current() + " are being declared, but by the builder of " + this
                            + "; use the one that was handed to the author of " + draft.current());
        }
    }

    /** Returns the JSON pointer to what holds the steps. */
    String path() {
        return path;
    }

    Draft draft() {
        return draft;
    }

    /** Returns the loop whose body this is. */
    Optional<AnyLoop<?>> loop() {
        return loop;
    }

    List<AnyStep<?>> steps() {
        return steps;
    }

    Edges edges() {
        return edges;
    }

    Map<String, LoopParam<?>> loopParams() {
        return loopParams;
    }

    /** Returns what this is, in words. */
    @Override
    public String toString() {
        return loop.map(around -> "loop '" + around + "'").orElse("workflow '" + draft.name() + "'");
    }
}
