package io.maestro.param;

import static java.util.Objects.requireNonNull;

import io.maestro.sel.SelProblem;
import java.util.Optional;

/** Thrown for a reference that leads to no param, or does not say to which. */
public final class UnknownParamException extends ParamException {

    private static final long serialVersionUID = 1;

    private final transient String reference;
    private final transient String explanation;
    private final transient Optional<String> suggestion;
    private final transient Optional<SelProblem> problem;

    /**
     * Creates the exception for a reference that stands in a text, or is an argument of a function.
     *
     * @param param the param that holds the reference
     * @param detail the finer kind of error
     * @param reference the name that it refers to
     * @param explanation what is wrong with the reference
     * @param suggestion the name that was probably meant, or empty
     */
    public UnknownParamException(
            String param, String detail, String reference, String explanation, Optional<String> suggestion) {
        super(
                param,
                ParamErrorCategory.UNKNOWN_PARAM,
                detail,
                "refers to '" + reference + "', " + explanation + hint(suggestion));
        this.reference = requireNonNull(reference, "reference");
        this.explanation = requireNonNull(explanation, "explanation");
        this.suggestion = requireNonNull(suggestion, "suggestion");
        this.problem = Optional.empty();
    }

    private UnknownParamException(UnknownParamException unplaced, SelProblem place, Optional<String> suggestion) {
        super(
                unplaced.param(),
                ParamErrorCategory.UNKNOWN_PARAM,
                unplaced.detail(),
                "refers at " + place.position() + " to '" + unplaced.reference + "', " + unplaced.explanation
                        + hint(suggestion) + "\n" + place.excerpt());
        this.reference = unplaced.reference;
        this.explanation = unplaced.explanation;
        this.suggestion = suggestion;
        this.problem = Optional.of(place);
    }

    private static String hint(Optional<String> suggestion) {
        return suggestion.map(name -> "; did you mean '" + name + "'?").orElse("");
    }

    /**
     * Returns this exception for a reference that stands in an expression.
     *
     * @param place where it stands, and perhaps another name that was probably meant
     * @return the exception with the place
     */
    public UnknownParamException at(SelProblem place) {
        return new UnknownParamException(this, place, place.suggestion().or(() -> suggestion));
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
     * Returns what is wrong with the reference.
     *
     * @return the part of the message behind the name, without the suggestion
     */
    public String explanation() {
        return explanation;
    }

    /**
     * Returns the name that was probably meant.
     *
     * @return the name, or empty if none is near
     */
    public Optional<String> suggestion() {
        return suggestion;
    }

    /**
     * Returns where the reference stands in the expression of the param.
     *
     * @return the place, or empty if it stands in a text
     */
    public Optional<SelProblem> problem() {
        return problem;
    }
}
