package io.maestro.internal.kernel;

import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.internal.graph.Graph;
import java.time.Duration;
import java.util.Map;

/** What the machine must know of a definition. Made once for each version and shared by all its runs. Immutable. */
public final class RunPlan {

    private final Graph graph;
    private final StepRules[] rules;
    private final Duration timeout;
    private final Duration stopGrace;

    private RunPlan(Graph graph, StepRules[] rules, Duration timeout, Duration stopGrace) {
        this.graph = graph;
        this.rules = rules;
        this.timeout = timeout;
        this.stopGrace = stopGrace;
    }

    /**
     * Returns the plan of a definition.
     *
     * @param definition a definition without problems
     * @param stopGrace how long an interrupted body may take to end before it is given up
     * @return the plan
     */
    public static RunPlan of(WorkflowDefinition definition, Duration stopGrace) {
        var graph = Graph.of(definition.steps());
        var rules = new StepRules[graph.size()];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = switch (definition.steps().get(i)) {
                case TypedStep step -> StepRules.of(step, graph, i);
                case LoopStep step -> throw letThrough(step);
                case SubworkflowStep step -> throw letThrough(step);
                case TemplateStep step -> throw letThrough(step);
            };
        }
        var timeout = definition.timeout().map(StepRules::fixed).orElse(WorkflowDefinition.DEFAULT_TIMEOUT);
        return new RunPlan(graph, rules, timeout, stopGrace);
    }

    private static IllegalStateException letThrough(Step step) {
        return new IllegalStateException("step '" + step.id() + "' of kind '" + step.kind() + "' was let through");
    }

    /**
     * Tells whether a condition must be evaluated when a step completes.
     *
     * @param step the number of the step
     * @return false if all its transitions are unconditional
     */
    public boolean isConditional(int step) {
        return rules[step].conditional();
    }

    /**
     * Returns the outcome of the conditions of a step if each of them is true.
     *
     * @param step the number of the step
     * @return true for each successor; unmodifiable
     */
    public Map<StepId, Boolean> allTrue(int step) {
        return rules[step].allTrue();
    }

    /** Returns the graph. */
    public Graph graph() {
        return graph;
    }

    StepRules rules(int step) {
        return rules[step];
    }

    Duration timeout() {
        return timeout;
    }

    Duration stopGrace() {
        return stopGrace;
    }
}
