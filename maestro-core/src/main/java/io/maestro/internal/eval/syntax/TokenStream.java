package io.maestro.internal.eval.syntax;

import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelErrorCategory;
import io.maestro.sel.SelLimitException;
import io.maestro.sel.SelSyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The tokens that are still to come, what the parser asks of them, and how deep it is in its nesting. */
final class TokenStream {

    private final Source source;
    private final Lexer lexer;
    private final int nestingLimit;
    private final Deque<Token> ahead = new ArrayDeque<>();
    private Optional<Token> last = Optional.empty();
    private int depth;

    TokenStream(Source source, EvalLimits limits) {
        this.source = source;
        this.lexer = new Lexer(source);
        this.nestingLimit = limits.nesting();
    }

    Token peek() {
        if (ahead.isEmpty()) {
            ahead.add(lexer.next());
        }
        return ahead.getFirst();
    }

    /** Returns the first tokens to come, fewer if the text ends before. */
    List<Token> peek(int count) {
        while (ahead.size() < count && (ahead.isEmpty() || ahead.getLast().kind() != TokenKind.END)) {
            ahead.add(lexer.next());
        }
        return new ArrayList<>(ahead).subList(0, Math.min(count, ahead.size()));
    }

    Token next() {
        var token = peek();
        if (token.kind() != TokenKind.END) {
            ahead.removeFirst();
            last = Optional.of(token);
        }
        return token;
    }

    boolean at(String word) {
        return peek().is(word);
    }

    boolean skip(String word) {
        if (at(word)) {
            next();
            return true;
        }
        return false;
    }

    Token expect(String word) {
        if (!at(word)) {
            throw unexpected("'" + word + "'");
        }
        return next();
    }

    Token expect(TokenKind kind) {
        if (peek().kind() != kind) {
            throw unexpected(kind.description());
        }
        return next();
    }

    /** Returns the error that the next token is not what must stand here. */
    SelSyntaxException unexpected(String expected) {
        var found = peek();
        var message = "expected " + expected + " but found " + found.described();
        return error("parse", message, found.at(), suggestion(found));
    }

    /** A misspelt word is taken for a name, so that the error is found only behind it. */
    private Optional<String> suggestion(Token found) {
        return Words.insteadOf(found.text())
                .or(() -> last.filter(Token::isIdentifier).flatMap(name -> Words.like(name.text())));
    }

    SelSyntaxException error(String detail, String message, int at) {
        return error(detail, message, at, Optional.empty());
    }

    private SelSyntaxException error(String detail, String message, int at, Optional<String> suggestion) {
        return new SelSyntaxException(source.problem(SelErrorCategory.SYNTAX, detail, message, at, suggestion));
    }

    /** Goes one level deeper; the parser's own recursion is bounded by this. */
    void enter() {
        checkNesting(++depth);
    }

    void leave() {
        depth--;
    }

    /** Refuses a tree so high that walking it could exhaust the stack. */
    void checkNesting(int levels) {
        if (levels >= nestingLimit) {
            throw new SelLimitException(source.problem(
                    SelErrorCategory.LIMIT,
                    "nesting-limit",
                    "nested too deeply; the limit is " + nestingLimit + " levels",
                    peek().at()));
        }
    }
}
