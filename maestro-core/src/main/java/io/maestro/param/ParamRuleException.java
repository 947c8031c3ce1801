package io.maestro.param;

/** Thrown for a param that breaks a rule: of its type, its mode, its size or its definition. The category tells which. */
public final class ParamRuleException extends ParamException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param param the param
     * @param category the kind of rule
     * @param detail the finer kind of error
     * @param problem what was found and what was expected
     */
    public ParamRuleException(String param, ParamErrorCategory category, String detail, String problem) {
        super(param, category, detail, problem);
    }
}
