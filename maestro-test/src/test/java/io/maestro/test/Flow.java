package io.maestro.test;

import io.maestro.definition.EffectPolicy;
import io.maestro.definition.Effects;
import io.maestro.definition.FailureMode;
import io.maestro.definition.ForeachStep;
import io.maestro.definition.InDoubt;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.Setting;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.definition.WorkflowProperties;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import io.maestro.step.CodedWorkflow;
import io.maestro.step.StepBody;
import io.maestro.step.StepPredicate;
import io.maestro.step.WorkflowCode;
import io.maestro.tag.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes workflows for tests: each option concerns the step that was added last. Steps try once, and as many instances run at once as
 * are started, unless told otherwise.
 */
final class Flow implements CodedWorkflow {

    private final WorkflowDefinition.Builder definition;
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<StepId, StepBody<?>> bodies = new HashMap<>();
    private final Map<WorkflowCode.Edge, StepPredicate> predicates = new HashMap<>();
    private final Map<StepId, Map<StepId, Predicate>> successors = new HashMap<>();
    private RunStrategy strategy = RunStrategy.unlimited();
    private Optional<Integer> stepConcurrency = Optional.empty();

    private static final class Draft {
        final StepId id;
        final Function<Draft, Function<StepBasics, Step>> kind;
        final Map<String, ParamDefinition> params = new LinkedHashMap<>();
        FailureMode mode = FailureMode.FAIL_AFTER_RUNNING;
        RetryPolicy retry = RetryPolicy.none();
        Optional<Setting<Duration>> timeout = Optional.empty();
        Optional<Effects> effects = Optional.empty();
        Optional<StepId> compensation = Optional.empty();
        Optional<StepId> onFailure = Optional.empty();
        List<Tag> tags = List.of();

        int maxPasses = Transition.DEFAULT_MAX_PASSES;
        int keptVisits = Transition.DEFAULT_KEPT_VISITS;

        Draft(String id, Function<Draft, Function<StepBasics, Step>> kind) {
            this.id = new StepId(id);
            this.kind = kind;
        }
    }

    private Flow(String id) {
        this.definition = WorkflowDefinition.builder(new WorkflowId(id));
    }

    static Flow of(String id) {
        return new Flow(id);
    }

    /** A step that does nothing. */
    Flow step(String id) {
        return typed(id, "NoOp");
    }

    Flow step(String id, StepBody<?> body) {
        bodies.put(new StepId(id), body);
        return typed(id, "Java");
    }

    Flow typed(String id, String type) {
        drafts.add(new Draft(
                id,
                draft -> basics ->
                        new TypedStep(basics, new StepType(type), Optional.empty(), draft.retry, draft.effects)));
        return this;
    }

    /** A step of a type that takes a job template. */
    Flow typed(String id, String type, JobTemplateId template) {
        drafts.add(new Draft(
                id, draft -> basics -> new TypedStep(basics, new StepType(type), Optional.of(template), draft.retry)));
        return this;
    }

    /** A step that a job template describes. */
    Flow template(String id, JobTemplateId template) {
        drafts.add(new Draft(id, draft -> basics -> new TemplateStep(basics, template)));
        return this;
    }

    /** A foreach over loop params, whose body is the steps of another flow. */
    Flow foreach(String id, int concurrency, Map<String, ParamValue> loopParams, Flow body) {
        drafts.add(new Draft(
                id,
                draft -> basics -> new ForeachStep(
                        basics,
                        ForeachStep.Items.LOOP_PARAMS,
                        Optional.of(concurrency),
                        false,
                        Optional.empty(),
                        body.definition().steps())));
        take(body);
        return param("loop_params", ParamDefinition.literal(new ParamValue.MapValue(loopParams)));
    }

    /** A while with a condition in the expression language, whose body is the steps of another flow. */
    Flow whileLoop(String id, String condition, Map<String, ParamValue> loopParams, Flow body) {
        drafts.add(new Draft(
                id,
                draft -> basics -> new WhileStep(
                        basics,
                        new Predicate.Expression(condition),
                        Optional.empty(),
                        body.definition().steps())));
        take(body);
        return param("loop_params", ParamDefinition.literal(new ParamValue.MapValue(loopParams)));
    }

    /** The newest version of another workflow. */
    Flow subworkflow(String id, String workflow, boolean sync) {
        drafts.add(new Draft(id, draft -> basics -> new SubworkflowStep(basics, sync, false)));
        return param("subworkflow_id", ParamValue.of(workflow));
    }

    private void take(Flow body) {
        bodies.putAll(body.bodies);
        predicates.putAll(body.predicates);
    }

    /** A way back from the step that was added last, on a condition in Java. */
    Flow backTo(String header, int maxPasses, StepPredicate condition) {
        predicates.put(new WorkflowCode.Edge(last().id, new StepId(header)), condition);
        successors
                .computeIfAbsent(last().id, id -> new LinkedHashMap<>())
                .put(new StepId(header), new Predicate.Code());
        last().maxPasses = maxPasses;
        return this;
    }

    /** How many visits are kept of the steps of the cycle that the last step closes. */
    Flow keeping(int visits) {
        last().keptVisits = visits;
        return this;
    }

    Flow after(String... predecessors) {
        for (var predecessor : predecessors) {
            edge(predecessor, Predicate.always());
        }
        return this;
    }

    Flow after(String predecessor, StepPredicate condition) {
        predicates.put(new WorkflowCode.Edge(new StepId(predecessor), last().id), condition);
        edge(predecessor, new Predicate.Code());
        return this;
    }

    /** As {@link #after(String, StepPredicate)}, with a condition in the expression language. */
    Flow when(String predecessor, String condition) {
        edge(predecessor, new Predicate.Expression(condition));
        return this;
    }

    /** A transition from the last step to any, which may be back. */
    Flow before(String successor, String condition) {
        successors
                .computeIfAbsent(last().id, id -> new LinkedHashMap<>())
                .put(new StepId(successor), new Predicate.Expression(condition));
        return this;
    }

    private void edge(String from, Predicate predicate) {
        successors
                .computeIfAbsent(new StepId(from), id -> new LinkedHashMap<>())
                .put(last().id, predicate);
    }

    Flow retry(RetryPolicy policy) {
        last().retry = policy;
        return this;
    }

    Flow effects(EffectPolicy policy) {
        last().effects = Optional.of(Effects.of(policy));
        return this;
    }

    Flow effects(EffectPolicy policy, InDoubt rule) {
        last().effects = Optional.of(new Effects(policy, rule));
        return this;
    }

    Flow mode(FailureMode mode) {
        last().mode = mode;
        return this;
    }

    /** Has a step undo the last one that nothing else is done by. */
    Flow undoneBy(String step) {
        last().compensation = Optional.of(new StepId(step));
        return this;
    }

    /** Has a step handle the failure of the last one. */
    Flow onFailure(String step) {
        last().onFailure = Optional.of(new StepId(step));
        return this;
    }

    /** Has a step handle the failure of the run. */
    Flow handledBy(String step) {
        definition.onFailure(new StepId(step));
        return this;
    }

    Flow timeout(Duration timeout) {
        last().timeout = Optional.of(Setting.of(timeout));
        return this;
    }

    Flow timeout(String text) {
        last().timeout = Optional.of(new Setting.Interpolated<>(text));
        return this;
    }

    Flow param(String name, ParamValue value) {
        return param(name, ParamDefinition.literal(value));
    }

    Flow param(String name, ParamDefinition param) {
        last().params.put(name, param);
        return this;
    }

    Flow runTimeout(Duration timeout) {
        definition.timeout(Setting.of(timeout));
        return this;
    }

    Flow runTimeout(String text) {
        definition.timeout(new Setting.Interpolated<>(text));
        return this;
    }

    Flow runParam(String name, ParamDefinition param) {
        definition.param(name, param);
        return this;
    }

    Flow strategy(RunStrategy.Rule rule) {
        return strategy(RunStrategy.of(rule));
    }

    Flow strategy(RunStrategy newStrategy) {
        strategy = newStrategy;
        return this;
    }

    Flow stepConcurrency(int limit) {
        stepConcurrency = Optional.of(limit);
        return this;
    }

    Flow instanceStepConcurrency(int limit) {
        definition.instanceStepConcurrency(limit);
        return this;
    }

    Flow runTag(String name) {
        definition.tag(Tag.of(name));
        return this;
    }

    Flow tags(String... names) {
        last().tags = Stream.of(names).map(Tag::of).toList();
        return this;
    }

    Flow description(String text) {
        definition.description(text);
        return this;
    }

    private Draft last() {
        return drafts.getLast();
    }

    @Override
    public WorkflowDefinition definition() {
        var built = definition.build();
        var copy = WorkflowDefinition.builder(built.id()).properties(properties());
        built.tags().forEach(copy::tag);
        built.instanceStepConcurrency().ifPresent(copy::instanceStepConcurrency);
        built.timeout().ifPresent(copy::timeout);
        built.description().ifPresent(copy::description);
        built.onFailure().ifPresent(copy::onFailure);
        built.params().forEach(copy::param);
        for (var draft : drafts) {
            var basics = new StepBasics(
                    draft.id,
                    Optional.empty(),
                    Optional.empty(),
                    new Transition(successors.getOrDefault(draft.id, Map.of()))
                            .atMost(draft.maxPasses)
                            .keeping(draft.keptVisits),
                    draft.mode,
                    draft.tags,
                    draft.timeout,
                    draft.params);
            var undone = draft.compensation.map(basics::withCompensation).orElse(basics);
            var handled = draft.onFailure.map(undone::withOnFailure).orElse(undone);
            copy.step(draft.kind.apply(draft).apply(handled));
        }
        return copy.build();
    }

    private WorkflowProperties properties() {
        var said = WorkflowProperties.none().withRunStrategy(strategy);
        return stepConcurrency.map(said::withStepConcurrency).orElse(said);
    }

    @Override
    public WorkflowCode code() {
        return new WorkflowCode(bodies, predicates);
    }
}
