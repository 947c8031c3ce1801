package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.library.Library;
import io.maestro.internal.eval.syntax.Program;
import io.maestro.internal.eval.syntax.Statement;
import io.maestro.internal.eval.value.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compiles statements. */
final class ProgramCompiler {

    /** A declaration's type waits for the initial value. */
    private static final int BEHIND_TYPE = 1;

    private final Names names;
    private final ExprCompiler expressions;

    ProgramCompiler(Names names, Budget foldingBudget) {
        this.names = names;
        this.expressions = new ExprCompiler(names, foldingBudget);
    }

    Action compile(Program program) {
        return new Action.Main(actions(program.statements()), 1L + program.imports());
    }

    private List<Action> actions(List<Statement> statements) {
        var actions = new ArrayList<Action>();
        for (var statement : statements) {
            if (statement instanceof Statement.Declare declare) {
                declare(declare, actions);
            } else {
                actions.add(action(statement));
            }
        }
        return actions;
    }

    private Action action(Statement statement) {
        return switch (statement) {
            case Statement.Block(var statements) -> new Action.Sequence(actions(statements), 2);
            case Statement.Evaluate(var expression) -> {
                expressions.visit(1);
                var node = expressions.expression(expression, 0);
                yield new Action.Evaluate(node, Flow.VALUE, expressions.takeCost());
            }
            case Statement.Declare declare -> {
                var actions = new ArrayList<Action>();
                declare(declare, actions);
                yield new Action.Sequence(actions, 0);
            }
            case Statement.If branch -> branch(branch);
            case Statement.Loop loop -> loop(loop);
            case Statement.Break(int at) -> new Action.Jump(Flow.BREAK, at);
            case Statement.Continue(int at) -> new Action.Jump(Flow.CONTINUE, at);
            case Statement.Return(var value) -> {
                expressions.visit(2);
                var node = expressions.expression(value, 0);
                yield new Action.Evaluate(node, Flow.RETURN, expressions.takeCost());
            }
            case Statement.Throw(var value, int at) -> {
                expressions.visit(2);
                var node = expressions.expression(value, 0);
                yield new Action.Throw(node, expressions.takeCost(), at);
            }
        };
    }

    /** Each variable is an action of its own, so that one can refer to those before it. */
    private void declare(Statement.Declare declare, List<Action> actions) {
        expressions.visit(3);
        for (var declarator : declare.declarators()) {
            expressions.visit(2);
            var initial = declarator.initial().map(value -> expressions.expression(value, BEHIND_TYPE));
            long cost = expressions.takeCost();
            try {
                var kind =
                        declare.array() ? ExprCompiler.arrayKind(declare.type()) : Library.classNamed(declare.type());
                actions.add(
                        new Action.Declare(names.variable(declarator.name()), kind, initial, cost, declarator.at()));
            } catch (Fault fault) {
                actions.add(new Action.Fail(fault, declare.at()));
            }
        }
    }

    private Action branch(Statement.If branch) {
        expressions.visit(2);
        var condition = expressions.expression(branch.condition(), 0);
        long cost = expressions.takeCost();
        var whenTrue = action(branch.whenTrue());
        Optional<Action> whenFalse = branch.whenFalse().map(this::action);
        return new Action.If(
                condition, whenTrue, whenFalse, cost, branch.condition().at());
    }

    private Action loop(Statement.Loop loop) {
        var initial = loop.initial().map(this::action).orElseGet(ProgramCompiler::nothing);
        var condition =
                loop.condition().map(expr -> expressions.expression(expr, 0)).orElseGet(() -> new ConstantNode(true));
        long cost = expressions.takeCost();
        var update = loop.update().map(expr -> {
            expressions.visit(1);
            var node = expressions.part(expr, 0);
            return (Action) new Action.Evaluate(node, Flow.VALUE, expressions.takeCost());
        });
        var body = action(loop.body());
        return new Action.Loop(initial, condition, update.orElseGet(ProgramCompiler::nothing), body, cost, loop.at());
    }

    private static Action nothing() {
        return new Action.Sequence(List.of(), 1);
    }
}
