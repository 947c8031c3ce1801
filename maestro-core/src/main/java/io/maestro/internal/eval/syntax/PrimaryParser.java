package io.maestro.internal.eval.syntax;

import java.util.Set;

/** Parses what binds tightest: literals, names, parentheses, {@code new}, and the fields, calls and indexes after them. */
final class PrimaryParser {

    private static final Set<String> PRIMITIVES = Set.of("boolean", "int", "long", "float", "double");

    private final TokenStream tokens;
    private final ExpressionParser expressions;

    PrimaryParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    static boolean isPrimitive(Token token) {
        return token.kind() == TokenKind.KEYWORD && PRIMITIVES.contains(token.text());
    }

    Expr prefix() {
        var token = tokens.peek();
        return switch (token.kind()) {
            case IDENTIFIER -> new Expr.Name(tokens.next().text(), token.at());
            case INTEGER -> integer(tokens.next());
            case FLOAT ->
                new Expr.DoubleLiteral(Double.parseDouble(tokens.next().text()), token.at());
            case STRING -> new Expr.StringLiteral(unescape(tokens.next()), token.at());
            case KEYWORD -> keyword(token);
            case SYMBOL -> grouped(token);
            case END -> throw tokens.unexpected("an expression");
        };
    }

    private Expr keyword(Token token) {
        if (tokens.skip("true")) {
            return new Expr.BooleanLiteral(true, token.at());
        }
        if (tokens.skip("false")) {
            return new Expr.BooleanLiteral(false, token.at());
        }
        if (tokens.skip("null")) {
            return new Expr.NullLiteral(token.at());
        }
        if (tokens.skip("new")) {
            return allocation();
        }
        throw tokens.unexpected("an expression");
    }

    private Expr grouped(Token token) {
        if (!tokens.skip("(")) {
            throw tokens.unexpected("an expression");
        }
        var inner = expressions.expression();
        tokens.expect(")");
        return new Expr.Grouped(inner, token.at());
    }

    /** The height of the tree then is that of the part in brackets or parentheses; the caller adds the target's. */
    Expr suffix(Expr target) {
        var opening = tokens.next();
        if (opening.is("[")) {
            var index = expressions.expression();
            tokens.expect("]");
            return new Expr.Index(target, index, opening.at());
        }
        var name = tokens.expect(TokenKind.IDENTIFIER);
        if (!tokens.skip("(")) {
            return new Expr.Field(target, name.text(), name.at());
        }
        return new Expr.Call(target, name.text(), expressions.list(")", false), name.at());
    }

    private Expr allocation() {
        var type = tokens.peek();
        if (!isPrimitive(type) && !type.isIdentifier()) {
            throw tokens.unexpected("a class after 'new'");
        }
        tokens.next();
        if (type.isIdentifier() && tokens.skip("(")) {
            return new Expr.New(type.text(), expressions.list(")", false), type.at());
        }
        tokens.expect("[");
        if (tokens.skip("]")) {
            tokens.expect("{");
            return new Expr.NewArrayOf(type.text(), expressions.list("}", true), type.at());
        }
        var length = expressions.expression();
        tokens.expect("]");
        return new Expr.NewArray(type.text(), length, type.at());
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
