package io.maestro.param;

import static java.util.Objects.requireNonNull;

import io.maestro.error.MaestroException;

/** Thrown for a value that a param cannot take, or that cannot be read as the Java type that was asked for. */
public final class ParamConversionException extends MaestroException {

    private final transient String param;
    private final transient String problem;

    /**
     * Creates the exception.
     *
     * @param param the name of the param
     * @param problem what was found and what was expected, such as {@code must be a LocalDate but was LONG 7}
     */
    public ParamConversionException(String param, String problem) {
        super("param '" + param + "' " + problem);
        this.param = requireNonNull(param, "param");
        this.problem = requireNonNull(problem, "problem");
    }

    /**
     * Returns the name of the param.
     *
     * @return the name
     */
    public String param() {
        return param;
    }

    /**
     * Returns what was found and what was expected.
     *
     * @return the message without the name of the param
     */
    public String problem() {
        return problem;
    }
}
