package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.library.Library;
import io.maestro.internal.eval.syntax.Expr;
import io.maestro.internal.eval.syntax.Program;
import io.maestro.internal.eval.syntax.Statement;
import io.maestro.internal.eval.syntax.Words;
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

    /** Recurses as deep as a program is nested, so it takes nothing apart itself; see {@link ExprCompiler#part}. */
    private Action action(Statement statement) {
        return switch (statement) {
            case Statement.Block block -> new Action.Sequence(actions(block.statements()), 2);
            case Statement.Evaluate evaluate -> evaluate(evaluate.expression(), Flow.VALUE, 1);
            case Statement.Declare declare -> {
                var actions = new ArrayList<Action>();
                declare(declare, actions);
                yield new Action.Sequence(actions, 0);
            }
            case Statement.If branch -> branch(branch);
            case Statement.Loop loop -> loop(loop);
            case Statement.Break jump -> new Action.Jump(Flow.BREAK, jump.at());
            case Statement.Continue jump -> new Action.Jump(Flow.CONTINUE, jump.at());
            case Statement.Return result -> evaluate(result.value(), Flow.RETURN, 2);
            case Statement.Throw thrown -> thrown(thrown);
        };
    }

    private Action evaluate(Expr expression, Flow flow, int visited) {
        expressions.visit(visited);
        var node = expressions.expression(expression, 0);
        return new Action.Evaluate(node, flow, expressions.takeCost());
    }

    private Action thrown(Statement.Throw thrown) {
        expressions.visit(2);
        var node = expressions.expression(thrown.value(), 0);
        return new Action.Throw(node, expressions.takeCost(), thrown.at());
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
                actions.add(new Action.Fail(fault.suggesting(Words.like(declare.type())), declare.at()));
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
