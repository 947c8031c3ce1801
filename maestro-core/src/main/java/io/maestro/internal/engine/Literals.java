package io.maestro.internal.engine;

import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The values of params that are written down. */
final class Literals {

    private Literals() {}

    /** Returns the values of those params that have one, in their order. */
    static Map<String, ParamValue> valuesOf(Map<String, ParamDefinition> params) {
        if (params.isEmpty()) {
            return Map.of();
        }
        var values = new LinkedHashMap<String, ParamValue>();
        params.forEach((name, param) -> valueOf(param).ifPresent(value -> values.put(name, value)));
        return Collections.unmodifiableMap(values);
    }

    private static Optional<ParamValue> valueOf(ParamDefinition param) {
        return switch (param.content()) {
            case ParamDefinition.Literal literal -> Optional.of(literal.value());
            case ParamDefinition.Members map -> Optional.of(new ParamValue.MapValue(valuesOf(map.members())));
            case ParamDefinition.Unset unset -> Optional.empty();
            case ParamDefinition.Expression expression ->
                throw new IllegalStateException("the expression '" + expression.text() + "' was let through unread");
        };
    }
}
