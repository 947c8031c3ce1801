package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.Transition;
import io.maestro.error.ProblemCode;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import io.maestro.step.Ref;
import io.maestro.step.StepPredicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The handle of a declared step of any kind: its place in the graph, its params and its options. {@link Step} has an output that
 * Java can read, {@link PlainStep} has none; {@link Foreach}, {@link PlainForeach} and {@link WhileLoop} have steps of their own.
 *
 * <p>Options are set while {@link Workflow#define} runs, on its thread; later they throw {@link IllegalStateException}. An
 * option that is set twice keeps the last value. A null argument throws {@link NullPointerException}.
 *
 * @param <S> the kind of step, which options return
 */
public abstract sealed class AnyStep<S extends AnyStep<S>> extends StepOptions<S>
        permits LeafStep, AnyLoop, Subworkflow, TemplateStep {

    private final Scope scope;
    private final StepId id;
    private final String path;
    private final List<Ref<?>> refs;
    private final List<AnyStep<?>> reads = new ArrayList<>();
    private final StepParams params = new StepParams();

    AnyStep(Scope.Place place, List<? extends Ref<?>> refs) {
        this.scope = place.scope();
        this.id = place.id();
        this.path = place.path();
        this.refs = List.copyOf(refs);
    }

    /**
     * Lets this step run after others. A step starts when all steps before it have ended, and runs if at least one of the
     * transitions to it was taken.
     *
     * @param step a step before this one
     * @param more further ones
     * @return this step
     */
    public final S after(AnyStep<?> step, AnyStep<?>... more) {
        requireOpen();
        draft().connect(requireNonNull(step, "step"), this, Edges.Way.always());
        for (var another : more) {
            draft().connect(requireNonNull(another, "more"), this, Edges.Way.always());
        }
        return self();
    }

    /**
     * Lets this step run after another one if a condition holds.
     *
     * @param step the step before this one
     * @param condition asked once, when that step has ended; an exception in it fails that step
     * @return this step
     * @see WorkflowBuilder#from
     */
    public final S after(AnyStep<?> step, StepPredicate condition) {
        requireOpen();
        return afterIf(step, new Condition.InJava(requireNonNull(condition, "condition")));
    }

    /**
     * Lets this step run after another one if a condition holds.
     *
     * @param step the step before this one
     * @param condition an expression, evaluated when that step has ended; an error in it fails that step
     * @return this step
     * @see WorkflowBuilder#from
     */
    public final S after(AnyStep<?> step, String condition) {
        return afterIf(step, new Condition.InSel(requireNonNull(condition, "condition")));
    }

    private S afterIf(AnyStep<?> step, Condition condition) {
        requireOpen();
        draft().connect(requireNonNull(step, "step"), this, Edges.Way.on(condition));
        return self();
    }

    /**
     * Declares that this step's code reads the output of others, so that the definition is refused if one of them is not
     * upstream. Adds no transition.
     *
     * @param step a step that is read
     * @param more further ones
     * @return this step
     */
    public final S reads(Output<?> step, Output<?>... more) {
        requireOpen();
        reads.add(stepOf(requireNonNull(step, "step")));
        for (var another : more) {
            reads.add(stepOf(requireNonNull(another, "more")));
        }
        return self();
    }

    private static AnyStep<?> stepOf(Output<?> output) {
        return switch (output) {
            case Step<?> step -> step;
            case Foreach<?> loop -> loop;
            case PerIteration<?> iterations -> iterations.loop();
        };
    }

    /**
     * Sets a param of the step. Its work finds it in {@link io.maestro.step.StepContext#stepParams()}.
     *
     * @param param the name
     * @param value a value as {@link ParamCodec} takes it, or a record; it is taken as it is, so that a dollar sign in it refers
     *     to nothing
     * @return this step
     * @throws io.maestro.param.ParamConversionException if no param holds such a value
     * @see #text
     */
    public final S param(String param, Object value) {
        return param(param, ParamDefinition.exactly(Codecs.encode(requireNonNull(param, "param"), value)));
    }

    /**
     * Sets a param of the step to whatever a definition says: with a mode or tags, or a map with expressions in it.
     *
     * @param param the name
     * @param definition the definition
     * @return this step
     */
    public final S param(String param, ParamDefinition definition) {
        requireOpen();
        params.set(param, requireNonNull(definition, "definition"));
        return self();
    }

    /**
     * Sets a param of the step to a text with references: <code>${name}</code> for a param of the step or the workflow, <code>
     * ${step__name}</code> for one of a step that is upstream, {@code $$} for a dollar sign.
     *
     * @param param the name
     * @param text the text
     * @return this step
     */
    public final S text(String param, String text) {
        return param(param, ParamDefinition.literal(ParamValue.of(requireNonNull(text, "text"))));
    }

    /**
     * Sets a param of the step to what an expression comes to.
     *
     * @param param the name
     * @param type the class of its value
     * @param expression the expression
     * @return this step
     * @throws IllegalArgumentException if no param holds values of that class
     */
    public final S expression(String param, Class<?> type, String expression) {
        return expression(param, Codecs.of(requireNonNull(type, "type")), expression);
    }

    /**
     * Sets a param of the step to what an expression comes to.
     *
     * @param param the name
     * @param type what its value is, such as {@code ParamCodec.listOf(Long.class)}
     * @param expression the expression
     * @return this step
     */
    public final S expression(String param, ParamCodec<?> type, String expression) {
        return param(param, ParamDefinition.expression(type.type(), requireNonNull(expression, "expression")));
    }

    /**
     * Sets a param of the step to what Java code computes from other params, and from outputs of steps that are upstream.
     *
     * @param param the name
     * @param type the class of its value
     * @param computation the code
     * @param <T> the type of its value
     * @return this step
     * @throws IllegalArgumentException if no param holds values of that class
     */
    public final <T> S computed(String param, Class<T> type, ParamComputation<T> computation) {
        return computed(param, Codecs.of(requireNonNull(type, "type")), computation);
    }

    /**
     * Sets a param of the step to what Java code computes from other params, and from outputs of steps that are upstream.
     *
     * @param param the name
     * @param type what its value is, such as {@code ParamCodec.listOf(Long.class)}
     * @param computation the code
     * @param <T> the type of its value
     * @return this step
     */
    public final <T> S computed(String param, ParamCodec<T> type, ParamComputation<T> computation) {
        requireOpen();
        requireNonNull(computation, "computation");
        params.compute(param, type.type(), ParamContext.function(draft(), Optional.of(id), param, type, computation));
        return self();
    }

    /**
     * Sets what a param of the loop that this step is in comes to in the next iteration.
     *
     * @param param the param of a {@link WhileLoop}
     * @param expression the expression, in which the name of the param means its value in this iteration
     * @return this step
     */
    public final S next(LoopParam<?> param, String expression) {
        checkNext(param);
        return expression(param.name(), param.codec(), expression);
    }

    /**
     * Sets what a param of the loop that this step is in comes to in the next iteration.
     *
     * @param param the param of a {@link WhileLoop}
     * @param computation the code; it finds in the param its value in this iteration
     * @param <T> the type of its value
     * @return this step
     */
    public final <T> S next(LoopParam<T> param, ParamComputation<T> computation) {
        checkNext(param);
        return computed(param.name(), param.codec(), computation);
    }

    /** Only steps right in the body of a loop that goes on by a condition have a say in its next iteration. */
    final void checkNext(LoopParam<?> param) {
        if (param.scope() != scope
                || param.scope().loop().filter(WhileLoop.class::isInstance).isEmpty()) {
            draft().add(
                            ProblemCode.CONFLICT,
                            path + "/params/" + param.name(),
                            "step '" + id + "' cannot say what '" + param.name() + "' of " + param.scope()
                                    + " is next: only steps in the body of the while loop that declares it can");
        }
    }

    /**
     * Returns the id.
     *
     * @return the id
     */
    public final StepId id() {
        return id;
    }

    /** Returns the id. */
    @Override
    public final String toString() {
        return id.value();
    }

    @Override
    final void requireOpen() {
        draft().requireOpen();
    }

    final Draft draft() {
        return scope.draft();
    }

    /** Returns the level that this step belongs to. */
    final Scope scope() {
        return scope;
    }

    final String path() {
        return path;
    }

    /** Returns what is handed to the work. */
    final List<Ref<?>> refs() {
        return refs;
    }

    /** Returns the steps whose outputs are handed to the work. */
    final List<AnyStep<?>> inputs() {
        var steps = new ArrayList<AnyStep<?>>();
        for (var input : refs) {
            if (input instanceof Output<?> output) {
                steps.add(stepOf(output));
            }
        }
        return steps;
    }

    final List<AnyStep<?>> reads() {
        return reads;
    }

    final StepParams params() {
        return params;
    }

    /** Returns what steps of every kind have. */
    final StepBasics basics(Transition transition) {
        return basics(id, transition, params.definitions());
    }
}
