package io.maestro.internal.eval.syntax;

import java.util.Set;

/** Parses the leaves of expressions: literals and names. */
final class LeafParser {

    private static final Set<String> PRIMITIVES = Set.of("boolean", "int", "long", "float", "double");

    private final TokenStream tokens;

    LeafParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    static boolean isPrimitive(Token token) {
        return token.kind() == TokenKind.KEYWORD && PRIMITIVES.contains(token.text());
    }

    Expr leaf() {
        var token = tokens.peek();
        return switch (token.kind()) {
            case IDENTIFIER -> new Expr.Name(tokens.next().text(), token.at());
            case INTEGER -> integer(tokens.next());
            case FLOAT ->
                new Expr.DoubleLiteral(Double.parseDouble(tokens.next().text()), token.at());
            case STRING -> new Expr.StringLiteral(unescape(tokens.next()), token.at());
            case KEYWORD -> constant(token);
            case SYMBOL, END -> throw tokens.unexpected("an expression");
        };
    }

    private Expr constant(Token token) {
        if (tokens.skip("true")) {
            return new Expr.BooleanLiteral(true, token.at());
        }
        if (tokens.skip("false")) {
            return new Expr.BooleanLiteral(false, token.at());
        }
        if (tokens.skip("null")) {
            return new Expr.NullLiteral(token.at());
        }
        throw tokens.unexpected("an expression");
    }

    /** A leading zero means nothing, and hexadecimal digits are no number: both as in Netflix Maestro. */
    private Expr integer(Token token) {
        var digits = token.text().replace("L", "").replace("l", "");
        try {
            return new Expr.LongLiteral(Long.parseLong(digits), token.at());
        } catch (NumberFormatException e) {
            var message = "expected a decimal integer of at most 9223372036854775807 but found " + token.described();
            throw tokens.error("number-literal", message, token.at());
        }
    }

    private String unescape(Token token) {
        var quoted = token.text();
        var text = new StringBuilder(quoted.length());
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c == '\\') {
                i++;
                c = switch (quoted.charAt(i)) {
                    case 'b' -> '\b';
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'f' -> '\f';
                    case 'r' -> '\r';
                    case '\\' -> '\\';
                    case '"' -> '"';
                    case '\'' -> '\'';
                    default ->
                        throw tokens.error("string-escape", "octal escapes are not supported", token.at() + i - 1);
                };
            }
            text.append(c);
        }
        return text.toString();
    }
}
