package io.maestro.internal.eval.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parses expressions by precedence climbing. Each method returns with {@link #height} set to the height of the tree that it
 * built, because later walks over the tree recurse. Few methods call each other on the way down: so deep an expression as the
 * limit allows must not need more stack than a thread has.
 */
final class ExpressionParser {

    private static final Map<String, BinaryOperator> BINARY = new HashMap<>();
    private static final Map<String, UnaryOperator> UNARY = new HashMap<>();
    private static final Map<String, AssignOperator> ASSIGN = new HashMap<>();

    static {
        for (var operator : BinaryOperator.values()) {
            BINARY.put(operator.symbol(), operator);
        }
        for (var operator : UnaryOperator.values()) {
            UNARY.put(operator.symbol(), operator);
        }
        for (var operator : AssignOperator.values()) {
            ASSIGN.put(operator.symbol(), operator);
        }
    }

    private final TokenStream tokens;
    private final LeafParser leaves;
    private int height;

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
        this.leaves = new LeafParser(tokens);
    }

    int height() {
        return height;
    }

    Expr expression() {
        tokens.enter();
        var first = tokens.peek();
        Expr expr = climb(1);
        if (isAssignment(first, expr)) {
            expr = assignment(expr);
        } else if (tokens.at("?")) {
            expr = ternary(expr);
        }
        tokens.leave();
        return expr;
    }

    /** The first and third part of a {@code for} may only assign, or be a value without operators. */
    Expr statementExpression() {
        tokens.enter();
        var first = tokens.peek();
        if (isPrefix(first)) {
            throw tokens.unexpected("an expression");
        }
        Expr expr = operand();
        if (isAssignment(first, expr)) {
            expr = assignment(expr);
        }
        tokens.leave();
        return expr;
    }

    private boolean isAssignment(Token first, Expr expr) {
        boolean target = first.isIdentifier()
                && (expr instanceof Expr.Name
                        || (expr instanceof Expr.Index index && index.target() instanceof Expr.Name));
        return target
                && tokens.peek().kind() == TokenKind.SYMBOL
                && ASSIGN.containsKey(tokens.peek().text());
    }

    private Expr assignment(Expr target) {
        int targetHeight = height;
        var operator = symbol(ASSIGN, tokens.next());
        var value = expression();
        rise(targetHeight);
        return switch (target) {
            case Expr.Name(var name, int at) -> new Expr.Assign(name, Optional.empty(), operator, value, at);
            case Expr.Index(Expr.Name(var name, int at), var index, int bracket) ->
                new Expr.Assign(name, Optional.of(index), operator, value, at);
            default -> throw new IllegalStateException("no target of an assignment: " + target);
        };
    }

    private Expr ternary(Expr condition) {
        int top = height;
        int at = tokens.expect("?").at();
        var whenTrue = expression();
        top = Math.max(top, height);
        tokens.expect(":");
        var whenFalse = expression();
        rise(top);
        return new Expr.Ternary(condition, whenTrue, whenFalse, at);
    }

    private Expr climb(int minimum) {
        Expr left = operand();
        var operator = binaryAhead();
        while (operator.isPresent() && operator.get().precedence() >= minimum) {
            int precedence = operator.get().precedence();
            var links = new ArrayList<Expr.Link>();
            int top = height;
            while (operator.isPresent() && operator.get().precedence() == precedence) {
                int at = tokens.next().at();
                links.add(new Expr.Link(operator.get(), climb(precedence + 1), at));
                top = Math.max(top, height);
                operator = binaryAhead();
            }
            rise(top);
            left = new Expr.Chain(left, List.copyOf(links));
        }
        return left;
    }

    private Optional<BinaryOperator> binaryAhead() {
        var token = tokens.peek();
        return token.kind() == TokenKind.SYMBOL ? Optional.ofNullable(BINARY.get(token.text())) : Optional.empty();
    }

    /** Parses what binds tighter than operators between operands: an operand with all that stands before and behind it. */
    private Expr operand() {
        var prefixes = prefixes();
        height = 0;
        var first = tokens.peek();
        Expr expr;
        if (tokens.skip("(")) {
            expr = new Expr.Grouped(expression(), first.at());
            tokens.expect(")");
        } else if (tokens.skip("new")) {
            expr = allocation();
        } else {
            expr = leaves.leaf();
        }
        while (tokens.at(".") || tokens.at("[")) {
            int target = height;
            var opening = tokens.next();
            if (opening.is("[")) {
                expr = new Expr.Index(expr, expression(), opening.at());
                tokens.expect("]");
            } else {
                var name = tokens.expect(TokenKind.IDENTIFIER);
                expr = tokens.skip("(")
                        ? new Expr.Call(expr, name.text(), list(")", false), name.at())
                        : new Expr.Field(expr, name.text(), name.at());
            }
            rise(target);
        }
        return prefixed(prefixes, expr);
    }

    private List<Token> prefixes() {
        if (!isPrefix(tokens.peek())) {
            return List.of();
        }
        var prefixes = new ArrayList<Token>();
        while (isPrefix(tokens.peek())) {
            prefixes.add(tokens.next());
        }
        return prefixes;
    }

    private Expr prefixed(List<Token> prefixes, Expr operand) {
        var expr = operand;
        for (var prefix : prefixes.reversed()) {
            rise(height);
            expr = new Expr.Unary(symbol(UNARY, prefix), expr, prefix.at());
        }
        return expr;
    }

    private static boolean isPrefix(Token token) {
        return token.kind() == TokenKind.SYMBOL && UNARY.containsKey(token.text());
    }

    /** Parses what follows {@code new}. The height then is that of the arguments, as nothing else has any. */
    private Expr allocation() {
        var type = tokens.peek();
        if (!LeafParser.isPrimitive(type) && !type.isIdentifier()) {
            throw tokens.unexpected("a class after 'new'");
        }
        tokens.next();
        if (type.isIdentifier() && tokens.skip("(")) {
            return new Expr.New(type.text(), list(")", false), type.at());
        }
        tokens.expect("[");
        if (tokens.skip("]")) {
            tokens.expect("{");
            return new Expr.NewArrayOf(type.text(), list("}", true), type.at());
        }
        var length = expression();
        tokens.expect("]");
        return new Expr.NewArray(type.text(), length, type.at());
    }

    /** Parses expressions that are separated by commas, up to the closing symbol and past it. */
    List<Expr> list(String closing, boolean trailingComma) {
        var list = new ArrayList<Expr>();
        int top = 0;
        boolean more = !tokens.at(closing) && !(trailingComma && tokens.at(","));
        while (more) {
            list.add(expression());
            top = Math.max(top, height);
            more = tokens.at(",") && !(trailingComma && tokens.peek(2).getLast().is(closing));
            if (more) {
                tokens.next();
            }
        }
        if (trailingComma) {
            tokens.skip(",");
        }
        tokens.expect(closing);
        height = top;
        return List.copyOf(list);
    }

    /** Sets the height of a tree of which one subtree was built last, and the others are at most as high as given. */
    private void rise(int others) {
        height = Math.max(height, others) + 1;
        tokens.checkNesting(height);
    }

    private static <T> T symbol(Map<String, T> operators, Token token) {
        var operator = operators.get(token.text());
        if (operator == null) {
            throw new IllegalStateException("no operator: " + token);
        }
        return operator;
    }
}
