package io.maestro.conformance.sel;

import io.maestro.internal.eval.syntax.Expr;
import io.maestro.internal.eval.syntax.Parser;
import io.maestro.internal.eval.syntax.Source;
import io.maestro.internal.eval.syntax.Statement;
import io.maestro.internal.eval.syntax.Tree;
import io.maestro.sel.EvalLimits;
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
        Parser.parse(Source.of(text), EvalLimits.defaults()).walk(cells::visit);
        cells.shared.retainAll(cells.assigned);
        return !cells.shared.isEmpty();
    }

    private void visit(Tree part) {
        switch (part) {
            case Statement.Declarator declarator ->
                declarator.initial().filter(SharedCells::isCell).ifPresent(initial -> {
                    shared.add(declarator.name());
                    shared.addAll(names(initial));
                });
            case Expr.Assign assign -> assigned.add(assign.name());
            case Expr.Call call -> call.arguments().forEach(argument -> shared.addAll(names(argument)));
            case Expr.Chain chain -> {
                var changedWithin = new SharedCells();
                chain.parts().forEach(operand -> operand.walk(changedWithin::visit));
                shared.addAll(changedWithin.assigned);
            }
            case Expr ignored -> {}
            case Statement ignored -> {}
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
}
