package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.FailureMode;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Setting;
import io.maestro.definition.StepId;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import io.maestro.step.Ref;
import io.maestro.step.StepPredicate;
import io.maestro.tag.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The handle of a declared step: its place in the graph and its options. {@link Step} has an output that Java can read,
 * {@link PlainStep} has none.
 *
 * <p>Options are set while {@link Workflow#define} runs, on its thread; later they throw {@link IllegalStateException}. An
 * option that is set twice keeps the last value. A null argument throws {@link NullPointerException}.
 *
 * @param <S> the kind of step, which options return
 */
public abstract sealed class AnyStep<S extends AnyStep<S>> permits Step, PlainStep {

    private final Draft draft;
    private final StepId id;
    private final String path;
    private final Work work;
    private final List<AnyStep<?>> inputs;
    private final List<Step<?>> reads = new ArrayList<>();
    private final List<Tag> tags = new ArrayList<>();
    private final StepParams params = new StepParams();
    private Optional<String> name = Optional.empty();
    private Optional<String> description = Optional.empty();
    private Optional<Setting<Duration>> timeout = Optional.empty();
    private FailureMode failureMode = FailureMode.FAIL_AFTER_RUNNING;
    private RetryPolicy retryPolicy;

    AnyStep(Draft.Place place, Work work, RetryPolicy retryPolicy, List<Ref<?>> inputs) {
        this.draft = place.draft();
        this.id = place.id();
        this.path = place.path();
        this.work = work;
        this.retryPolicy = retryPolicy;
        this.inputs = stepsAmong(inputs);
    }

    private static List<AnyStep<?>> stepsAmong(List<Ref<?>> inputs) {
        var steps = new ArrayList<AnyStep<?>>();
        for (var input : inputs) {
            if (input instanceof Step<?> step) {
                steps.add(step);
            }
        }
        return List.copyOf(steps);
    }

    abstract S self();

    /**
     * Lets this step run after others. A step starts when all steps before it have ended, and runs if at least one of the
     * transitions to it was taken.
     *
     * @param step a step before this one
     * @param more further ones
     * @return this step
     */
    public final S after(AnyStep<?> step, AnyStep<?>... more) {
        draft.requireOpen();
        draft.connect(requireNonNull(step, "step"), this, Optional.empty());
        for (var another : more) {
            draft.connect(requireNonNull(another, "more"), this, Optional.empty());
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
        draft.requireOpen();
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
        draft.requireOpen();
        draft.connect(requireNonNull(step, "step"), this, Optional.of(condition));
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
    public final S reads(Step<?> step, Step<?>... more) {
        draft.requireOpen();
        reads.add(requireNonNull(step, "step"));
        for (var another : more) {
            reads.add(requireNonNull(another, "more"));
        }
        return self();
    }

    /**
     * Sets what happens after a failed attempt. Steps in Java are not tried again unless this says so; steps of a registered
     * type have {@link RetryPolicy#standard()}.
     *
     * @param policy the policy
     * @return this step
     */
    public final S retry(RetryPolicy policy) {
        draft.requireOpen();
        retryPolicy = requireNonNull(policy, "policy");
        return self();
    }

    /**
     * Sets how long an attempt may take from its start. The default is 10 days.
     *
     * @param limit more than zero, at most 120 days
     * @return this step
     */
    public final S timeout(Duration limit) {
        draft.requireOpen();
        return timeout(Setting.of(requireNonNull(limit, "limit")));
    }

    /**
     * Sets how long an attempt may take from its start, by params of the workflow: {@code Setting.text("${hours} hours")}, or
     * {@link Param#asSetting} of a param that is a duration.
     *
     * @param limit more than zero, at most 120 days
     * @return this step
     */
    public final S timeout(Setting<Duration> limit) {
        draft.requireOpen();
        timeout = Optional.of(requireNonNull(limit, "limit"));
        return self();
    }

    /**
     * Sets what a failure of this step does to its run. The default is {@link FailureMode#FAIL_AFTER_RUNNING}.
     *
     * @param mode the failure mode
     * @return this step
     */
    public final S failureMode(FailureMode mode) {
        draft.requireOpen();
        failureMode = requireNonNull(mode, "mode");
        return self();
    }

    /**
     * Sets the name for people. The default is the id.
     *
     * @param text at most 256 characters
     * @return this step
     */
    public final S name(String text) {
        draft.requireOpen();
        name = Optional.of(requireNonNull(text, "text"));
        return self();
    }

    /**
     * Sets the description. The default is none.
     *
     * @param text at most 16384 characters
     * @return this step
     */
    public final S description(String text) {
        draft.requireOpen();
        description = Optional.of(requireNonNull(text, "text"));
        return self();
    }

    /**
     * Adds a tag.
     *
     * @param tag the name of the tag, at most 256 characters
     * @return this step
     */
    public final S tag(String tag) {
        draft.requireOpen();
        tags.add(Tag.of(requireNonNull(tag, "tag")));
        return self();
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
        draft.requireOpen();
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
        draft.requireOpen();
        requireNonNull(computation, "computation");
        params.compute(param, type.type(), ParamContext.function(draft, Optional.of(id), param, type, computation));
        return self();
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

    final Draft draft() {
        return draft;
    }

    final String path() {
        return path;
    }

    final Work work() {
        return work;
    }

    /** Returns the steps whose outputs are handed to the work. */
    final List<AnyStep<?>> inputs() {
        return inputs;
    }

    final List<Step<?>> reads() {
        return reads;
    }

    final Optional<String> name() {
        return name;
    }

    final Optional<String> description() {
        return description;
    }

    final Optional<Setting<Duration>> timeout() {
        return timeout;
    }

    final FailureMode failureMode() {
        return failureMode;
    }

    final RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    final List<Tag> tags() {
        return tags;
    }

    final StepParams params() {
        return params;
    }
}
