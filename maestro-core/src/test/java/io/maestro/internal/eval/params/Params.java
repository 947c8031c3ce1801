package io.maestro.internal.eval.params;

import io.maestro.internal.eval.coercion.Coerced;
import io.maestro.internal.eval.coercion.Coercion;
import io.maestro.internal.eval.merge.Cleanup;
import io.maestro.internal.eval.merge.ParamLayer;
import io.maestro.internal.eval.merge.ParamMerge;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamDefinition.Content;
import io.maestro.param.ParamException;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamType;
import io.maestro.tag.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shorthands for tests: params as JSON with single quotes. */
final class Params {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    private static final Set<String> KNOWN = Set.of("type", "value", "expression", "mode", "tags", "validator");

    private Params() {}

    static Map<String, ParamDefinition> of(String json) {
        return definitions(JSON.readTree(json));
    }

    private static Map<String, ParamDefinition> definitions(JsonNode params) {
        var definitions = new LinkedHashMap<String, ParamDefinition>();
        params.properties().forEach(param -> definitions.put(param.getKey(), definition(param.getValue())));
        return definitions;
    }

    private static ParamDefinition definition(JsonNode param) {
        var type = ParamType.valueOf(param.get("type").asString());
        var meta = new LinkedHashMap<String, Object>();
        param.properties().stream()
                .filter(member -> !KNOWN.contains(member.getKey()))
                .forEach(member -> meta.put(member.getKey(), member.getValue().asString()));
        return new ParamDefinition(
                type,
                content(type, param),
                Optional.ofNullable(param.get("mode")).map(mode -> ParamMode.valueOf(mode.asString())),
                param.path("tags").values().stream()
                        .map(tag -> Tag.of(tag.asString()))
                        .toList(),
                Optional.ofNullable(param.get("validator")).map(JsonNode::asString),
                meta);
    }

    private static Content content(ParamType type, JsonNode param) {
        if (param.has("expression")) {
            return new ParamDefinition.Expression(param.get("expression").asString());
        }
        if (!param.has("value")) {
            return new ParamDefinition.Unset();
        }
        if (type == ParamType.MAP) {
            return new ParamDefinition.Members(definitions(param.get("value")));
        }
        var plain = ParamCodec.encode("value", JSON.treeToValue(param.get("value"), Object.class));
        return new ParamDefinition.Literal(
                Coercion.to(type, plain).map(Coerced::value).orElseThrow());
    }

    static ParamLayer layer(ParamSource source, String json) {
        return ParamLayer.of(source, of(json));
    }

    static Map<String, ParamDefinition> merged(ParamLayer... layers) {
        Map<String, ParamDefinition> merged = Map.of();
        for (var layer : layers) {
            merged = ParamMerge.merge(merged, layer);
        }
        return merged;
    }

    static Map<String, EvaluatedParam> evaluated(String json) {
        return evaluated(Worlds.run(), json);
    }

    static Map<String, EvaluatedParam> evaluated(RunWorld world, String json) {
        return WorkflowEvaluation.evaluate(world, Worlds.COMPILERS, defined(json));
    }

    static Map<String, ParamDefinition> defined(String json) {
        return Cleanup.of(merged(layer(ParamSource.DEFINITION, json)));
    }

    static <T> T get(Map<String, T> params, String name) {
        return Optional.ofNullable(params.get(name)).orElseThrow(() -> new AssertionError("no param " + name));
    }

    /** Returns plain values in the order of the params. */
    static Map<String, Object> plain(Map<String, EvaluatedParam> params) {
        var plain = new LinkedHashMap<String, Object>();
        params.forEach((name, param) -> plain.put(name, param.value().toJava()));
        return plain;
    }

    /** Returns the error as {@code CATEGORY/detail}. */
    static String error(ThrowingCallable call) {
        var e = failure(call);
        return e.category() + "/" + e.detail();
    }

    static ParamException failure(ThrowingCallable call) {
        return Optional.ofNullable(Assertions.catchThrowableOfType(ParamException.class, call))
                .orElseThrow(() -> new AssertionError("expected an error of params"));
    }
}
