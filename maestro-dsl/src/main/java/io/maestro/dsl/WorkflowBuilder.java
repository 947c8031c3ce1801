package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.Criticality;
import io.maestro.definition.Owner;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.Setting;
import io.maestro.definition.SignalTrigger;
import io.maestro.definition.TimeTrigger;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowProperties;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamDefinition;
import io.maestro.tag.Tag;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Declares the params, steps and options of a workflow; {@link Workflow#define} hands it out.
 *
 * <p>It is used while {@code define} runs, on its thread; later its methods throw {@link IllegalStateException}. An option that
 * is set twice keeps the last value. A null argument throws {@link NullPointerException}. What is wrong with the workflow as
 * such, an id that cannot be one for instance, is not thrown here: {@code define} reports all of that at once.
 */
public final class WorkflowBuilder extends StepsBuilder {

    private final Draft draft;
    private final WorkflowDefinition.Builder options;
    private WorkflowProperties properties = WorkflowProperties.none().withRunStrategy(RunStrategy.unlimited());

    WorkflowBuilder(Draft draft) {
        super(draft.top());
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
        return tag(Tag.of(requireNonNull(tag, "tag")));
    }

    /**
     * Adds a tag with a namespace or attributes.
     *
     * @param tag the tag
     * @return this builder
     */
    public WorkflowBuilder tag(Tag tag) {
        draft.requireOpen();
        options.tag(requireNonNull(tag, "tag"));
        return this;
    }

    /**
     * Adds times at which the workflow starts. Such a workflow can be written as text, but not be registered yet.
     *
     * @param trigger the times
     * @return this builder
     */
    public WorkflowBuilder trigger(TimeTrigger trigger) {
        draft.requireOpen();
        options.timeTrigger(requireNonNull(trigger, "trigger"));
        return this;
    }

    /**
     * Adds signals on which the workflow starts. Such a workflow can be written as text, but not be registered yet.
     *
     * @param trigger the signals
     * @return this builder
     */
    public WorkflowBuilder trigger(SignalTrigger trigger) {
        draft.requireOpen();
        options.signalTrigger(requireNonNull(trigger, "trigger"));
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
     * Has a step run before a run ends that fails or takes too long, after all that is undone. That step runs for nothing else: it leads
     * nowhere, and nothing leads to it. It learns from {@link io.maestro.step.StepContext#failures} what failed, and may read what any step
     * came to. The run ends as it would have.
     *
     * {@snippet :
     * w.onFailure(w.run("alarm", ctx -> pager.call(ctx.failures())));
     * }
     *
     * @param handler a step of any kind, declared by this builder
     * @return this builder
     */
    public WorkflowBuilder onFailure(AnyStep<?> handler) {
        draft.requireOpen();
        if (draft.owns(requireNonNull(handler, "handler"), "/workflow/on_failure")) {
            draft.top().edges().handles(handler);
            options.onFailure(handler.id());
        }
        return this;
    }

    /**
     * Sets how the instances of the workflow stand to each other. By default as many run at once as are started.
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
     * Changes the properties, for those that have no option of their own, such as alerting.
     *
     * @param change returns the properties as they should be
     * @return this builder
     */
    public WorkflowBuilder properties(UnaryOperator<WorkflowProperties> change) {
        draft.requireOpen();
        properties = requireNonNull(change.apply(properties), "properties");
        return this;
    }

    /**
     * Sets how many steps of all runs may run at the same time. The default is no limit.
     *
     * @param limit from 1 to {@value WorkflowProperties#MAX_STEP_CONCURRENCY}
     * @return this builder
     */
    public WorkflowBuilder stepConcurrency(int limit) {
        return properties(before -> before.withStepConcurrency(limit));
    }

    /**
     * Sets where the definition comes from, and whether it is active. The default is that nothing is said, and it is.
     *
     * @param origin the origin
     * @return this builder
     */
    public WorkflowBuilder origin(WorkflowDefinition.Origin origin) {
        draft.requireOpen();
        options.origin(requireNonNull(origin, "origin"));
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
