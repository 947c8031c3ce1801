package io.maestro.dsl;

import java.util.Optional;

/** Looks at texts in the expression language as far as is needed to put one into another (spec: definitions, section 4.3). */
final class SelText {

    private static final String RETURN = "return";

    private final String text;
    private int at;

    private SelText(String text) {
        this.text = text;
    }

    /** Returns the expression that a program consists of, or empty if it has more than one statement. */
    static Optional<String> expressionIn(String program) {
        var text = program.strip();
        if (text.startsWith(RETURN)
                && text.length() > RETURN.length()
                && !Character.isJavaIdentifierPart(text.charAt(RETURN.length()))) {
            text = text.substring(RETURN.length()).strip();
        }
        int end = new SelText(text).endOfStatement();
        if (end == text.length()) {
            // A line comment at the end would hide what is put after it.
            return Optional.of(text.contains("//") ? text + "\n" : text);
        }
        return end == text.length() - 1 ? Optional.of(text.substring(0, end)) : Optional.empty();
    }

    /** Returns the expression that comes to the param of the workflow with a name. */
    static String reference(String name) {
        boolean identifier = Character.isJavaIdentifierStart(name.charAt(0))
                && name.chars().allMatch(Character::isJavaIdentifierPart);
        return identifier ? name : "params.get('" + name + "')";
    }

    /** Returns where the first semicolon is that is neither in a text nor in a comment, or where the text ends. */
    private int endOfStatement() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ';') {
                return at;
            }
            if (c == '\'' || c == '"') {
                skipQuoted(c);
            } else if (text.startsWith("//", at)) {
                skipTo("\n");
            } else if (text.startsWith("/*", at)) {
                at++;
                skipTo("*/");
            } else {
                at++;
            }
        }
        return text.length();
    }

    private void skipQuoted(char quote) {
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipTo(String mark) {
        int found = text.indexOf(mark, at + 1);
        at = found < 0 ? text.length() : found + mark.length();
    }
}
