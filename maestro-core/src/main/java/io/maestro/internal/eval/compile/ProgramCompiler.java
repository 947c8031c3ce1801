package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.library.Library;
import io.maestro.internal.eval.syntax.Expr;
import io.maestro.internal.eval.syntax.Program;
import io.maestro.internal.eval.syntax.Statement;
import io.maestro.internal.eval.syntax.Words;
import io.maestro.internal.eval.value.Budget;
import io.maestro.internal.eval.value.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compiles statements. */
final class ProgramCompiler {

    /** A declaration's type waits for the initial value. */
    private static final int BEHIND_TYPE = 1;

    private final Names names;
    private final SureLongs longs;
    private final ExprCompiler expressions;
    private int jumps;

    ProgramCompiler(Names names, Budget foldingBudget) {
        this.names = names;
        this.longs = new SureLongs(names);
        this.expressions = new ExprCompiler(names, longs, foldingBudget);
    }

    Action compile(Program program) {
        return new Action.Main(actions(program.statements(), true), 1L + program.imports());
    }

    /** Compiles statements that follow each other; only the value of the last can be asked for. */
    private List<Action> actions(List<Statement> statements, boolean valued) {
        var actions = new ArrayList<Action>();
        int last = statements.size() - 1;
        for (int i = 0; i <= last; i++) {
            var statement = statements.get(i);
            if (statement instanceof Statement.Declare declare) {
                declare(declare, actions);
            } else {
                actions.add(action(statement, valued && i == last));
            }
        }
        return actions;
    }

    /** Recurses as deep as a program is nested, so it takes nothing apart itself; see {@link ExprCompiler#part}. */
    private Action action(Statement statement, boolean valued) {
        return switch (statement) {
            case Statement.Block block -> block(block, valued);
            case Statement.Evaluate evaluate ->
                valued ? evaluate(evaluate.expression(), Flow.VALUE, 1) : effect(evaluate.expression());
            case Statement.Declare declare -> {
                var actions = new ArrayList<Action>();
                declare(declare, actions);
                yield new Action.Sequence(actions, 0);
            }
            case Statement.If branch -> branch(branch);
            case Statement.Loop loop -> loop(loop);
            case Statement.Break jump -> jump(Flow.BREAK, jump.at());
            case Statement.Continue jump -> jump(Flow.CONTINUE, jump.at());
            case Statement.Return result -> evaluate(result.value(), Flow.RETURN, 2);
            case Statement.Throw thrown -> thrown(thrown);
        };
    }

    /** What a block assigns is sure behind it only if nothing within can leave it early. */
    private Action block(Statement.Block block, boolean valued) {
        var before = longs.now();
        int jumpsBefore = jumps;
        var actions = actions(block.statements(), valued);
        if (jumps > jumpsBefore) {
            longs.backTo(before);
        }
        return together(actions);
    }

    private Action jump(Flow flow, int at) {
        jumps++;
        return new Action.Jump(flow, at);
    }

    /** What is nothing but effects is one effect. */
    private static Action together(List<Action> actions) {
        var effects = new ArrayList<Action.Effect>();
        for (var action : actions) {
            if (action instanceof Action.Effect effect) {
                effects.add(effect);
            }
        }
        if (effects.isEmpty() || effects.size() < actions.size()) {
            return new Action.Sequence(actions, 2);
        }
        var nodes = effects.stream().map(effect -> effect.expression).toList();
        long cost = 2 + effects.stream().mapToLong(effect -> effect.cost).sum();
        return new Action.Effect(nodes.size() == 1 ? nodes.getFirst() : new EffectsNode(nodes), cost);
    }

    private Action evaluate(Expr expression, Flow flow, int visited) {
        expressions.visit(visited);
        var node = expressions.expression(expression, 0);
        return new Action.Evaluate(node, flow, expressions.takeCost(), expression.at());
    }

    private Action effect(Expr expression) {
        expressions.visit(1);
        var node = expressions.expression(expression, 0);
        if (node instanceof AssignNode assign) {
            assign.madeLong().ifPresent(longs::add);
        }
        return new Action.Effect(node, expressions.takeCost());
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
                var variable = names.variable(declarator.name());
                actions.add(new Action.Declare(variable, kind, initial, cost, declarator.at()));
                if (kind == Kind.LONG) {
                    longs.add(variable);
                }
            } catch (Fault fault) {
                actions.add(new Action.Fail(fault.suggesting(Words.like(declare.type())), declare.at()));
            }
        }
    }

    private Action branch(Statement.If branch) {
        expressions.visit(2);
        var condition = expressions.expression(branch.condition(), 0);
        long cost = expressions.takeCost();
        var before = longs.now();
        var whenTrue = action(branch.whenTrue(), false);
        longs.backTo(before);
        Optional<Action> whenFalse = branch.whenFalse().map(statement -> action(statement, false));
        longs.backTo(before);
        return new Action.If(
                condition, whenTrue, whenFalse, cost, branch.condition().at());
    }

    private Action loop(Statement.Loop loop) {
        var initial = loop.initial().map(statement -> action(statement, false)).orElse(nothing());
        var before = longs.now();
        var condition =
                loop.condition().map(expr -> expressions.expression(expr, 0)).orElseGet(() -> new ConstantNode(true));
        long cost = expressions.takeCost();
        var update = loop.update().map(this::update).orElse(nothing());
        var body = action(loop.body(), false);
        longs.backTo(before);
        return body instanceof Action.Effect effect
                ? new PlainLoop(initial, condition, cost, effect, update, loop.at())
                : new Action.Loop(initial, condition, update, body, cost, loop.at());
    }

    private Action.Effect update(Expr expr) {
        expressions.visit(1);
        var node = expressions.part(expr, 0);
        return new Action.Effect(node, expressions.takeCost());
    }

    private static Action.Effect nothing() {
        return new Action.Effect(new ConstantNode(true), 1);
    }
}
