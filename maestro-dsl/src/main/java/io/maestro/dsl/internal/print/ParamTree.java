package io.maestro.dsl.internal.print;

import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import java.util.List;
import java.util.Map;

/** Writes params (spec: definitions, section 3.1). */
final class ParamTree {

    private static final List<String> KNOWN = List.of("type", "value", "expression", "mode", "tags", "validator");

    private ParamTree() {}

    static Map<String, Object> of(Map<String, ParamDefinition> params, Tree owner) {
        var tree = owner.inner();
        params.forEach((name, param) -> {
            if (param.content() instanceof ParamDefinition.Unset) {
                throw owner.unwritable("the param '" + name + "' has neither a value nor an expression");
            }
            tree.put(name, param(name, param, owner));
        });
        return tree.members();
    }

    static Map<String, Object> param(String name, ParamDefinition param, Tree owner) {
        var tree = owner.inner().put("type", param.type().name());
        switch (param.content()) {
            case ParamDefinition.Literal literal -> tree.put("value", literal(name, literal.value(), owner));
            case ParamDefinition.Members map -> {
                var members = owner.inner();
                map.members().forEach((member, definition) -> members.put(member, param(member, definition, owner)));
                tree.put("value", members.members());
            }
            case ParamDefinition.Expression expression -> tree.put("expression", expression.text());
            case ParamDefinition.Code code ->
                throw owner.unwritable("the param '" + name + "' is computed by Java code, which has no text");
            case ParamDefinition.Unset unset -> {}
        }
        return tree.put("mode", param.mode(), Enum::name)
                .put("validator", param.validator())
                .putTags(param.tags())
                .putFree(param.meta(), KNOWN)
                .members();
    }

    private static Object literal(String name, ParamValue value, Tree owner) {
        boolean finite = !(value instanceof ParamValue.DoubleValue number && !Double.isFinite(number.value()))
                && !(value instanceof ParamValue.DoubleArray numbers
                        && !numbers.values().stream().allMatch(Double::isFinite));
        if (!finite) {
            throw owner.unwritable("the param '" + name + "' holds " + value.toJava() + ", which is no number in JSON");
        }
        return value.toJava();
    }
}
