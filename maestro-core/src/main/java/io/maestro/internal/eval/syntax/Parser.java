package io.maestro.internal.eval.syntax;

import io.maestro.sel.EvalLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses a program. */
public final class Parser {

    private final TokenStream tokens;
    private final ExpressionParser expressions;

    private Parser(Source source, EvalLimits limits) {
        this.tokens = new TokenStream(source, limits);
        this.expressions = new ExpressionParser(tokens);
    }

    /**
     * Parses a program.
     *
     * @param source the text
     * @param limits bounds the nesting
     * @return the program
     * @throws io.maestro.sel.SelSyntaxException if the text is no program
     * @throws io.maestro.sel.SelLimitException if it is nested too deeply
     */
    public static Program parse(Source source, EvalLimits limits) {
        return new Parser(source, limits).program();
    }

    private Program program() {
        int imports = 0;
        while (tokens.skip("import")) {
            skipImport();
            imports++;
        }
        var statements = new ArrayList<Statement>();
        while (tokens.peek().kind() != TokenKind.END) {
            statements.add(blockStatement());
        }
        return new Program(imports, statements);
    }

    private void skipImport() {
        tokens.skip("static");
        tokens.expect(TokenKind.IDENTIFIER);
        while (tokens.skip(".")) {
            if (tokens.skip("*")) {
                break;
            }
            tokens.expect(TokenKind.IDENTIFIER);
        }
        tokens.expect(";");
    }

    private Statement blockStatement() {
        if (!declarationAhead()) {
            return statement();
        }
        var declaration = declaration();
        tokens.expect(";");
        return declaration;
    }

    /** A declaration is what begins with a type, perhaps an array's, and a name. */
    private boolean declarationAhead() {
        var first = tokens.peek();
        if (!first.isIdentifier() && !LeafParser.isPrimitive(first)) {
            return false;
        }
        var ahead = tokens.peek(2);
        if (ahead.getLast().is("[")) {
            ahead = tokens.peek(4);
            return ahead.size() == 4 && ahead.get(2).is("]") && ahead.getLast().isIdentifier();
        }
        return ahead.size() == 2 && ahead.getLast().isIdentifier();
    }

    private Statement.Declare declaration() {
        var type = tokens.next();
        boolean array = tokens.skip("[");
        if (array) {
            tokens.expect("]");
        }
        var declarators = new ArrayList<Statement.Declarator>();
        do {
            var name = tokens.expect(TokenKind.IDENTIFIER);
            var initial = tokens.skip("=") ? Optional.of(expressions.expression()) : Optional.<Expr>empty();
            declarators.add(new Statement.Declarator(name.text(), initial, name.at()));
        } while (tokens.skip(","));
        return new Statement.Declare(type.text(), array, List.copyOf(declarators), type.at());
    }

    private Statement statement() {
        tokens.enter();
        var statement = keywordStatement(tokens.peek());
        tokens.leave();
        return statement;
    }

    private Statement keywordStatement(Token token) {
        if (tokens.skip("{")) {
            return block();
        }
        if (tokens.skip("if")) {
            return ifStatement();
        }
        if (tokens.skip("while")) {
            return whileStatement(token.at());
        }
        if (tokens.skip("for")) {
            return forStatement(token.at());
        }
        var simple = simpleStatement(token);
        tokens.expect(";");
        return simple;
    }

    private Statement simpleStatement(Token token) {
        if (tokens.skip("break")) {
            return new Statement.Break(token.at());
        }
        if (tokens.skip("continue")) {
            return new Statement.Continue(token.at());
        }
        if (tokens.skip("return")) {
            return new Statement.Return(expressions.expression());
        }
        if (tokens.skip("throw")) {
            return new Statement.Throw(expressions.expression(), token.at());
        }
        return new Statement.Evaluate(expressions.expression());
    }

    private Statement block() {
        var statements = new ArrayList<Statement>();
        while (!tokens.skip("}")) {
            statements.add(blockStatement());
        }
        return new Statement.Block(List.copyOf(statements));
    }

    private Statement ifStatement() {
        var condition = condition();
        var whenTrue = statement();
        var whenFalse = tokens.skip("else") ? Optional.of(statement()) : Optional.<Statement>empty();
        return new Statement.If(condition, whenTrue, whenFalse);
    }

    private Statement whileStatement(int at) {
        var condition = condition();
        return new Statement.Loop(Optional.empty(), Optional.of(condition), Optional.empty(), statement(), at);
    }

    private Statement forStatement(int at) {
        tokens.expect("(");
        var initial = tokens.at(";") ? Optional.<Statement>empty() : Optional.of(forInitial());
        tokens.expect(";");
        var condition = tokens.at(";") ? Optional.<Expr>empty() : Optional.of(expressions.expression());
        tokens.expect(";");
        var update = tokens.at(")") ? Optional.<Expr>empty() : Optional.of(expressions.statementExpression());
        tokens.expect(")");
        return new Statement.Loop(initial, condition, update, statement(), at);
    }

    private Statement forInitial() {
        return declarationAhead() ? declaration() : new Statement.Evaluate(expressions.statementExpression());
    }

    private Expr condition() {
        tokens.expect("(");
        var condition = expressions.expression();
        tokens.expect(")");
        return condition;
    }
}
