package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.Criticality;
import io.maestro.definition.Owner;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.Setting;
import io.maestro.definition.StepType;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowProperties;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamDefinition;
import io.maestro.step.Ref;
import io.maestro.step.StepAction;
import io.maestro.step.StepBody;
import io.maestro.tag.Tag;
import java.time.Duration;
import java.util.List;

/**
 * Declares the params, steps and options of a workflow; {@link Workflow#define} hands it out.
 *
 * <p>It is used while {@code define} runs, on its thread; later its methods throw {@link IllegalStateException}. An option that
 * is set twice keeps the last value. A null argument throws {@link NullPointerException}. What is wrong with the workflow as
 * such, an id that cannot be one for instance, is not thrown here: {@code define} reports all of that at once.
 */
public final class WorkflowBuilder {

    private final Draft draft;
    private final WorkflowDefinition.Builder options;
    private WorkflowProperties properties =
            WorkflowProperties.none().withRunStrategy(RunStrategy.parallel(RunStrategy.MAX_CONCURRENCY));

    WorkflowBuilder(Draft draft) {
        this.draft = draft;
        this.options = WorkflowDefinition.builder(draft.id());
    }

    /**
     * Declares a param that must be given when a run is started.
     *
     * @param name the name
     * @param type the class of its value
     * @param <T> the type of its value
     * @return the handle
     * @throws IllegalArgumentException if no param holds values of that class; {@link ParamCodec} lists those that one does,
     *     and {@link RecordCodec} tells of records
     */
    public <T> Param<T> param(String name, Class<T> type) {
        return param(name, Codecs.of(requireNonNull(type, "type")));
    }

    /**
     * Declares a param that must be given when a run is started, such as a list or a map.
     *
     * @param name the name
     * @param type what its value is, such as {@code ParamCodec.listOf(Long.class)}
     * @param <T> the type of its value
     * @return the handle
     */
    public <T> Param<T> param(String name, ParamCodec<T> type) {
        return declared(name, type, new ParamDefinition.Unset());
    }

    /**
     * Declares a param with a default, which is of the class of the default.
     *
     * @param name the name
     * @param defaultValue its value unless another is given when a run is started
     * @param <T> the type of its value
     * @return the handle
     * @throws IllegalArgumentException if no param holds values of that class; {@link ParamCodec} lists those that one does,
     *     and {@link RecordCodec} tells of records
     */
    public <T> Param<T> param(String name, T defaultValue) {
        return param(name, Codecs.ofValue(requireNonNull(defaultValue, "defaultValue")), defaultValue);
    }

    /**
     * Declares a param with a default, such as a list or a map.
     *
     * @param name the name
     * @param type what its value is, such as {@code ParamCodec.listOf(Long.class)}
     * @param defaultValue its value unless another is given when a run is started
     * @param <T> the type of its value
     * @return the handle
     */
    public <T> Param<T> param(String name, ParamCodec<T> type, T defaultValue) {
        var value = requireNonNull(type, "type").write(name, requireNonNull(defaultValue, "defaultValue"));
        return declared(name, type, ParamDefinition.exactly(value).content());
    }

    private <T> Param<T> declared(String name, ParamCodec<T> type, ParamDefinition.Content content) {
        return draft.declare(new Param<>(draft, requireNonNull(name, "name"), requireNonNull(type, "type"), content));
    }

    /**
     * Declares a step in Java with an output. Its code may read params, and outputs of steps that are upstream.
     *
     * @param id the id
     * @param body the work; must not return null
     * @param <T> the type of its output
     * @return the handle
     */
    public <T> Step<T> step(String id, StepBody<T> body) {
        return body(id, requireNonNull(body, "body"));
    }

    /**
     * Declares a step in Java that makes an output of an input. It runs after the step that the input is the output of; see
     * {@link Workflow} on how.
     *
     * @param id the id
     * @param input a step or a param
     * @param body the work; must not return null
     * @param <A> the type of the input
     * @param <T> the type of its output
     * @return the handle
     */
    public <A, T> Step<T> step(String id, Ref<A> input, StepFunction<A, T> body) {
        requireNonNull(input, "input");
        requireNonNull(body, "body");
        return body(id, context -> body.apply(context.get(input)), input);
    }

    /**
     * Declares a step in Java that makes an output of two inputs. It runs after the steps that the inputs are the outputs of;
     * see {@link Workflow} on how.
     *
     * @param id the id
     * @param first a step or a param
     * @param second a step or a param
     * @param body the work; must not return null
     * @param <A> the type of the first input
     * @param <B> the type of the second input
     * @param <T> the type of its output
     * @return the handle
     */
    public <A, B, T> Step<T> step(String id, Ref<A> first, Ref<B> second, StepBiFunction<A, B, T> body) {
        requireNonNull(first, "first");
        requireNonNull(second, "second");
        requireNonNull(body, "body");
        return body(id, context -> body.apply(context.get(first), context.get(second)), first, second);
    }

    /**
     * Declares a step in Java without an output. Its code may read params, and outputs of steps that are upstream.
     *
     * @param id the id
     * @param action the work
     * @return the handle
     */
    public PlainStep run(String id, StepAction action) {
        return action(id, requireNonNull(action, "action"));
    }

    /**
     * Declares a step in Java that takes an input and has no output. It runs after the step that the input is the output of;
     * see {@link Workflow} on how.
     *
     * @param id the id
     * @param input a step or a param
     * @param action the work
     * @param <A> the type of the input
     * @return the handle
     */
    public <A> PlainStep run(String id, Ref<A> input, StepConsumer<A> action) {
        requireNonNull(input, "input");
        requireNonNull(action, "action");
        return action(id, context -> action.accept(context.get(input)), input);
    }

    /**
     * Declares a step in Java that takes two inputs and has no output. It runs after the steps that the inputs are the outputs
     * of; see {@link Workflow} on how.
     *
     * @param id the id
     * @param first a step or a param
     * @param second a step or a param
     * @param action the work
     * @param <A> the type of the first input
     * @param <B> the type of the second input
     * @return the handle
     */
    public <A, B> PlainStep run(String id, Ref<A> first, Ref<B> second, StepBiConsumer<A, B> action) {
        requireNonNull(first, "first");
        requireNonNull(second, "second");
        requireNonNull(action, "action");
        return action(id, context -> action.accept(context.get(first), context.get(second)), first, second);
    }

    /**
     * Declares a step whose work is done by a registered step type. Its params say what to do: {@link AnyStep#param}. Unlike a
     * step in Java it is tried again after a failure, by {@link RetryPolicy#standard()}.
     *
     * @param id the id
     * @param type the name of the step type, such as {@code Sleep}
     * @return the handle
     * @throws IllegalArgumentException if the name is blank
     */
    public PlainStep type(String id, String type) {
        var work = new Work.Registered(new StepType(requireNonNull(type, "type")));
        return draft.declare(new PlainStep(draft.nextPlace(id), work, RetryPolicy.standard(), List.of()));
    }

    private <T> Step<T> body(String id, StepBody<T> body, Ref<?>... inputs) {
        return draft.declare(new Step<T>(draft.nextPlace(id), new Work.Body(body), draft.inputs(inputs)));
    }

    private PlainStep action(String id, StepAction action, Ref<?>... inputs) {
        var work = new Work.Action(action);
        return draft.declare(new PlainStep(draft.nextPlace(id), work, RetryPolicy.none(), draft.inputs(inputs)));
    }

    /**
     * Begins the conditions by which a run goes on after a step.
     *
     * @param step the step
     * @return the branch, to which conditions are added
     */
    public Branch from(AnyStep<?> step) {
        draft.requireOpen();
        return new Branch(draft, requireNonNull(step, "step"));
    }

    /**
     * Sets the name for people. The default is the id.
     *
     * @param text at most 256 characters
     * @return this builder
     */
    public WorkflowBuilder name(String text) {
        draft.requireOpen();
        options.name(requireNonNull(text, "text"));
        return this;
    }

    /**
     * Sets the description. The default is none.
     *
     * @param text at most 16384 characters
     * @return this builder
     */
    public WorkflowBuilder description(String text) {
        draft.requireOpen();
        options.description(requireNonNull(text, "text"));
        return this;
    }

    /**
     * Sets who answers for the workflow. The default is nobody.
     *
     * @param name a name
     * @return this builder
     */
    public WorkflowBuilder owner(String name) {
        draft.requireOpen();
        properties = properties.withOwner(Owner.of(requireNonNull(name, "name")));
        return this;
    }

    /**
     * Adds a tag.
     *
     * @param tag the name of the tag, at most 256 characters
     * @return this builder
     */
    public WorkflowBuilder tag(String tag) {
        draft.requireOpen();
        options.tag(Tag.of(requireNonNull(tag, "tag")));
        return this;
    }

    /**
     * Sets how much depends on the workflow. The default is not to say.
     *
     * @param criticality the criticality
     * @return this builder
     */
    public WorkflowBuilder criticality(Criticality criticality) {
        draft.requireOpen();
        options.criticality(requireNonNull(criticality, "criticality"));
        return this;
    }

    /**
     * Sets how long a run may take from its start. The default is 10 days.
     *
     * @param limit more than zero, at most 120 days
     * @return this builder
     */
    public WorkflowBuilder timeout(Duration limit) {
        return timeout(Setting.of(requireNonNull(limit, "limit")));
    }

    /**
     * Sets how long a run may take from its start, by params: {@code Setting.text("${hours} hours")}, or {@link
     * Param#asSetting} of a param that is a duration.
     *
     * @param limit more than zero, at most 120 days
     * @return this builder
     */
    public WorkflowBuilder timeout(Setting<Duration> limit) {
        draft.requireOpen();
        options.timeout(requireNonNull(limit, "limit"));
        return this;
    }

    /**
     * Sets how the instances of the workflow stand to each other. By default they run in parallel, as many as {@link
     * RunStrategy#MAX_CONCURRENCY} at once.
     *
     * @param strategy the strategy
     * @return this builder
     */
    public WorkflowBuilder runStrategy(RunStrategy strategy) {
        draft.requireOpen();
        properties = properties.withRunStrategy(requireNonNull(strategy, "strategy"));
        return this;
    }

    /**
     * Limits the leaf steps that run at once in the whole tree of one instance. The default is no limit.
     *
     * @param limit 1 to 999
     * @return this builder
     */
    public WorkflowBuilder instanceStepConcurrency(int limit) {
        draft.requireOpen();
        options.instanceStepConcurrency(limit);
        return this;
    }

    /** Returns the definition as far as this builder keeps it: all but params and steps. */
    WorkflowDefinition.Builder options() {
        return options.properties(properties);
    }
}
