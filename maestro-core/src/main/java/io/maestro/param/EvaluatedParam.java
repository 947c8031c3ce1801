package io.maestro.param;

import static java.util.Objects.requireNonNull;

/**
 * A param with its value, and how it came by it: enough to explain a run later, and to restart it.
 *
 * @param definition what was evaluated, after all that set the param were merged
 * @param value the value; it fits the definition's type
 * @param source who set the param last
 * @param coerced whether the value was converted to the declared type, such as a LONG for a STRING
 */
public record EvaluatedParam(ParamDefinition definition, ParamValue value, ParamSource source, boolean coerced) {

    /** Checks that nothing is null. */
    public EvaluatedParam {
        requireNonNull(definition, "definition");
        requireNonNull(value, "value");
        requireNonNull(source, "source");
    }

    /**
     * Returns the declared type.
     *
     * @return the type
     */
    public ParamType type() {
        return definition.type();
    }

    /**
     * Tells whether the value is nobody's business, as {@link ParamDefinition#isSensitive} says.
     *
     * @return true if it is
     */
    public boolean isSensitive() {
        return definition.isSensitive();
    }

    /**
     * Returns who may change the param.
     *
     * @return the mode
     */
    public ParamMode mode() {
        return definition.mode().orElse(ParamMode.MUTABLE);
    }

    /** Tells everything but what is sensitive. */
    @Override
    public String toString() {
        return "EvaluatedParam[definition=" + definition + ", value=" + (isSensitive() ? "***" : value) + ", source="
                + source + ", coerced=" + coerced + ']';
    }
}
