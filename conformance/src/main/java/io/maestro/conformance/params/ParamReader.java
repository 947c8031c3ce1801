package io.maestro.conformance.params;

import io.maestro.internal.eval.coercion.Coercion;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamDefinition.Content;
import io.maestro.param.ParamErrorCategory;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamRuleException;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.tag.Tag;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads params of recorded vectors as Netflix Maestro's JSON binding reads them. Core itself knows no JSON of definitions. */
public final class ParamReader {

    private static final Set<String> KNOWN = Set.of("type", "value", "expression", "mode", "tags", "validator");

    private ParamReader() {}

    /**
     * Reads params.
     *
     * @param params an object with a member for each; or nothing
     * @return the params by name, in their order
     * @throws io.maestro.param.ParamException if something is wrong with one
     */
    public static Map<String, ParamDefinition> params(JsonNode params) {
        return params(params, true);
    }

    static Map<String, ParamDefinition> paramsOrEmpty(JsonNode params) {
        return params(params, false);
    }

    private static Map<String, ParamDefinition> params(JsonNode params, boolean needsContent) {
        var result = new LinkedHashMap<String, ParamDefinition>();
        for (var entry : params.properties()) {
            result.put(entry.getKey(), param(entry.getKey(), entry.getValue(), needsContent));
        }
        return result;
    }

    private static ParamDefinition param(String name, JsonNode node, boolean needsContent) {
        if (!node.isObject() || !node.path("type").isString()) {
            throw malformed(name);
        }
        var type = constant(name, ParamType.class, node.get("type"));
        var value = present(node, "value").flatMap(found -> literal(name, type, found));
        var expression =
                present(node, "expression").<Content>map(text -> new ParamDefinition.Expression(text(name, text)));
        if (needsContent && value.isPresent() == expression.isPresent()) {
            throw new ParamRuleException(name, ParamErrorCategory.DEFINITION, "value-xor-expression", "");
        }
        var meta = new LinkedHashMap<String, Object>();
        node.properties().stream()
                .filter(member -> !KNOWN.contains(member.getKey()))
                .forEach(member -> meta.put(member.getKey(), free(member.getValue())));
        return new ParamDefinition(
                type,
                value.or(() -> expression).orElse(new ParamDefinition.Unset()),
                present(node, "mode").map(mode -> constant(name, ParamMode.class, mode)),
                present(node, "tags").map(tags -> tags(name, tags)).orElse(List.of()),
                present(node, "validator").map(text -> text(name, text)),
                meta);
    }

    /** The engine reads only texts of these. */
    private static String free(JsonNode node) {
        return node.isContainer() ? node.toString() : node.asString();
    }

    private static List<Tag> tags(String name, JsonNode node) {
        var tags = elements(name, node, tag -> Tag.of(text(name, tag.isObject() ? tag.path("name") : tag)));
        require(name, tags.stream().distinct().count() == tags.size());
        return tags;
    }

    private static Optional<JsonNode> present(JsonNode node, String member) {
        return Optional.ofNullable(node.get(member)).filter(found -> !found.isNull());
    }

    private static <E extends Enum<E>> E constant(String name, Class<E> type, JsonNode node) {
        try {
            return Enum.valueOf(type, text(name, node).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw malformed(name);
        }
    }

    private static Optional<Content> literal(String name, ParamType type, JsonNode node) {
        if (type == ParamType.MAP) {
            require(name, node.isObject());
            return Optional.of(new ParamDefinition.Members(params(node, false)));
        }
        return value(name, type, node).map(ParamDefinition.Literal::new);
    }

    /** Returns the value that a node is of a type; empty for an empty text where a number should be. */
    static Optional<ParamValue> value(String name, ParamType type, JsonNode node) {
        return switch (type) {
            case STRING -> Optional.of(ParamValue.of(text(name, node)));
            case LONG -> integer(name, node).map(ParamValue::of);
            case DOUBLE -> decimal(name, node).map(ParamValue::of);
            case BOOLEAN -> truth(name, node).map(ParamValue::of);
            case STRING_ARRAY ->
                Optional.of(new ParamValue.StringArray(elements(name, node, found -> text(name, found))));
            case LONG_ARRAY ->
                Optional.of(new ParamValue.LongArray(elements(
                        name,
                        node,
                        found -> found.isNull() ? 0L : integer(name, found).orElse(0L))));
            case DOUBLE_ARRAY ->
                Optional.of(new ParamValue.DoubleArray(
                        elements(name, node, found -> decimal(name, found).orElseThrow(() -> isNull(name)))));
            case BOOLEAN_ARRAY ->
                Optional.of(new ParamValue.BooleanArray(elements(
                        name,
                        node,
                        found -> !found.isNull() && truth(name, found).orElse(false))));
            case STRING_MAP -> {
                require(name, node.isObject());
                var texts = new LinkedHashMap<String, String>();
                node.properties().forEach(entry -> texts.put(entry.getKey(), text(name, entry.getValue())));
                yield Optional.of(new ParamValue.StringMap(texts));
            }
            case MAP -> {
                var members = new LinkedHashMap<String, ParamValue>();
                node.properties()
                        .forEach(entry -> value(name, typeOf(entry.getValue()), entry.getValue())
                                .ifPresent(member -> members.put(entry.getKey(), member)));
                yield Optional.of(new ParamValue.MapValue(members));
            }
        };
    }

    private static <T> List<T> elements(String name, JsonNode node, Function<JsonNode, T> element) {
        require(name, node.isArray());
        var elements = new ArrayList<T>();
        node.values().forEach(found -> elements.add(element.apply(found)));
        return elements;
    }

    private static String text(String name, JsonNode node) {
        if (node.isNull()) {
            throw isNull(name);
        }
        require(name, node.isValueNode());
        return node.asString();
    }

    private static Optional<Long> integer(String name, JsonNode node) {
        if (node.isString() && !node.asString().isBlank()) {
            return Optional.of(Coercion.integerIn(node.asString().strip()).orElseThrow(() -> malformed(name)));
        }
        return decimalIn(name, node).map(number -> {
            var whole = number.toBigInteger();
            require(name, whole.bitLength() < Long.SIZE);
            return whole.longValue();
        });
    }

    private static Optional<Double> decimal(String name, JsonNode node) {
        return decimalIn(name, node).map(BigDecimal::doubleValue);
    }

    private static Optional<BigDecimal> decimalIn(String name, JsonNode node) {
        if (node.isNull() || (node.isString() && node.asString().isBlank())) {
            return Optional.empty();
        }
        require(name, node.isNumber() || node.isString());
        try {
            return Optional.of(new BigDecimal(node.asString().strip()));
        } catch (NumberFormatException e) {
            throw malformed(name);
        }
    }

    private static Optional<Boolean> truth(String name, JsonNode node) {
        if (node.isIntegralNumber()) {
            return Optional.of(node.asLong() != 0);
        }
        if (node.isString() && node.asString().isBlank()) {
            return Optional.empty();
        }
        var text = node.asString();
        require(name, Set.of("true", "True", "TRUE", "false", "False", "FALSE").contains(text));
        return Optional.of(Boolean.parseBoolean(text));
    }

    private static ParamType typeOf(JsonNode node) {
        if (node.isArray()) {
            return ParamType.valueOf((node.isEmpty() ? ParamType.STRING : typeOf(node.get(0))) + "_ARRAY");
        }
        if (node.isObject()) {
            return ParamType.MAP;
        }
        if (node.isString()) {
            return ParamType.STRING;
        }
        if (node.isBoolean()) {
            return ParamType.BOOLEAN;
        }
        return node.isIntegralNumber() ? ParamType.LONG : ParamType.DOUBLE;
    }

    private static void require(String name, boolean wellFormed) {
        if (!wellFormed) {
            throw malformed(name);
        }
    }

    private static ParamRuleException malformed(String name) {
        return new ParamRuleException(name, ParamErrorCategory.DEFINITION, "json", "is malformed");
    }

    private static ParamRuleException isNull(String name) {
        return new ParamRuleException(name, ParamErrorCategory.NULL, "null", "holds null");
    }
}
