package io.maestro.internal.eval.merge;

import io.maestro.internal.eval.coercion.Coerced;
import io.maestro.internal.eval.coercion.Coercion;
import io.maestro.internal.eval.coercion.ParamJson;
import io.maestro.param.ParamDefinition.Content;
import io.maestro.param.ParamDefinition.Literal;
import io.maestro.param.ParamErrorCategory;
import io.maestro.param.ParamRuleException;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.math.BigDecimal;
import java.util.Optional;

/** Fits a literal to the type of the param that it overrides: the first type of a param stays. */
final class LiteralConversion {

    private LiteralConversion() {}

    /** Returns the content, its literal of the given type; what an expression comes to is seen when it is evaluated. */
    static Content to(ParamType type, String name, Content content) {
        if (!(content instanceof Literal(var value)) || value.type() == type) {
            return content;
        }
        return converted(type, value)
                .map(Literal::new)
                .orElseThrow(() -> new ParamRuleException(
                        name,
                        ParamErrorCategory.TYPE,
                        "merge-type-mismatch",
                        "is a " + type + " and cannot be overridden by the " + value.type() + " "
                                + ParamJson.shown(value)));
    }

    private static Optional<ParamValue> converted(ParamType type, ParamValue value) {
        if (type == ParamType.STRING && value instanceof ParamValue.DoubleValue(double number)) {
            return Optional.of(ParamValue.of(decimal(number)));
        }
        // A literal MAP is given by its members, and a single value has none.
        return type == ParamType.MAP
                ? Optional.empty()
                : Coercion.to(type, value).map(Coerced::value);
    }

    /** A literal is a decimal number as its author wrote it, so its text is not that of a double. */
    private static String decimal(double number) {
        var text = Double.toString(number);
        return text.contains("E") ? new BigDecimal(text.replace(".0E", "E")).toString() : text;
    }
}
