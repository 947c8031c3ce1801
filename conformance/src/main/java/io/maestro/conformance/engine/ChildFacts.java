package io.maestro.conformance.engine;

import io.maestro.RunHandle;
import io.maestro.definition.FailureMode;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamValue;
import io.maestro.run.Children;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.store.RunQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The facts of the runs that a step started.
 *
 * @param host the engine
 * @param attempt the attempt of the step
 * @param runs the runs, in their order
 */
record ChildFacts(VirtualHost host, StepAttempt attempt, List<RunHandle> runs) {

    /** So many iterations are recorded one by one. */
    private static final int MAX_ITERATIONS = 25;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON = JsonMapper.shared();

    ObjectNode ofForeach(Step step, Children.Iterations iterations) {
        var stats = NODES.objectNode();
        for (var run : runs) {
            var status = run.status().name();
            stats.put(status, stats.path(status).asInt(0) + 1);
        }
        // A foreach that ends at once when an iteration fails, counts the others as through.
        boolean cutShort = step.basics().failureMode() == FailureMode.FAIL_IMMEDIATELY && stats.has("FAILED");
        var facts = NODES.objectNode();
        facts.put("total_loop_count", iterations.total());
        facts.put("next_loop_index", cutShort ? iterations.total() : runs.size());
        facts.set("stats", stats.isEmpty() ? NODES.nullNode() : stats);
        addIterations(facts);
        return facts;
    }

    ObjectNode ofWhile() {
        var facts = NODES.objectNode();
        facts.put("first_iteration", first());
        facts.put("last_iteration", runs.size());
        if (runs.isEmpty()) {
            facts.putNull("last_status");
        } else {
            facts.put("last_status", runs.getLast().status().name());
        }
        var values = facts.putObject("loop_param_values");
        history().forEach(values::set);
        addIterations(facts);
        return facts;
    }

    /** Returns the iteration that the attempt began with. */
    private long first() {
        return attempt.children().orElse(null) instanceof Children.Iterations iterations
                        && iterations.kept().orElse(null) instanceof Children.Kept.Before before
                ? before.number()
                : 1;
    }

    /** Returns the values of the loop params that each iteration was given, and those after the last one if that ended well. */
    private Map<String, ArrayNode> history() {
        var history = new LinkedHashMap<String, ArrayNode>();
        firstValues().forEach((name, first) -> {
            var values = NODES.arrayNode().add(json(first));
            var given = first;
            for (var run : runs.stream().skip(1).toList()) {
                given = value(run.run().params(), name).orElse(given);
                values.add(json(given));
            }
            if (!runs.isEmpty() && runs.getLast().status() == RunStatus.SUCCEEDED) {
                values.add(json(after(runs.getLast(), name, given)));
            }
            history.put(name, values);
        });
        return history;
    }

    private Map<String, ParamValue> firstValues() {
        return value(attempt.params(), LoopStep.LOOP_PARAMS)
                .filter(ParamValue.MapValue.class::isInstance)
                .map(map -> ((ParamValue.MapValue) map).values())
                .orElse(Map.of());
    }

    private static Optional<ParamValue> value(Map<String, EvaluatedParam> params, String name) {
        return Optional.ofNullable(params.get(name)).map(EvaluatedParam::value);
    }

    private static ParamValue after(RunHandle iteration, String name, ParamValue given) {
        return iteration.steps().stream()
                .flatMap(step -> value(step.params(), name).stream())
                .reduce((earlier, later) -> later)
                .orElse(given);
    }

    private static JsonNode json(ParamValue value) {
        return JSON.valueToTree(value.toJava());
    }

    /** They are recorded as they stand in the end, with the newest run of the loop's instance. */
    private void addIterations(ObjectNode facts) {
        if (!isNewest(attempt.runId())) {
            return;
        }
        var iterations = facts.putObject("iterations");
        runs.stream()
                .limit(MAX_ITERATIONS)
                .forEach(run ->
                        iterations.set(String.valueOf(run.id().instance()), new RunFacts(host, run).ofIteration()));
    }

    private boolean isNewest(RunId runId) {
        return host.maestro().runs(RunQuery.of(runId.workflow().value()).limit(RunQuery.MAX_LIMIT)).stream()
                .map(WorkflowRun::runId)
                .noneMatch(other -> other.instance() == runId.instance() && other.run() > runId.run());
    }

    /** Returns the facts of the run of a subworkflow, if it has begun. */
    Optional<ObjectNode> ofSubworkflow() {
        return runs.stream().findFirst().map(this::ofChild);
    }

    private ObjectNode ofChild(RunHandle child) {
        var run = child.run();
        var facts = NODES.objectNode();
        facts.put("workflow", run.runId().workflow().value());
        facts.put("version", run.version());
        facts.put("instance", run.runId().instance());
        facts.put("run", run.runId().run());
        facts.put("status", run.status().name());
        var steps = facts.putObject("steps");
        child.steps()
                .forEach(step -> steps.put(step.step().value(), step.status().name()));
        facts.set("params", ParamFacts.ofRun(run.params()));
        return facts;
    }
}
