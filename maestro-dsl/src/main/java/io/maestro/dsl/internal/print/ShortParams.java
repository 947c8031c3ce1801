package io.maestro.dsl.internal.print;

import io.maestro.dsl.internal.bind.ParamKey;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes params in the short form (spec: definitions, section 5.4). */
final class ShortParams {

    private ShortParams() {}

    /**
     * Puts params beside other members.
     *
     * @param reserved names that a key must not be, as they have another meaning there
     */
    static void put(Map<String, ParamDefinition> params, Set<String> reserved, Tree tree) {
        params.forEach((name, param) -> {
            if (!param.tags().isEmpty()
                    || param.validator().isPresent()
                    || !param.meta().isEmpty()) {
                throw tree.unwritable("the param '" + name + "' has more than a value, a type and a mode");
            }
            var value = value(name, param, tree);
            tree.put(key(name, param, value, reserved, tree), value);
        });
    }

    private static String key(String name, ParamDefinition param, Object value, Set<String> reserved, Tree tree) {
        boolean isExpression = param.content() instanceof ParamDefinition.Expression;
        var mode = param.mode().map(known -> known.name().toLowerCase(Locale.ROOT));
        boolean needsType = isExpression
                ? param.type() != ParamType.STRING
                : reserved.contains(name) || !isImplied(param.type(), value);
        var type = needsType ? Optional.of(ParamKey.word(param.type())) : Optional.<String>empty();
        var key = new ParamKey(isExpression, name, type, mode);
        if (!ParamKey.of(key.text()).equals(key)) {
            throw tree.unwritable("the name of the param '" + name + "' cannot be part of a key");
        }
        return key.text();
    }

    /** Tells whether a value alone tells the type. */
    private static boolean isImplied(ParamType type, Object value) {
        return switch (type) {
            case LONG_ARRAY, DOUBLE_ARRAY, BOOLEAN_ARRAY -> !value.equals(List.of());
            case MAP ->
                value instanceof Map<?, ?> map
                        && (map.isEmpty() || !map.values().stream().allMatch(String.class::isInstance));
            case STRING, LONG, DOUBLE, BOOLEAN, STRING_ARRAY, STRING_MAP -> true;
        };
    }

    private static Object value(String name, ParamDefinition param, Tree tree) {
        return switch (param.content()) {
            case ParamDefinition.Expression expression -> expression.text();
            case ParamDefinition.Members map -> {
                var members = tree.inner();
                put(map.members(), Set.of(), members);
                yield members.members();
            }
            case ParamDefinition.Literal literal -> literal(name, literal.value(), tree);
            case ParamDefinition.Code code ->
                throw tree.unwritable("the param '" + name + "' is computed by Java code, which has no text");
            case ParamDefinition.Unset unset ->
                throw tree.unwritable("the param '" + name + "' has neither a value nor an expression");
        };
    }

    private static Object literal(String name, ParamValue value, Tree tree) {
        return switch (value) {
            case ParamValue.DoubleValue number -> decimal(name, number.value(), tree);
            case ParamValue.DoubleArray numbers ->
                numbers.values().stream()
                        .map(number -> decimal(name, number, tree))
                        .toList();
            case ParamValue.StringMap map
            when map.values().isEmpty() ->
                throw tree.unwritable(
                        "the param '" + name + "' is a map without texts, which would be taken for a MAP");
            default -> value.toJava();
        };
    }

    /** YAML knows a number with an exponent by the sign of that. */
    private static Object decimal(String name, double number, Tree tree) {
        if (!Double.isFinite(number)) {
            throw tree.unwritable("the param '" + name + "' holds " + number + ", which is no number in YAML");
        }
        boolean isNegativeZero = number == 0 && 1 / number < 0;
        return isNegativeZero ? (Object) number : new BigDecimal(Double.toString(number));
    }
}
