package io.maestro.param;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Thrown for a reference that leads to no param, or does not say to which. */
public final class UnknownParamException extends ParamException {

    private static final long serialVersionUID = 1;

    private final transient String reference;
    private final transient Optional<String> suggestion;

    /**
     * Creates the exception.
     *
     * @param param the param that holds the reference
     * @param detail the finer kind of error
     * @param reference the name that it refers to
     * @param problem what is wrong with the reference
     * @param suggestion the name that was probably meant, or empty
     */
    public UnknownParamException(
            String param, String detail, String reference, String problem, Optional<String> suggestion) {
        super(param, ParamErrorCategory.UNKNOWN_PARAM, detail, text(reference, problem, suggestion));
        this.reference = requireNonNull(reference, "reference");
        this.suggestion = requireNonNull(suggestion, "suggestion");
    }

    /**
     * Creates the exception with its cause.
     *
     * @param param the param that holds the reference
     * @param detail the finer kind of error
     * @param reference the name that it refers to
     * @param problem what is wrong with the reference
     * @param cause why the reference leads nowhere
     */
    public UnknownParamException(String param, String detail, String reference, String problem, Throwable cause) {
        super(param, ParamErrorCategory.UNKNOWN_PARAM, detail, text(reference, problem, Optional.empty()), cause);
        this.reference = requireNonNull(reference, "reference");
        this.suggestion = Optional.empty();
    }

    private static String text(String reference, String problem, Optional<String> suggestion) {
        var hint = suggestion.map(name -> "; did you mean '" + name + "'?").orElse("");
        return "refers to '" + reference + "', " + problem + hint;
    }

    /**
     * Returns the name that the param refers to.
     *
     * @return the name
     */
    public String reference() {
        return reference;
    }

    /**
     * Returns the name that was probably meant.
     *
     * @return the name, or empty if none is near
     */
    public Optional<String> suggestion() {
        return suggestion;
    }
}
