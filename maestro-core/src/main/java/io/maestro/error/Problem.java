package io.maestro.error;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One thing that is wrong with an input, told so that its author can mend it.
 *
 * @param code the kind of problem
 * @param severity whether the input is refused for it
 * @param path JSON pointer (RFC 6901) to the offending element; empty for the whole input
 * @param message what was found and what was expected; lower case, without a full stop
 * @param suggestion a near-miss that was probably meant, or empty
 * @param position where the element stands in the text it was read from, or empty if it was not read from text
 * @param excerpt the line of an expression and, below it, a caret where it is wrong; empty if the element is no expression
 */
public record Problem(
        ProblemCode code,
        Severity severity,
        String path,
        String message,
        Optional<String> suggestion,
        Optional<TextPosition> position,
        Optional<String> excerpt) {

    private static final String INDENT = "\n    ";

    /** Checks that nothing is null. */
    public Problem {
        requireNonNull(code, "code");
        requireNonNull(severity, "severity");
        requireNonNull(path, "path");
        requireNonNull(message, "message");
        requireNonNull(suggestion, "suggestion");
        requireNonNull(position, "position");
        requireNonNull(excerpt, "excerpt");
    }

    /**
     * Returns an error without a suggestion, a position or an excerpt.
     *
     * @param code the kind of problem
     * @param path JSON pointer to the offending element
     * @param message what was found and what was expected
     * @return the problem
     */
    public static Problem of(ProblemCode code, String path, String message) {
        return of(code, Severity.ERROR, path, message);
    }

    /**
     * Returns a problem without a suggestion, a position or an excerpt.
     *
     * @param code the kind of problem
     * @param severity whether the input is refused for it
     * @param path JSON pointer to the offending element
     * @param message what was found and what was expected
     * @return the problem
     */
    public static Problem of(ProblemCode code, Severity severity, String path, String message) {
        return new Problem(code, severity, path, message, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Returns this problem with a suggestion.
     *
     * @param suggestion what was probably meant; empty leaves the problem as it is
     * @return the problem with the suggestion
     */
    public Problem suggesting(Optional<String> suggestion) {
        return suggestion.isEmpty() ? this : new Problem(code, severity, path, message, suggestion, position, excerpt);
    }

    /**
     * Returns this problem with the place in the text.
     *
     * @param position the line and column of the element
     * @return the problem with the position
     */
    public Problem at(TextPosition position) {
        return new Problem(code, severity, path, message, suggestion, Optional.of(position), excerpt);
    }

    /**
     * Returns this problem with another path, such as that of the same element in what the input was made from.
     *
     * @param path JSON pointer to the offending element
     * @return the problem with the path
     */
    public Problem movedTo(String path) {
        return new Problem(code, severity, path, message, suggestion, position, excerpt);
    }

    /**
     * Returns this problem with an excerpt.
     *
     * @param excerpt a line and, below it, a caret
     * @return the problem with the excerpt
     */
    public Problem showing(String excerpt) {
        return new Problem(code, severity, path, message, suggestion, position, Optional.of(excerpt));
    }

    /** Returns one line: position, path, message, suggestion, code, and whether it is a warning; below it the excerpt. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        position.ifPresent(p -> text.append(p).append(' '));
        text.append(path.isEmpty() ? "/" : path).append(": ").append(message);
        suggestion.ifPresent(s -> text.append("; did you mean '").append(s).append("'?"));
        text.append(" [").append(code).append(severity == Severity.WARNING ? ", warning]" : "]");
        excerpt.ifPresent(e -> text.append(INDENT).append(e.replace("\n", INDENT)));
        return text.toString();
    }
}
