package io.maestro.internal.engine;

import io.maestro.definition.EffectPolicy;
import io.maestro.definition.Effects;
import io.maestro.definition.ForeachStep;
import io.maestro.definition.JobTemplate;
import io.maestro.definition.Predicate;
import io.maestro.definition.Step;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.internal.eval.merge.DefaultParams;
import io.maestro.internal.eval.merge.StepLayers;
import io.maestro.internal.graph.Graph;
import io.maestro.internal.template.JobTemplates;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.permit.Limit;
import io.maestro.step.StepRuntime;
import io.maestro.step.WorkflowCode;
import io.maestro.tag.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A step, ready to run.
 *
 * @param step the step
 * @param runtime what does its work; empty if runs of its own do, or what a job template says
 * @param conditions the conditions of its transitions, by their numbers
 * @param layers where its params come from, but for those that a job template gives
 * @param params its params, before they are evaluated; none if a job template gives some
 * @param template what its job template makes of it, or empty if it names none
 */
record PreparedStep(
        Step step,
        Optional<StepRuntime> runtime,
        List<Condition> conditions,
        StepLayers layers,
        Map<String, ParamDefinition> params,
        Optional<Templated> template) {

    /** Makes a step of a graph ready; nothing may be missing. */
    static PreparedStep of(Step step, Graph graph, WorkflowCode code, StepTypes types, JobTemplates templates) {
        var conditions = conditions(step, code);
        var layers = StepLayers.of(
                SystemParams.ofAttemptsOf(step, graph),
                ofKind(step, types),
                step.basics().params());
        return TemplateChoice.of(step, templates, types)
                .map(choice -> Templated.of(choice, template -> runtime(step, template, code, types)))
                .map(templated ->
                        new PreparedStep(step, Optional.empty(), conditions, layers, Map.of(), Optional.of(templated)))
                .orElseGet(() -> new PreparedStep(
                        step, runtime(step, code, types), conditions, layers, layers.merged(false), Optional.empty()));
    }

    /**
     * Returns what does the work of the step in a run, or empty if runs of its own do.
     *
     * @throws io.maestro.param.ParamException if the run chooses a job template that the step cannot take
     */
    Optional<StepRuntime> runtimeIn(Map<String, EvaluatedParam> ofRun) {
        return template.map(templated -> templated.runtime(ofRun)).or(() -> runtime);
    }

    /**
     * Returns the params of the step in a run, before they are evaluated.
     *
     * @param ofRun the params of the run
     * @param given what the request gives to the step that restarted the run; mostly none
     * @throws io.maestro.param.ParamException if those of a job template, or those that are given, do not fit together with the
     *     others, or one is missing
     */
    Map<String, ParamDefinition> paramsIn(Map<String, EvaluatedParam> ofRun, Map<String, ParamDefinition> given) {
        if (template.isEmpty() && given.isEmpty()) {
            return params;
        }
        var all = template.map(templated -> templated.layers(layers, ofRun)).orElse(layers);
        return given.isEmpty() ? all.merged(false) : all.withRestart(given).merged(true);
    }

    /** Tells whether the step falls under the same limits of the host in every run. */
    boolean hasFixedLimits() {
        return template.stream().allMatch(Templated::hasFixedLimits);
    }

    /**
     * Returns the limits under which the step falls in a run if the host sets them: of its tags, of its type, and of its job template. A
     * step that has others do its work has no permit that these need, so the tags of the workflow are for those.
     */
    List<Limit> limitsIn(Map<String, EvaluatedParam> ofRun, List<Tag> ofWorkflow) {
        boolean isLeaf = step instanceof TypedStep || step instanceof TemplateStep;
        var tags = Stream.concat(step.basics().tags().stream(), isLeaf ? ofWorkflow.stream() : Stream.<Tag>empty())
                .map(tag -> Limit.ofTag(tag.name()));
        var type = step instanceof TypedStep typed ? Stream.of(Limit.ofStepType(typed.type())) : Stream.<Limit>empty();
        var ofTemplate = template.stream().flatMap(templated -> templated.limits(ofRun).stream());
        return Stream.of(tags, type, ofTemplate)
                .flatMap(limits -> limits)
                .distinct()
                .toList();
    }

    /** Returns how often the effects of the step may happen. */
    EffectPolicy policy() {
        return step instanceof TypedStep typed
                ? typed.effects().map(Effects::policy).orElse(EffectPolicy.AT_LEAST_ONCE)
                : EffectPolicy.AT_LEAST_ONCE;
    }

    /** Returns the params that a step has because of its kind or type; those of a template step are its template's. */
    static Map<String, ParamDefinition> ofKind(Step step, StepTypes types) {
        return switch (step) {
            case TypedStep typed -> types.params(typed.type()).orElse(Map.of());
            case TemplateStep template -> Map.of();
            case ForeachStep foreach -> foreach.items() == ForeachStep.Items.CODE ? Map.of() : DefaultParams.foreach();
            case WhileStep loop -> loop.basics().params().isEmpty() ? Map.of() : DefaultParams.whileLoop();
            case SubworkflowStep subworkflow -> DefaultParams.subworkflow();
        };
    }

    private static Optional<StepRuntime> runtime(Step step, WorkflowCode code, StepTypes types) {
        return step instanceof TypedStep typed ? Optional.of(runtime(typed, code, types)) : Optional.empty();
    }

    private static StepRuntime runtime(Step step, JobTemplate.Definition template, WorkflowCode code, StepTypes types) {
        return runtime(step, code, types)
                .or(() -> types.find(template.stepType()).map(runtime -> types.intercepted(step, runtime)))
                .orElseThrow();
    }

    private static StepRuntime runtime(TypedStep step, WorkflowCode code, StepTypes types) {
        var body = code.bodies().get(step.id());
        if (step.type().equals(StepType.JAVA) && body != null) {
            return new BodyRuntime(
                    types.intercepted(step, BodyRuntime.ofBody(body)),
                    code.params().outputOf(step.id()));
        }
        var action = code.actions().get(step.id());
        if (step.type().equals(StepType.JAVA) && action != null) {
            return new BodyRuntime(
                    types.intercepted(step, BodyRuntime.ofAction(action)),
                    code.params().outputOf(step.id()));
        }
        return types.intercepted(step, types.find(step.type()).orElseThrow());
    }

    private static List<Condition> conditions(Step step, WorkflowCode code) {
        var conditions = new ArrayList<Condition>();
        step.basics()
                .transition()
                .successors()
                .forEach((successor, predicate) -> conditions.add(
                        switch (predicate) {
                            case Predicate.Always always -> Condition.always();
                            case Predicate.Expression(var text) -> Condition.ofExpression(successor, text);
                            case Predicate.Code inJava -> ofCode(new WorkflowCode.Edge(step.id(), successor), code);
                        }));
        return List.copyOf(conditions);
    }

    private static Condition ofCode(WorkflowCode.Edge edge, WorkflowCode code) {
        return Condition.ofCode(code.predicates().getOrDefault(edge, context -> {
            throw new IllegalStateException("the condition on " + edge + " was let through without its code");
        }));
    }
}
