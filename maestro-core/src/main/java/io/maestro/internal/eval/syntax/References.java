package io.maestro.internal.eval.syntax;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the names that a program reads from outside: those whose first occurrence, in the order of the text, is not as the
 * target of an assignment or declaration. {@code x = x + 1} so does not read {@code x}.
 */
public final class References {

    private final Map<String, Boolean> readFirst = new HashMap<>();

    private References() {}

    /**
     * Finds the references of a program.
     *
     * @param program the program
     * @param presets names that never mean an input
     * @return the names, sorted
     */
    public static Set<String> of(Program program, Set<String> presets) {
        var references = new References();
        program.statements().forEach(references::visit);
        var names = new TreeSet<String>();
        references.readFirst.forEach((name, read) -> {
            if (read && !presets.contains(name)) {
                names.add(name);
            }
        });
        return names;
    }

    private void visit(Statement statement) {
        switch (statement) {
            case Statement.Block(var statements) -> statements.forEach(this::visit);
            case Statement.Evaluate(var expression) -> visit(expression);
            case Statement.Declare declare ->
                declare.declarators().forEach(declarator -> {
                    readFirst.putIfAbsent(declarator.name(), false);
                    declarator.initial().ifPresent(this::visit);
                });
            case Statement.If(var condition, var whenTrue, var whenFalse) -> {
                visit(condition);
                visit(whenTrue);
                whenFalse.ifPresent(this::visit);
            }
            case Statement.Loop loop -> {
                loop.initial().ifPresent(this::visit);
                loop.condition().ifPresent(this::visit);
                loop.update().ifPresent(this::visit);
                visit(loop.body());
            }
            case Statement.Break ignored -> {}
            case Statement.Continue ignored -> {}
            case Statement.Return(var value) -> visit(value);
            case Statement.Throw(var value, int at) -> visit(value);
        }
    }

    private void visit(Expr expr) {
        switch (expr) {
            case Expr.LongLiteral ignored -> {}
            case Expr.DoubleLiteral ignored -> {}
            case Expr.StringLiteral ignored -> {}
            case Expr.BooleanLiteral ignored -> {}
            case Expr.NullLiteral ignored -> {}
            case Expr.Name(var name, int at) -> readFirst.putIfAbsent(name, true);
            case Expr.Grouped(var inner, int at) -> visit(inner);
            case Expr.Unary(var operator, var operand, int at) -> visit(operand);
            case Expr.Chain(var first, var links) -> {
                visit(first);
                links.forEach(link -> visit(link.operand()));
            }
            case Expr.Ternary(var condition, var whenTrue, var whenFalse, int at) ->
                visitAll(List.of(condition, whenTrue, whenFalse));
            case Expr.Assign assign -> {
                readFirst.putIfAbsent(assign.name(), false);
                assign.index().ifPresent(this::visit);
                visit(assign.value());
            }
            case Expr.Index(var target, var index, int at) -> visitAll(List.of(target, index));
            case Expr.Field(var target, var name, int at) -> visit(target);
            case Expr.Call(var target, var name, var arguments, int at) -> {
                visit(target);
                visitAll(arguments);
            }
            case Expr.New(var type, var arguments, int at) -> visitAll(arguments);
            case Expr.NewArray(var type, var length, int at) -> visit(length);
            case Expr.NewArrayOf(var type, var elements, int at) -> visitAll(elements);
        }
    }

    private void visitAll(List<Expr> exprs) {
        exprs.forEach(this::visit);
    }
}
