package io.maestro;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/** A compiled expression, from {@link Sel#compile(String)}. Immutable and thread-safe: compile once, evaluate often. */
public interface SelExpression {

    /**
     * Returns the text that was compiled.
     *
     * @return the text
     */
    String text();

    /**
     * Returns the names that the expression reads. A name that it assigns first is none of them, nor are the classes of the
     * language; {@code params}, which stands for all inputs, is one if it is used.
     *
     * @return the names, sorted
     */
    Set<String> references();

    /**
     * Evaluates the expression.
     *
     * @param inputs the values by name, of any type that {@link io.maestro.param.ParamCodec#encode} takes. Names that the
     *     expression does not refer to are not looked at, unless it uses {@code params}, through which it sees them all. A
     *     null counts as no input
     * @return the result
     * @throws io.maestro.sel.SelEvaluationException if a name that the expression refers to is no input, if the expression
     *     comes to no value, or if its operations do not fit their operands
     * @throws io.maestro.sel.SelThrownException if the expression ends with its own {@code throw}
     * @throws io.maestro.sel.SelLimitException if it uses up one of its limits
     * @throws io.maestro.param.ParamConversionException if an input has a type that no param has
     */
    SelResult evaluate(Map<String, ?> inputs);

    /**
     * Evaluates the expression without inputs.
     *
     * @return the result
     * @throws io.maestro.sel.SelException if there is none
     */
    default SelResult evaluate() {
        return evaluate(Map.of());
    }

    /**
     * Returns this expression with another clock: that of {@code new DateTime()} and {@code System.currentTimeMillis()}.
     * Default: the system's.
     *
     * @param clock the clock
     * @return the changed expression
     */
    SelExpression at(InstantSource clock);

    /**
     * Returns this expression with another time zone for the dates that name none. Default: UTC, whatever the zone of the
     * machine.
     *
     * @param zone the time zone
     * @return the changed expression
     */
    SelExpression in(ZoneId zone);
}
