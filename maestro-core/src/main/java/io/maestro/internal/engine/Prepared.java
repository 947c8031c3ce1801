package io.maestro.internal.engine;

import io.maestro.definition.LoopStep;
import io.maestro.definition.Setting;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.internal.eval.merge.WorkflowLayers;
import io.maestro.internal.graph.Graph;
import io.maestro.internal.kernel.HostRules;
import io.maestro.internal.kernel.RunPlan;
import io.maestro.internal.template.JobTemplates;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.permit.Limit;
import io.maestro.run.DefinitionRef;
import io.maestro.step.ValueTypes;
import io.maestro.step.WorkflowCode;
import io.maestro.store.VersionedDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A version of a workflow, or the body of a loop in it, ready to run: its graph, its params, and what each of its steps does.
 * Immutable.
 *
 * @param ref which it is
 * @param definition the definition of the workflow
 * @param graph the graph of the steps
 * @param timeout how long a run may take, or empty for 10 days
 * @param shared the plan of all runs, or empty if each has its own
 * @param declared the params that are the same in every run, before they are evaluated
 * @param steps the steps, by their numbers
 * @param bodies the bodies of the loops among the steps
 * @param code the Java code of the workflow
 * @param host what the host has decided for all steps
 */
record Prepared(
        DefinitionRef ref,
        WorkflowDefinition definition,
        Graph graph,
        Optional<Setting<Duration>> timeout,
        Optional<RunPlan> shared,
        Map<String, ParamDefinition> declared,
        List<PreparedStep> steps,
        Map<StepId, Prepared> bodies,
        WorkflowCode code,
        HostRules host) {

    /** Makes versions of workflows ready, of which nothing may be missing. */
    record Maker(StepTypes types, Evaluator evaluator, HostRules host) {

        Prepared prepared(VersionedDefinition version, WorkflowCode code) {
            var definition = version.definition();
            return prepared(
                    DefinitionRef.whole(definition.id(), version.version()),
                    definition,
                    Graph.of(definition),
                    definition.steps(),
                    definition.timeout(),
                    WorkflowLayers.declared(SystemParams.ofRunsOf(definition), definition.params()),
                    code,
                    JobTemplates.of(version.templates()));
        }

        private Prepared prepared(
                DefinitionRef ref,
                WorkflowDefinition definition,
                Graph graph,
                List<Step> steps,
                Optional<Setting<Duration>> timeout,
                Map<String, ParamDefinition> declared,
                WorkflowCode code,
                JobTemplates templates) {
            var ready = new ArrayList<PreparedStep>();
            var bodies = new HashMap<StepId, Prepared>();
            for (var step : steps) {
                ready.add(PreparedStep.of(step, graph, code, types, templates));
                if (step instanceof LoopStep loop) {
                    bodies.put(step.id(), body(ref.bodyOf(step.id()), definition, loop, code, templates));
                }
            }
            boolean varies =
                    RunPlan.dependsOnParams(steps, timeout) || !ready.stream().allMatch(PreparedStep::hasFixedLimits);
            var shared = varies
                    ? Optional.<RunPlan>empty()
                    : Optional.of(RunPlan.of(graph, steps, timeout, evaluator.settings(Map.of()), host)
                            .under(limits(definition, ready, Map.of()), iterations(definition)));
            return new Prepared(
                    ref,
                    definition,
                    graph,
                    timeout,
                    shared,
                    declared,
                    List.copyOf(ready),
                    Map.copyOf(bodies),
                    code,
                    host);
        }

        /** A body declares no params: its runs are given those of the loop. */
        private Prepared body(
                DefinitionRef ref,
                WorkflowDefinition definition,
                LoopStep loop,
                WorkflowCode code,
                JobTemplates templates) {
            var declared = WorkflowLayers.declared(SystemParams.ofRunsOf(definition), Map.of());
            return prepared(
                    ref, definition, Graph.of(loop.steps()), loop.steps(), Optional.empty(), declared, code, templates);
        }
    }

    /**
     * Returns the plan of a run.
     *
     * @throws io.maestro.definition.InvalidSettingException if its timeout cannot be read
     */
    RunPlan plan(Map<String, EvaluatedParam> params, Evaluator evaluator) {
        return shared.orElseGet(() -> RunPlan.of(
                        graph,
                        steps.stream().map(PreparedStep::step).toList(),
                        timeout,
                        evaluator.settings(params),
                        host)
                .under(limits(definition, steps, params), iterations(definition)));
    }

    private static List<List<Limit>> limits(
            WorkflowDefinition definition, List<PreparedStep> steps, Map<String, EvaluatedParam> params) {
        return steps.stream()
                .map(step -> step.limitsIn(params, definition.tags()))
                .toList();
    }

    /** Returns how many iterations of a foreach go on at once at most (spec: runtime, section 7.4), if the definition says so. */
    private static Optional<Integer> iterations(WorkflowDefinition definition) {
        return Stream.concat(
                        definition.instanceStepConcurrency().stream(),
                        definition.properties().stepConcurrency().stream())
                .min(Integer::compare);
    }

    /** Returns the body of a loop in this. */
    Prepared body(List<StepId> path) {
        var body = this;
        for (var loop : path) {
            body = Optional.ofNullable(body.bodies.get(loop))
                    .orElseThrow(() -> new IllegalStateException("there is no loop '" + loop + "' in " + ref));
        }
        return body;
    }

    /** Returns what is declared of the values of its Java code. */
    ValueTypes types() {
        return code.types();
    }

    long version() {
        return ref.version();
    }
}
