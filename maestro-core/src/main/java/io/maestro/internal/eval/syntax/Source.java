package io.maestro.internal.eval.syntax;

import io.maestro.error.TextPosition;
import io.maestro.sel.SelErrorCategory;
import io.maestro.sel.SelProblem;
import io.maestro.sel.SelSyntaxException;
import java.util.Optional;

/**
 * The text of an expression as its author wrote it, and as the lexer reads it: trimmed, completed with a semicolon, its
 * unicode escapes decoded. Offsets are those of the latter; {@link #problem} translates them back.
 */
public final class Source {

    private static final int EXCERPT_WIDTH = 120;

    private final String original;
    private final UnicodeEscapes.Decoded decoded;
    private final int lead;
    private final int completedLength;

    private Source(String original, String completed, int lead) {
        this.original = original;
        this.lead = lead;
        this.completedLength = completed.length();
        this.decoded = UnicodeEscapes.decode(completed);
    }

    /**
     * Reads a text.
     *
     * @param text what the author wrote
     * @return the source
     * @throws SelSyntaxException if the text has a malformed unicode escape
     */
    public static Source of(String text) {
        var trimmed = text.trim();
        var source = new Source(text, complete(trimmed), text.indexOf(trimmed));
        source.decoded.malformedAt().ifPresent(at -> {
            throw new SelSyntaxException(source.problem(
                    SelErrorCategory.SYNTAX, "token", "expected four hexadecimal digits after '\\u'", at));
        });
        return source;
    }

    /** The rule by which Netflix Maestro saves its users the last semicolon. */
    private static String complete(String trimmed) {
        boolean whole =
                trimmed.isEmpty() || trimmed.endsWith(";") || (trimmed.endsWith("}") && !trimmed.startsWith("{\""));
        return whole ? trimmed : trimmed + ";";
    }

    /**
     * Returns the program.
     *
     * @return the text to lex
     */
    public String program() {
        return decoded.text();
    }

    /**
     * Returns the length that the limit of {@link io.maestro.sel.EvalLimits#sourceLength()} is about.
     *
     * @return the number of characters
     */
    public int length() {
        return completedLength;
    }

    /**
     * Describes an error.
     *
     * @param category the kind of error
     * @param detail the finer kind
     * @param message what was found and what was expected
     * @param at the offset in the program
     * @return the problem
     */
    public SelProblem problem(SelErrorCategory category, String detail, String message, int at) {
        return problem(category, detail, message, at, Optional.empty());
    }

    /**
     * Describes an error that a misspelt name probably caused.
     *
     * @param category the kind of error
     * @param detail the finer kind
     * @param message what was found and what was expected
     * @param at the offset in the program
     * @param suggestion the name that was probably meant
     * @return the problem
     */
    public SelProblem problem(
            SelErrorCategory category, String detail, String message, int at, Optional<String> suggestion) {
        int offset = Math.min(decoded.originOf(at) + lead, original.length());
        int lineStart = original.lastIndexOf('\n', offset - 1) + 1;
        int line = 1
                + (int) original.substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        var position = new TextPosition(line, offset - lineStart + 1);
        return new SelProblem(category, detail, message, position, excerpt(lineStart, offset), suggestion);
    }

    private String excerpt(int lineStart, int offset) {
        int from = Math.max(lineStart, offset - EXCERPT_WIDTH / 2);
        int end = original.indexOf('\n', offset);
        int to = Math.min(end < 0 ? original.length() : end, from + EXCERPT_WIDTH);
        var line = original.substring(from, to).replace('\t', ' ').replace('\r', ' ');
        return line + "\n" + " ".repeat(offset - from) + "^";
    }
}
