package io.maestro.jdbc.internal.json;

import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.RefusedStart;
import io.maestro.run.WorkflowRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Evaluated params: an object by name, each with its type, value and who set it. The mode and what was evaluated are there only
 * if they say more.
 */
public final class ParamsJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String TYPE = "type";
    private static final String VALUE = "value";
    private static final String SOURCE = "source";
    private static final String MODE = "mode";
    private static final String COERCED = "coerced";
    private static final String DEFINITION = "definition";

    /** Beside the params of a run that could not start; no param has such a name. */
    private static final String GIVEN = "/given";

    private ParamsJson() {}

    /**
     * Writes params.
     *
     * @param params the params, in their order
     * @return the JSON
     */
    public static JsonNode write(Map<String, EvaluatedParam> params) {
        return params(params);
    }

    /**
     * Writes the params of a run, and what it was given if it could not start with that.
     *
     * @param run the run
     * @return the JSON, or empty if there is nothing of either
     */
    public static Optional<JsonNode> ofRun(WorkflowRun run) {
        var object = params(run.params());
        run.refusedStart().ifPresent(start -> object.set(GIVEN, ModelJson.write(start, RefusedStart.class)));
        return Optional.<JsonNode>of(object).filter(json -> !json.isEmpty());
    }

    private static ObjectNode params(Map<String, EvaluatedParam> params) {
        var object = NODES.objectNode();
        params.forEach((name, param) -> object.set(name, param(param)));
        return object;
    }

    /**
     * Reads what a run was given that could not start.
     *
     * @param json what {@link #ofRun} returned
     * @return it, or empty if the run could start
     */
    public static Optional<RefusedStart> refused(JsonNode json) {
        return Optional.ofNullable(json.get(GIVEN)).map(given -> ModelJson.read(given, RefusedStart.class));
    }

    private static ObjectNode param(EvaluatedParam param) {
        var object = typed(param.value());
        object.put(SOURCE, param.source().name());
        param.definition().mode().ifPresent(mode -> object.put(MODE, mode.name()));
        if (param.coerced()) {
            object.put(COERCED, true);
        }
        if (!param.definition().equals(plain(param.value(), param.definition().mode()))) {
            object.set(DEFINITION, ModelJson.write(param.definition(), ParamDefinition.class));
        }
        return object;
    }

    /** Returns the definition that most params have whose value was given. */
    private static ParamDefinition plain(ParamValue value, Optional<ParamMode> mode) {
        return new ParamDefinition(
                value.type(), ParamDefinition.literal(value).content(), mode, List.of(), Optional.empty(), Map.of());
    }

    private static ObjectNode typed(ParamValue value) {
        var object = NODES.objectNode();
        object.put(TYPE, value.type().name());
        object.set(VALUE, content(value));
        return object;
    }

    private static JsonNode content(ParamValue value) {
        return switch (value) {
            case ParamValue.StringValue(var text) -> NODES.stringNode(text);
            case ParamValue.LongValue(var number) -> NODES.numberNode(number);
            case ParamValue.DoubleValue(var number) -> number(number);
            case ParamValue.BooleanValue(var truth) -> NODES.booleanNode(truth);
            case ParamValue.StringArray(var texts) -> array(texts, NODES::stringNode);
            case ParamValue.LongArray(var numbers) -> array(numbers, number -> NODES.numberNode(number.longValue()));
            case ParamValue.DoubleArray(var numbers) -> array(numbers, ParamsJson::number);
            case ParamValue.BooleanArray(var truths) -> array(truths, NODES::booleanNode);
            case ParamValue.StringMap(var texts) -> object(texts, NODES::stringNode);
            case ParamValue.MapValue(var members) -> object(members, ParamsJson::typed);
        };
    }

    /** JSON has no number for what is infinite or none at all. */
    private static JsonNode number(double number) {
        return Double.isFinite(number) ? NODES.numberNode(number) : NODES.stringNode(Double.toString(number));
    }

    private static <T> JsonNode array(List<T> values, Function<T, JsonNode> form) {
        var array = NODES.arrayNode(values.size());
        values.forEach(value -> array.add(form.apply(value)));
        return array;
    }

    private static <T> JsonNode object(Map<String, T> values, Function<T, JsonNode> form) {
        var object = NODES.objectNode();
        values.forEach((name, value) -> object.set(name, form.apply(value)));
        return object;
    }

    /**
     * Reads params.
     *
     * @param json what {@link #write} or {@link #ofRun} returned
     * @return the params, in their order; unmodifiable
     */
    public static Map<String, EvaluatedParam> read(JsonNode json) {
        var params = new LinkedHashMap<String, EvaluatedParam>();
        json.properties().stream()
                .filter(member -> !member.getKey().equals(GIVEN))
                .forEach(member -> params.put(member.getKey(), param(member.getValue())));
        return Collections.unmodifiableMap(params);
    }

    private static EvaluatedParam param(JsonNode json) {
        var value = value(json);
        var mode = Optional.ofNullable(json.get(MODE)).map(name -> ParamMode.valueOf(name.stringValue()));
        var definition = Optional.ofNullable(json.get(DEFINITION))
                .map(written -> ModelJson.read(written, ParamDefinition.class))
                .orElseGet(() -> plain(value, mode));
        return new EvaluatedParam(
                definition, value, ParamSource.valueOf(json.get(SOURCE).stringValue()), json.has(COERCED));
    }

    private static ParamValue value(JsonNode json) {
        var content = json.get(VALUE);
        return switch (ParamType.valueOf(json.get(TYPE).stringValue())) {
            case STRING -> ParamValue.of(content.stringValue());
            case LONG -> ParamValue.of(content.longValue());
            case DOUBLE -> ParamValue.of(decimal(content));
            case BOOLEAN -> ParamValue.of(content.booleanValue());
            case STRING_ARRAY -> new ParamValue.StringArray(list(content, JsonNode::stringValue));
            case LONG_ARRAY -> new ParamValue.LongArray(list(content, JsonNode::longValue));
            case DOUBLE_ARRAY -> new ParamValue.DoubleArray(list(content, ParamsJson::decimal));
            case BOOLEAN_ARRAY -> new ParamValue.BooleanArray(list(content, JsonNode::booleanValue));
            case STRING_MAP -> new ParamValue.StringMap(map(content, JsonNode::stringValue));
            case MAP -> new ParamValue.MapValue(map(content, ParamsJson::value));
        };
    }

    private static double decimal(JsonNode json) {
        return json.isString() ? Double.parseDouble(json.stringValue()) : json.doubleValue();
    }

    private static <T> List<T> list(JsonNode json, Function<JsonNode, T> reader) {
        var list = new ArrayList<T>(json.size());
        json.forEach(element -> list.add(reader.apply(element)));
        return list;
    }

    private static <T> Map<String, T> map(JsonNode json, Function<JsonNode, T> reader) {
        var map = new LinkedHashMap<String, T>();
        json.properties().forEach(member -> map.put(member.getKey(), reader.apply(member.getValue())));
        return map;
    }
}
