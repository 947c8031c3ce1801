package io.maestro.conformance.engine;

import io.maestro.RunHandle;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.internal.graph.Graph;
import io.maestro.internal.kernel.Scope;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The facts of a run.
 *
 * @param host the engine
 * @param handle the run
 */
record RunFacts(VirtualHost host, RunHandle handle) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static RunFacts of(VirtualHost host, RunId runId) {
        return new RunFacts(host, host.maestro().find(runId).orElseThrow());
    }

    /** Returns the facts of a run of a workflow. */
    ObjectNode ofWorkflow() {
        var run = handle.run();
        var facts = ofIteration();
        facts.put("version", run.version());
        facts.put(
                "policy",
                run.restart().map(restart -> "RESTART_" + restart.policy()).orElse("START_FRESH_NEW_RUN"));
        facts.put("initiator", kind(run.initiator()));
        return facts;
    }

    private static String kind(Initiator initiator) {
        return switch (initiator) {
            case Initiator.ByHand byHand -> "MANUAL";
            case Initiator.ByStep byStep -> byStep.kind().name();
        };
    }

    /** Returns the facts of an iteration of a loop. */
    ObjectNode ofIteration() {
        var run = handle.run();
        var facts = NODES.objectNode();
        facts.put("status", run.status().name());
        facts.put("run", run.runId().run());
        var params = ParamFacts.ofRun(run.params());
        if (!params.isEmpty()) {
            facts.set("params", params);
        }
        addSteps(facts, run);
        if (run.runId().run() > 1) {
            facts.set("dag", dag(run));
            facts.set("aggregated", aggregated());
        }
        return facts;
    }

    /** Returns the steps that the run may reach, each with those of them that come before it. */
    private ObjectNode dag(WorkflowRun run) {
        var graph = Graph.of(definition(run.definition()));
        var scope = Scope.of(graph, run.restart());
        var dag = NODES.objectNode();
        for (int step = 0; step < graph.size(); step++) {
            if (scope.contains(step)) {
                var before = dag.putArray(graph.id(step).value());
                graph.predecessors(step).stream()
                        .filter(predecessor ->
                                scope.contains(graph.number(predecessor).orElseThrow()))
                        .forEach(predecessor -> before.add(predecessor.value()));
            }
        }
        return dag;
    }

    private ObjectNode aggregated() {
        var view = handle.instance();
        var aggregated = NODES.objectNode();
        aggregated.put("status", view.status().name());
        var steps = aggregated.putObject("steps");
        view.steps().forEach((step, stands) -> {
            var fact = steps.putObject(step.value());
            stands.run().ifPresentOrElse(number -> fact.put("run", number), () -> fact.putNull("run"));
            fact.put("status", stands.status().name());
        });
        return aggregated;
    }

    private void addSteps(ObjectNode facts, WorkflowRun run) {
        var attempts = attempts();
        var steps = facts.putObject("steps");
        var missing = new ArrayList<String>();
        for (var step : reachable(run)) {
            var name = step.id().value();
            var ofStep = attempts.getOrDefault(name, List.of());
            if (ofStep.isEmpty()) {
                missing.add(name);
            } else {
                steps.set(name, new StepFacts(host, step, ofStep).facts());
            }
        }
        if (!missing.isEmpty()) {
            var names = facts.putArray("not_created");
            missing.forEach(names::add);
        }
        if (run.startedAt().isPresent()) {
            facts.set("overview", overview(run));
        }
    }

    private List<Step> reachable(WorkflowRun run) {
        var all = definition(run.definition());
        var graph = Graph.of(all);
        var scope = Scope.of(graph, run.restart());
        return all.stream()
                .filter(step -> scope.contains(graph.number(step.id()).orElseThrow()))
                .toList();
    }

    private List<Step> definition(DefinitionRef ref) {
        var steps = host.maestro()
                .definition(ref.workflow().value(), ref.version())
                .orElseThrow()
                .steps();
        for (var loop : ref.body()) {
            steps = steps.stream()
                    .filter(step -> step.id().equals(loop))
                    .map(step -> ((LoopStep) step).steps())
                    .findFirst()
                    .orElseThrow();
        }
        return steps;
    }

    /** Returns all attempts by step, the newest last, which is not recorded as long as it runs. */
    private Map<String, List<StepAttempt>> attempts() {
        var attempts = new LinkedHashMap<String, List<StepAttempt>>();
        for (var attempt : handle.attempts()) {
            attempts.computeIfAbsent(attempt.step().value(), step -> new ArrayList<>())
                    .add(attempt);
        }
        for (var newest : handle.steps()) {
            var ofStep = attempts.computeIfAbsent(newest.step().value(), step -> new ArrayList<>());
            ofStep.removeIf(attempt -> attempt.attempt() == newest.attempt());
            ofStep.add(newest);
        }
        return attempts;
    }

    private ObjectNode overview(WorkflowRun run) {
        var overview = NODES.objectNode();
        overview.put("total_step_count", reachable(run).size());
        var view = handle.instance();
        if (view.runStatus() != view.status()) {
            overview.put("run_status", view.runStatus().name());
        }
        var counts = overview.putObject("step_overview");
        for (var attempt : handle.steps()) {
            var status = attempt.status().name();
            counts.put(status, counts.path(status).asInt(0) + 1);
        }
        overview.set("rollup", new RollupFacts(host).of(handle));
        return overview;
    }
}
