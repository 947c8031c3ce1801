package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.value.Kind;
import io.maestro.internal.eval.value.Values;
import java.util.List;
import java.util.Optional;

/** A compiled statement. Immutable; all state is in the frame. Each pays for what it visits before it does it. */
abstract class Action {

    /** Carries the statement out. */
    abstract Flow run(Frame frame);

    /** Statements one after the other; what the last one came to is what all came to. */
    static final class Sequence extends Action {
        private final Action[] actions;
        private final long cost;

        Sequence(List<Action> actions, long cost) {
            this.actions = actions.toArray(new Action[0]);
            this.cost = cost;
        }

        @Override
        Flow run(Frame frame) {
            frame.budget.spend(cost);
            var flow = Flow.NOTHING;
            for (var action : actions) {
                flow = action.run(frame);
                if (flow != Flow.NOTHING && flow != Flow.VALUE) {
                    return flow;
                }
            }
            return flow;
        }
    }

    /**
     * The statements of a program. A {@code break} or {@code continue} that leaves one of them ends only that one, as in
     * Netflix Maestro; it is an error only at the program's end.
     */
    static final class Main extends Action {
        private final Action[] actions;
        private final long cost;

        Main(List<Action> actions, long cost) {
            this.actions = actions.toArray(new Action[0]);
            this.cost = cost;
        }

        @Override
        Flow run(Frame frame) {
            frame.budget.spend(cost);
            var flow = Flow.NOTHING;
            for (var action : actions) {
                flow = action.run(frame);
                if (flow == Flow.RETURN) {
                    return flow;
                }
            }
            return flow;
        }
    }

    /** An expression, or the {@code return} of one. */
    static final class Evaluate extends Action {
        private final Node expression;
        private final Flow flow;
        private final long cost;
        private final int at;

        Evaluate(Node expression, Flow flow, long cost, int at) {
            this.expression = expression;
            this.flow = flow;
            this.cost = cost;
            this.at = at;
        }

        @Override
        Flow run(Frame frame) {
            frame.budget.spend(cost);
            frame.result = expression.eval(frame);
            // An error about the program's value points at what it came from.
            frame.at = at;
            return flow;
        }
    }

    /** An expression whose value nobody asks for. */
    static final class Effect extends Action {
        final Node expression;
        final long cost;

        Effect(Node expression, long cost) {
            this.expression = expression;
            this.cost = cost;
        }

        @Override
        Flow run(Frame frame) {
            frame.budget.spend(cost);
            expression.execute(frame);
            return Flow.NOTHING;
        }
    }

    /** A declared variable. */
    static final class Declare extends Action {
        private final Variable variable;
        private final Kind kind;
        private final Optional<Node> initial;
        private final long cost;
        private final int at;

        Declare(Variable variable, Kind kind, Optional<Node> initial, long cost, int at) {
            this.variable = variable;
            this.kind = kind;
            this.initial = initial;
            this.cost = cost;
            this.at = at;
        }

        @Override
        Flow run(Frame frame) {
            frame.budget.spend(cost);
            if (initial.isPresent()) {
                var found = initial.get().eval(frame);
                if (found != kind) {
                    frame.at = at;
                    throw Fault.type(
                            "type-mismatch", "expected " + kind + " for '" + variable.name() + "' but found " + found);
                }
            } else {
                frame.set(Values.initial(kind));
            }
            frame.write(variable.slot(), kind);
            return Flow.NOTHING;
        }
    }

    /** An {@code if}: it has no value, whatever its branches have. */
    static final class If extends Action {
        private final Node condition;
        private final Action whenTrue;
        private final Optional<Action> whenFalse;
        private final long cost;
        private final int at;

        If(Node condition, Action whenTrue, Optional<Action> whenFalse, long cost, int at) {
            this.condition = condition;
            this.whenTrue = whenTrue;
            this.whenFalse = whenFalse;
            this.cost = cost;
            this.at = at;
        }

        @Override
        Flow run(Frame frame) {
            frame.budget.spend(cost);
            frame.at = at;
            Flow flow;
            if (condition.test(frame)) {
                flow = whenTrue.run(frame);
            } else {
                flow = whenFalse.isPresent() ? whenFalse.get().run(frame) : Flow.NOTHING;
            }
            return flow == Flow.VALUE ? Flow.NOTHING : flow;
        }
    }

    /** A loop. */
    static final class Loop extends Action {
        private final Action initial;
        private final Node condition;
        private final Action update;
        private final Action body;
        private final long cost;
        private final int at;

        Loop(Action initial, Node condition, Action update, Action body, long cost, int at) {
            this.initial = initial;
            this.condition = condition;
            this.update = update;
            this.body = body;
            this.cost = cost;
            this.at = at;
        }

        @Override
        Flow run(Frame frame) {
            initial.run(frame);
            int limit = frame.budget.limits().loopPasses();
            for (int passes = 0; ; passes++) {
                frame.at = at;
                if (passes >= limit) {
                    throw tooManyPasses(limit);
                }
                frame.budget.spend(cost);
                if (!condition.test(frame)) {
                    return Flow.NOTHING;
                }
                var flow = body.run(frame);
                if (flow == Flow.RETURN) {
                    return flow;
                }
                if (flow == Flow.BREAK) {
                    return Flow.NOTHING;
                }
                update.run(frame);
            }
        }
    }

    /** A {@code break} or {@code continue}. */
    static final class Jump extends Action {
        private final Flow flow;
        private final int at;

        Jump(Flow flow, int at) {
            this.flow = flow;
            this.at = at;
        }

        @Override
        Flow run(Frame frame) {
            frame.budget.spend(2);
            frame.at = at;
            return flow;
        }
    }

    /** A {@code throw}. */
    static final class Throw extends Action {
        private final Node value;
        private final long cost;
        private final int at;

        Throw(Node value, long cost, int at) {
            this.value = value;
            this.cost = cost;
            this.at = at;
        }

        @Override
        Flow run(Frame frame) {
            frame.budget.spend(cost);
            var thrown = value.object(frame);
            frame.at = at;
            if (Values.kind(thrown) != Kind.STRING) {
                throw Fault.type("throw-non-string", "expected STRING after 'throw' but found " + Values.kind(thrown));
            }
            throw new Thrown(thrown instanceof String text ? text : "null");
        }
    }

    /** A statement that cannot be carried out, which matters only when the program comes to it. */
    static final class Fail extends Action {
        private final Fault fault;
        private final int at;

        Fail(Fault fault, int at) {
            this.fault = fault;
            this.at = at;
        }

        @Override
        Flow run(Frame frame) {
            frame.at = at;
            throw fault;
        }
    }

    static Fault tooManyPasses(int limit) {
        return Fault.limit("loop-limit", "a loop took too many passes; the limit is " + limit);
    }
}
