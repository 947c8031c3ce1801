package io.maestro.error;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One thing that is wrong with an input, told so that its author can mend it.
 *
 * @param code the kind of problem
 * @param path JSON pointer (RFC 6901) to the offending element; empty for the whole input
 * @param message what was found and what was expected; lower case, without a full stop
 * @param suggestion a near-miss that was probably meant, or empty
 * @param position where the element stands in the text it was read from, or empty if it was not read from text
 */
public record Problem(
        ProblemCode code, String path, String message, Optional<String> suggestion, Optional<TextPosition> position) {

    /** Checks that nothing is null. */
    public Problem {
        requireNonNull(code, "code");
        requireNonNull(path, "path");
        requireNonNull(message, "message");
        requireNonNull(suggestion, "suggestion");
        requireNonNull(position, "position");
    }

    /**
     * Returns a problem without a suggestion or a position.
     *
     * @param code the kind of problem
     * @param path JSON pointer to the offending element
     * @param message what was found and what was expected
     * @return the problem
     */
    public static Problem of(ProblemCode code, String path, String message) {
        return new Problem(code, path, message, Optional.empty(), Optional.empty());
    }

    /**
     * Returns this problem with a suggestion.
     *
     * @param suggestion what was probably meant; empty leaves the problem as it is
     * @return the problem with the suggestion
     */
    public Problem suggesting(Optional<String> suggestion) {
        return suggestion.isEmpty() ? this : new Problem(code, path, message, suggestion, position);
    }

    /**
     * Returns this problem with the place in the text.
     *
     * @param position the line and column of the element
     * @return the problem with the position
     */
    public Problem at(TextPosition position) {
        return new Problem(code, path, message, suggestion, Optional.of(position));
    }

    /** Returns one line: position, path, message, suggestion, code. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        position.ifPresent(p -> text.append(p).append(' '));
        text.append(path.isEmpty() ? "/" : path).append(": ").append(message);
        suggestion.ifPresent(s -> text.append("; did you mean '").append(s).append("'?"));
        return text.append(" [").append(code).append(']').toString();
    }
}
