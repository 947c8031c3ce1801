package io.maestro.param;

/** Thrown for a param that is computed in Java, if the function throws. */
public final class ParamFunctionException extends ParamException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param param the param
     * @param cause what its function threw
     */
    public ParamFunctionException(String param, RuntimeException cause) {
        super(param, ParamErrorCategory.EXPRESSION, "function", "cannot be computed: " + cause, cause);
    }
}
