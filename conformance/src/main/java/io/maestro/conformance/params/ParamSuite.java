package io.maestro.conformance.params;

import io.maestro.conformance.Answers;
import io.maestro.conformance.Deviation;
import io.maestro.conformance.Suite;
import io.maestro.internal.eval.coercion.ParamJson;
import io.maestro.internal.eval.merge.Cleanup;
import io.maestro.internal.eval.merge.ParamLayer;
import io.maestro.internal.eval.merge.ParamMerge;
import io.maestro.internal.eval.merge.Provenance;
import io.maestro.internal.eval.params.OtherSteps;
import io.maestro.internal.eval.params.OtherSteps.OtherStep;
import io.maestro.internal.eval.params.StepEvaluation;
import io.maestro.internal.eval.params.WorkflowEvaluation;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamException;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Layers of params and what they are merged to, and params with what they come to. */
public final class ParamSuite implements Suite {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Override
    public String name() {
        return "params";
    }

    @Override
    public List<String> members() {
        return List.of("id", "op");
    }

    @Override
    public String question(JsonNode vector) {
        return vector.get(isMerge(vector) ? "layers" : "workflow_params").toString();
    }

    @Override
    public List<Deviation> deviations() {
        return ParamDeviations.all();
    }

    @Override
    public JsonNode expected(JsonNode vector) {
        var answer = NODES.objectNode();
        vector.get("expect").properties().forEach(part -> answer.set(part.getKey(), inOrder(part.getValue())));
        return answer;
    }

    @Override
    public JsonNode answer(JsonNode vector) {
        try {
            return isMerge(vector) ? merged(vector) : evaluated(vector);
        } catch (ParamException e) {
            return Answers.error(e.category().name());
        }
    }

    private static boolean isMerge(JsonNode vector) {
        return vector.get("op").asString().equals("merge");
    }

    /** The order of params is part of the answer, but objects are equal in any order. */
    private static ArrayNode inOrder(JsonNode params) {
        var list = NODES.arrayNode();
        params.properties().forEach(param -> list.add(NODES.objectNode().set(param.getKey(), param.getValue())));
        return list;
    }

    private static JsonNode merged(JsonNode vector) {
        Map<String, ParamDefinition> merged = Map.of();
        for (var layer : vector.get("layers").values()) {
            boolean allowEmpty = layer.path("allow_empty").asBoolean(false);
            var params = allowEmpty
                    ? ParamReader.paramsOrEmpty(layer.get("params"))
                    : ParamReader.params(layer.get("params"));
            merged = ParamMerge.merge(
                    merged,
                    new ParamLayer(
                            ParamSource.valueOf(layer.get("source").asString()),
                            params,
                            layer.path("upstream").asBoolean(false),
                            layer.path("restart").asBoolean(false),
                            allowEmpty));
        }
        return NODES.objectNode().set("merged", inOrder(tree(Cleanup.of(merged))));
    }

    private static ObjectNode tree(Map<String, ParamDefinition> params) {
        var tree = NODES.objectNode();
        params.forEach((name, param) -> tree.set(name, tree(name, param)));
        return tree;
    }

    private static ObjectNode tree(String name, ParamDefinition param) {
        var tree = NODES.objectNode().put("type", param.type().name());
        switch (param.content()) {
            case ParamDefinition.Literal(var value) -> tree.set("value", JSON.readTree(ParamJson.of(value)));
            case ParamDefinition.Members(var members) -> tree.set("value", tree(members));
            case ParamDefinition.Expression(var text) -> tree.put("expression", text);
            case ParamDefinition.Code ignored -> throw new IllegalStateException(name + " has no text");
            case ParamDefinition.Unset ignored -> throw new IllegalStateException(name + " is not cleaned up");
        }
        tree.put("mode", param.mode().orElseThrow().name());
        return tree.put("source", Provenance.source(name, param).orElseThrow().name());
    }

    private static JsonNode evaluated(JsonNode vector) {
        var answer = NODES.objectNode();
        var ofRun = WorkflowEvaluation.evaluate(
                RecordedWorld.run(), RecordedWorld.COMPILERS, definitions(vector.get("workflow_params")));
        answer.set("workflow_params", values(ofRun));
        if (vector.has("step_params")) {
            var world =
                    RecordedWorld.step(vector.get("step_id").asString(), ofRun, steps(vector.path("upstream_steps")));
            var params = definitions(vector.get("step_params"));
            answer.set(
                    "step_params", values(new StepEvaluation(world, RecordedWorld.COMPILERS, params, Map.of()).all()));
        }
        return answer;
    }

    private static Map<String, ParamDefinition> definitions(JsonNode params) {
        var layer = ParamLayer.of(ParamSource.DEFINITION, ParamReader.params(params));
        return Cleanup.of(ParamMerge.merge(Map.of(), layer));
    }

    private static ArrayNode values(Map<String, EvaluatedParam> params) {
        var tree = NODES.objectNode();
        params.forEach((name, param) -> {
            var value = NODES.objectNode().put("type", param.type().name());
            value.set("value", JSON.readTree(ParamJson.of(param.value())));
            if (param.coerced()) {
                value.put("coerced", true);
            }
            tree.set(name, value);
        });
        return inOrder(tree);
    }

    private static OtherSteps steps(JsonNode nodes) {
        var steps = new LinkedHashMap<String, OtherStep>();
        for (var step : nodes.properties()) {
            var node = step.getValue();
            steps.put(
                    step.getKey(),
                    new OtherStep(
                            stepParams(node.path("params")),
                            Optional.ofNullable(node.get("status")).map(JsonNode::asString),
                            Optional.ofNullable(node.get("end_time"))
                                    .map(time -> Instant.ofEpochMilli(time.asLong()))));
        }
        return id -> Optional.ofNullable(steps.get(id));
    }

    private static Map<String, EvaluatedParam> stepParams(JsonNode nodes) {
        var params = new LinkedHashMap<String, EvaluatedParam>();
        for (var param : nodes.properties()) {
            var name = param.getKey();
            var type = ParamType.valueOf(param.getValue().get("type").asString());
            Optional.ofNullable(param.getValue().get("evaluated_result"))
                    .flatMap(result -> ParamReader.value(name, type, result))
                    .ifPresent(value -> params.put(
                            name,
                            new EvaluatedParam(ParamDefinition.literal(value), value, ParamSource.DEFINITION, false)));
        }
        return params;
    }
}
