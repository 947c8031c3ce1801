package io.maestro.internal.eval.syntax;

/**
 * A word of the program.
 *
 * @param kind what it is
 * @param text its characters
 * @param at the offset of the first one
 */
record Token(TokenKind kind, String text, int at) {

    /** Whether this is the given reserved word or symbol. */
    boolean is(String word) {
        return (kind == TokenKind.SYMBOL || kind == TokenKind.KEYWORD) && text.equals(word);
    }

    boolean isIdentifier() {
        return kind == TokenKind.IDENTIFIER;
    }

    /** Returns how a message names this token. */
    String described() {
        return kind == TokenKind.END ? "the end" : "'" + text + "'";
    }
}
