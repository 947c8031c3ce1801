package io.maestro.param;

import static java.util.Objects.requireNonNull;

import io.maestro.error.MaestroException;

/** The root of every error in merging or evaluating params. */
public abstract sealed class ParamException extends MaestroException
        permits ParamCycleException,
                ParamExpressionException,
                ParamFunctionException,
                ParamRuleException,
                UnknownParamException {

    private static final long serialVersionUID = 1;

    private final transient String param;
    private final transient ParamErrorCategory category;
    private final transient String detail;

    /**
     * Creates the exception.
     *
     * @param param the name of the param
     * @param category the kind of error
     * @param detail a finer kind, in lower case with hyphens
     * @param problem what was found and what was expected
     */
    protected ParamException(String param, ParamErrorCategory category, String detail, String problem) {
        super(message(param, problem));
        this.param = requireNonNull(param, "param");
        this.category = requireNonNull(category, "category");
        this.detail = requireNonNull(detail, "detail");
    }

    /**
     * Creates the exception with its cause.
     *
     * @param param the name of the param
     * @param category the kind of error
     * @param detail a finer kind, in lower case with hyphens
     * @param problem what was found and what was expected
     * @param cause what made it fail
     */
    protected ParamException(
            String param, ParamErrorCategory category, String detail, String problem, Throwable cause) {
        super(message(param, problem), cause);
        this.param = requireNonNull(param, "param");
        this.category = requireNonNull(category, "category");
        this.detail = requireNonNull(detail, "detail");
    }

    private static String message(String param, String problem) {
        return "param '" + param + "' " + problem;
    }

    /**
     * Returns the name of the param; that of a member of a MAP follows the MAP's after a dot.
     *
     * @return the name
     */
    public String param() {
        return param;
    }

    /**
     * Returns the kind of error.
     *
     * @return the category
     */
    public ParamErrorCategory category() {
        return category;
    }

    /**
     * Returns the finer kind of error, in lower case with hyphens. Stable, meant for programs.
     *
     * @return the detail
     */
    public String detail() {
        return detail;
    }
}
