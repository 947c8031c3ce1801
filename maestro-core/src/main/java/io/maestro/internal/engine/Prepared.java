package io.maestro.internal.engine;

import io.maestro.definition.LoopStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.Step;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.internal.eval.merge.StepLayers;
import io.maestro.internal.eval.merge.WorkflowLayers;
import io.maestro.internal.graph.Graph;
import io.maestro.internal.kernel.RunPlan;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.step.ParamCode;
import io.maestro.step.StepRuntime;
import io.maestro.step.WorkflowCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version of a workflow, ready to run: its graph, its params, and for each step, by its number, what does the work. Immutable.
 *
 * @param version the number of the version
 * @param definition the definition
 * @param graph the graph of its steps
 * @param shared the plan of all its runs, or empty if each has its own
 * @param declared the params that are the same in every run, before they are evaluated
 * @param runtimes what does the work of each step
 * @param conditions the conditions of each step, by transition
 * @param stepParams the params of each step, before they are evaluated
 * @param paramCode the code of params
 * @param stopGrace how long an interrupted body may take to end
 */
record Prepared(
        long version,
        WorkflowDefinition definition,
        Graph graph,
        Optional<RunPlan> shared,
        Map<String, ParamDefinition> declared,
        List<StepRuntime> runtimes,
        List<List<Condition>> conditions,
        List<Map<String, ParamDefinition>> stepParams,
        ParamCode paramCode,
        Duration stopGrace) {

    /** Makes a version ready; nothing may be missing. */
    static Prepared of(
            long version,
            WorkflowDefinition definition,
            WorkflowCode code,
            StepTypes types,
            Evaluator evaluator,
            Duration stopGrace) {
        var graph = Graph.of(definition.steps());
        var runtimes = new ArrayList<StepRuntime>();
        var conditions = new ArrayList<List<Condition>>();
        var stepParams = new ArrayList<Map<String, ParamDefinition>>();
        for (var step : definition.steps()) {
            var runtime = runtime(step, code, types);
            runtimes.add(runtime);
            conditions.add(conditions(step, code));
            stepParams.add(StepLayers.of(
                            SystemParams.ofAttemptsOf(step),
                            runtime.params(),
                            step.basics().params())
                    .merged(false));
        }
        return new Prepared(
                version,
                definition,
                graph,
                RunPlan.dependsOnParams(definition.steps(), definition.timeout())
                        ? Optional.empty()
                        : Optional.of(plan(definition, graph, Map.of(), evaluator, stopGrace)),
                WorkflowLayers.declared(SystemParams.ofRunsOf(definition), definition.params()),
                List.copyOf(runtimes),
                List.copyOf(conditions),
                List.copyOf(stepParams),
                code.params(),
                stopGrace);
    }

    /**
     * Returns the plan of a run.
     *
     * @throws io.maestro.definition.InvalidSettingException if its timeout cannot be read
     */
    RunPlan plan(Map<String, EvaluatedParam> params, Evaluator evaluator) {
        return shared.orElseGet(() -> plan(definition, graph, params, evaluator, stopGrace));
    }

    private static RunPlan plan(
            WorkflowDefinition definition,
            Graph graph,
            Map<String, EvaluatedParam> params,
            Evaluator evaluator,
            Duration stopGrace) {
        return RunPlan.of(graph, definition.steps(), definition.timeout(), evaluator.settings(params), stopGrace);
    }

    private static StepRuntime runtime(Step step, WorkflowCode code, StepTypes types) {
        return switch (step) {
            case TypedStep typed -> runtime(typed, code, types);
            case LoopStep loop -> throw letThrough(loop);
            case SubworkflowStep subworkflow -> throw letThrough(subworkflow);
            case TemplateStep template -> throw letThrough(template);
        };
    }

    private static IllegalStateException letThrough(Step step) {
        return new IllegalStateException("step '" + step.id() + "' of kind '" + step.kind() + "' was let through");
    }

    private static StepRuntime runtime(TypedStep step, WorkflowCode code, StepTypes types) {
        var body = code.bodies().get(step.id());
        if (step.type().equals(StepType.JAVA) && body != null) {
            return BodyRuntime.ofBody(body, code.params().outputOf(step.id()));
        }
        var action = code.actions().get(step.id());
        if (step.type().equals(StepType.JAVA) && action != null) {
            return BodyRuntime.ofAction(action);
        }
        return types.find(step.type()).orElseThrow();
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
