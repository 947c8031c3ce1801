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
     * @param param the name of the param, or the path of a part of it
     * @param problem what was found and what was expected, such as {@code must be a LocalDate but was LONG 7}
     */
    public ParamConversionException(String param, String problem) {
        super(message(param, problem));
        this.param = requireNonNull(param, "param");
        this.problem = requireNonNull(problem, "problem");
    }

    /**
     * Creates the exception with its cause.
     *
     * @param param the name of the param, or the path of a part of it
     * @param problem what was found and what was expected
     * @param cause what refused the value
     */
    public ParamConversionException(String param, String problem, Throwable cause) {
        super(message(param, problem), cause);
        this.param = requireNonNull(param, "param");
        this.problem = requireNonNull(problem, "problem");
    }

    private static String message(String param, String problem) {
        return "param '" + param + "' " + problem;
    }

    /**
     * Returns the name of the param. A part of it has the name followed by its path: that of a member after a dot, that of an
     * element in brackets, such as {@code window.from} or {@code days[2]}.
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
