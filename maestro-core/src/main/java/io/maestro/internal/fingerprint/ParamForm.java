package io.maestro.internal.fingerprint;

import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import java.util.Map;

/**
 * The canonical form of params. Their order counts, as it can decide which of two params of the same name is seen, how a loop
 * counts, and what a map looks like in a text.
 */
final class ParamForm {

    private ParamForm() {}

    static void write(Map<String, ParamDefinition> params, Form form) {
        form.inOrder(params, param -> write(param, form));
    }

    static void write(ParamDefinition param, Form form) {
        switch (param) {
            case ParamDefinition(var type, var content, var mode, var tags, var validator, var meta) -> {
                form.constant(type);
                content(content, form);
                form.maybe(mode, form::constant);
                DefinitionForm.tags(tags, form);
                form.maybe(validator, form::text).free(meta);
            }
        }
    }

    private static void content(ParamDefinition.Content content, Form form) {
        switch (content) {
            case ParamDefinition.Literal(var value) -> form.a("literal", () -> value(value, form));
            case ParamDefinition.Members(var members) -> form.a("members", () -> write(members, form));
            case ParamDefinition.Expression(var text) -> form.a("expression", () -> form.text(text));
            case ParamDefinition.Code() -> form.a("code", () -> {});
            case ParamDefinition.Unset() -> form.a("unset", () -> {});
        }
    }

    static void value(ParamValue value, Form form) {
        form.constant(value.type());
        switch (value) {
            case ParamValue.StringValue(var text) -> form.text(text);
            case ParamValue.LongValue(var number) -> form.number(number);
            case ParamValue.DoubleValue(var number) -> form.decimal(number);
            case ParamValue.BooleanValue(var flag) -> form.flag(flag);
            case ParamValue.StringArray(var texts) -> form.list(texts, form::text);
            case ParamValue.LongArray(var numbers) -> form.list(numbers, form::number);
            case ParamValue.DoubleArray(var numbers) -> form.list(numbers, form::decimal);
            case ParamValue.BooleanArray(var flags) -> form.list(flags, form::flag);
            case ParamValue.StringMap(var texts) -> form.inOrder(texts, form::text);
            case ParamValue.MapValue(var members) -> form.inOrder(members, member -> value(member, form));
        }
    }
}
