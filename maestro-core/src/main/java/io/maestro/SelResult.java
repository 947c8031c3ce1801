package io.maestro;

import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;

/**
 * What an expression came to. Read as a type, it is what a param of that type makes of it: a BOOLEAN is also read from the text
 * {@code "true"}, a LONG from a text of digits, a DOUBLE from a LONG, a STRING from any single value.
 */
public interface SelResult {

    /**
     * Returns the value. Of an array of texts in which some were never assigned, these are empty.
     *
     * @return the value
     */
    ParamValue value();

    /**
     * Returns the value as a param of a type takes it.
     *
     * @param type the type
     * @return the value, of that type
     * @throws io.maestro.sel.SelEvaluationException if it cannot be one
     */
    ParamValue as(ParamType type);

    /**
     * Returns the value as a condition.
     *
     * @return true or false
     * @throws io.maestro.sel.SelEvaluationException if it is neither
     */
    boolean asBoolean();

    /**
     * Returns the value as an integer.
     *
     * @return the integer
     * @throws io.maestro.sel.SelEvaluationException if it is none
     */
    long asLong();

    /**
     * Returns the value as a number.
     *
     * @return the number
     * @throws io.maestro.sel.SelEvaluationException if it is none
     */
    double asDouble();

    /**
     * Returns the value as text.
     *
     * @return the text; of a double it is Java's
     * @throws io.maestro.sel.SelEvaluationException if it is an array or a map
     */
    String asText();
}
