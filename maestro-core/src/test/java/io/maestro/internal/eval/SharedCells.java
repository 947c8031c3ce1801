package io.maestro.internal.eval;

import io.maestro.internal.eval.syntax.Expr;
import io.maestro.internal.eval.syntax.Parser;
import io.maestro.internal.eval.syntax.Program;
import io.maestro.internal.eval.syntax.Source;
import io.maestro.internal.eval.syntax.Statement;
import io.maestro.sel.EvalLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds programs in which Netflix Maestro lets two names, or a name and a literal, stand for one cell that is then changed:
 * a declared variable is its initial value, a map's entry is the variable that was put, an operand is the variable itself.
 */
final class SharedCells {

    private final Set<String> assigned = new HashSet<>();
    private final Set<String> shared = new HashSet<>();

    private SharedCells() {}

    /** Whether a program changes a cell that is shared. */
    static boolean areChangedBy(String text) {
        var cells = new SharedCells();
        cells.visit(Parser.parse(Source.of(text), EvalLimits.defaults()));
        cells.shared.retainAll(cells.assigned);
        return !cells.shared.isEmpty();
    }

    private void visit(Program program) {
        program.statements().forEach(this::visit);
    }

    private void visit(Statement statement) {
        switch (statement) {
            case Statement.Block(var statements) -> statements.forEach(this::visit);
            case Statement.Evaluate(var expression) -> visit(expression);
            case Statement.Declare declare ->
                declare.declarators()
                        .forEach(declarator -> declarator.initial().ifPresent(initial -> {
                            if (isCell(initial)) {
                                shared.add(declarator.name());
                                shared.addAll(names(initial));
                            }
                            visit(initial);
                        }));
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

    /** Whether an expression is a cell that exists already, and not a new one. */
    private static boolean isCell(Expr expr) {
        return switch (expr) {
            case Expr.Chain ignored -> false;
            case Expr.Unary ignored -> false;
            case Expr.New ignored -> false;
            case Expr.NewArray ignored -> false;
            case Expr.NewArrayOf ignored -> false;
            case Expr.Grouped(var inner, int at) -> isCell(inner);
            default -> true;
        };
    }

    private static List<String> names(Expr expr) {
        return switch (expr) {
            case Expr.Name(var name, int at) -> List.of(name);
            case Expr.Index(var target, var index, int at) -> names(target);
            case Expr.Grouped(var inner, int at) -> names(inner);
            default -> List.of();
        };
    }

    private void visit(Expr expr) {
        for (var child : children(expr)) {
            visit(child);
        }
        switch (expr) {
            case Expr.Assign assign -> assigned.add(assign.name());
            case Expr.Call call -> call.arguments().forEach(argument -> shared.addAll(names(argument)));
            case Expr.Chain chain -> {
                var changedWithin = new SharedCells();
                chain.links().forEach(link -> changedWithin.visit(link.operand()));
                changedWithin.visit(chain.first());
                shared.addAll(changedWithin.assigned);
            }
            default -> {}
        }
    }

    private static List<Expr> children(Expr expr) {
        return switch (expr) {
            case Expr.Grouped(var inner, int at) -> List.of(inner);
            case Expr.Unary(var operator, var operand, int at) -> List.of(operand);
            case Expr.Chain(var first, var links) -> {
                var all = new ArrayList<>(List.of(first));
                links.forEach(link -> all.add(link.operand()));
                yield all;
            }
            case Expr.Ternary(var condition, var whenTrue, var whenFalse, int at) ->
                List.of(condition, whenTrue, whenFalse);
            case Expr.Assign assign -> {
                var all = new ArrayList<>(List.of(assign.value()));
                assign.index().ifPresent(all::add);
                yield all;
            }
            case Expr.Index(var target, var index, int at) -> List.of(target, index);
            case Expr.Field(var target, var name, int at) -> List.of(target);
            case Expr.Call(var target, var name, var arguments, int at) -> {
                var all = new ArrayList<>(arguments);
                all.add(target);
                yield all;
            }
            case Expr.New(var type, var arguments, int at) -> arguments;
            case Expr.NewArray(var type, var length, int at) -> List.of(length);
            case Expr.NewArrayOf(var type, var elements, int at) -> elements;
            case Expr.LongLiteral ignored -> List.of();
            case Expr.DoubleLiteral ignored -> List.of();
            case Expr.StringLiteral ignored -> List.of();
            case Expr.BooleanLiteral ignored -> List.of();
            case Expr.NullLiteral ignored -> List.of();
            case Expr.Name ignored -> List.of();
        };
    }
}
