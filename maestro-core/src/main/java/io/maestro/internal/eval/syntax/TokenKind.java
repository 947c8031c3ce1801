package io.maestro.internal.eval.syntax;

/** What a token is to the parser. */
enum TokenKind {
    IDENTIFIER("a name"),
    KEYWORD("a reserved word"),
    INTEGER("an integer"),
    FLOAT("a decimal number"),
    STRING("a text"),
    SYMBOL("a symbol"),
    END("the end");

    private final String description;

    TokenKind(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }
}
