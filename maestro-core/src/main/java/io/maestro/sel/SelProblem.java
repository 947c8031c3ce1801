package io.maestro.sel;

import static java.util.Objects.requireNonNull;

import io.maestro.error.TextPosition;
import java.util.Optional;

/**
 * What is wrong with an expression, and where.
 *
 * @param category the kind of error
 * @param detail a finer kind, in lower case with hyphens; stable, meant for programs
 * @param message what was found and what was expected; lower case, without a full stop
 * @param position the line and column in the expression's text
 * @param excerpt the line and, below it, a caret at the column
 * @param suggestion a name that was probably meant, or empty
 */
public record SelProblem(
        SelErrorCategory category,
        String detail,
        String message,
        TextPosition position,
        String excerpt,
        Optional<String> suggestion) {

    /** Checks that nothing is null. */
    public SelProblem {
        requireNonNull(category, "category");
        requireNonNull(detail, "detail");
        requireNonNull(message, "message");
        requireNonNull(position, "position");
        requireNonNull(excerpt, "excerpt");
        requireNonNull(suggestion, "suggestion");
    }

    /** Returns the position and the message, the suggestion, and below them the excerpt. */
    @Override
    public String toString() {
        var hint = suggestion.map(name -> "; did you mean '" + name + "'?").orElse("");
        return position + ": " + message + hint + " [" + category + "/" + detail + "]\n" + excerpt;
    }
}
