package io.maestro.conformance.sel;

import io.maestro.conformance.Answers;
import io.maestro.conformance.Deviation;
import io.maestro.conformance.StoppedWorld;
import io.maestro.conformance.Suite;
import io.maestro.internal.eval.EvalHost;
import io.maestro.internal.eval.Expression;
import io.maestro.internal.eval.port.EvalResult;
import io.maestro.param.ParamValue;
import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Expressions with their inputs, and what they come to. */
public final class SelSuite implements Suite {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public String name() {
        return "sel";
    }

    @Override
    public List<String> members() {
        return List.of("id", "expr");
    }

    @Override
    public String question(JsonNode vector) {
        return vector.get("expr").asString();
    }

    @Override
    public List<Deviation> deviations() {
        return SelDeviations.all();
    }

    @Override
    public JsonNode expected(JsonNode vector) {
        var answer = JsonNodeFactory.instance.objectNode();
        answer.set("refs", vector.get("refs"));
        answer.put("type", vector.get("result_type").asString());
        return answer.set("value", vector.get("result"));
    }

    @Override
    public JsonNode answer(JsonNode vector) {
        try {
            var expression = Expression.compile(vector.get("expr").asString(), limits(vector.path("limits")));
            var result = expression.evaluate(inputs(vector), EvalHost.of(StoppedWorld.INSTANCE));
            var answer = JsonNodeFactory.instance.objectNode();
            answer.set("refs", JSON.valueToTree(expression.references()));
            answer.put("type", result.type().name());
            return answer.set("value", JSON.readTree(JSON.writeValueAsString(plain(result))));
        } catch (SelException e) {
            return Answers.error(e.problem().category().name());
        }
    }

    private static Object plain(EvalResult result) {
        return switch (result) {
            case EvalResult.Value(var value) -> value.toJava();
            case EvalResult.Unset ignored -> JsonNodeFactory.instance.nullNode();
            case EvalResult.TextsWithGaps(var texts) -> texts;
        };
    }

    private static EvalLimits limits(JsonNode given) {
        var limits = EvalLimits.defaults();
        limits = limits.withSourceLength(given.path("length_limit").asInt(limits.sourceLength()));
        limits = limits.withLoopPasses(given.path("loop_limit").asInt(limits.loopPasses()));
        limits = limits.withArrayLength(given.path("array_limit").asInt(limits.arrayLength()));
        limits = limits.withOperations(given.path("visit_limit").asLong(limits.operations()));
        limits = limits.withStackDepth(given.path("stack_limit").asInt(limits.stackDepth()));
        return limits.withMemory(given.path("memory_limit").asLong(limits.memory()));
    }

    private static Map<String, ParamValue> inputs(JsonNode vector) {
        var inputs = new LinkedHashMap<String, ParamValue>();
        for (var input : vector.path("params").properties()) {
            var type = vector.get("param_types").get(input.getKey()).asString();
            inputs.put(input.getKey(), value(input.getValue(), type));
        }
        return inputs;
    }

    private static ParamValue value(JsonNode node, String type) {
        var elements = new ArrayList<JsonNode>(node.values());
        return switch (type) {
            case "STRING" -> ParamValue.of(node.asString());
            case "LONG" -> ParamValue.of(node.asLong());
            case "DOUBLE" -> ParamValue.of(node.asDouble());
            case "BOOLEAN" -> ParamValue.of(node.asBoolean());
            case "STRING_ARRAY" ->
                new ParamValue.StringArray(
                        elements.stream().map(JsonNode::asString).toList());
            case "LONG_ARRAY" ->
                new ParamValue.LongArray(elements.stream().map(JsonNode::asLong).toList());
            case "DOUBLE_ARRAY" ->
                new ParamValue.DoubleArray(
                        elements.stream().map(JsonNode::asDouble).toList());
            case "BOOLEAN_ARRAY" ->
                new ParamValue.BooleanArray(
                        elements.stream().map(JsonNode::asBoolean).toList());
            default -> {
                var members = new LinkedHashMap<String, ParamValue>();
                node.properties()
                        .forEach(member ->
                                members.put(member.getKey(), value(member.getValue(), typeOf(member.getValue()))));
                yield new ParamValue.MapValue(members);
            }
        };
    }

    /** Within a map JSON alone tells the type. */
    private static String typeOf(JsonNode node) {
        if (node.isArray()) {
            return (node.isEmpty() ? "STRING" : typeOf(node.get(0))) + "_ARRAY";
        }
        if (node.isObject()) {
            return "MAP";
        }
        if (node.isString()) {
            return "STRING";
        }
        if (node.isBoolean()) {
            return "BOOLEAN";
        }
        return node.isIntegralNumber() ? "LONG" : "DOUBLE";
    }
}
