package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.value.Kind;

/** A condition with a value for either outcome; only one of them is evaluated, and paid for. */
final class TernaryNode extends Node {

    private final Node condition;
    private final Node whenTrue;
    private final long costWhenTrue;
    private final Node whenFalse;
    private final long costWhenFalse;
    private final int at;

    TernaryNode(Node condition, Node whenTrue, long costWhenTrue, Node whenFalse, long costWhenFalse, int at) {
        this.condition = condition;
        this.whenTrue = whenTrue;
        this.costWhenTrue = costWhenTrue;
        this.whenFalse = whenFalse;
        this.costWhenFalse = costWhenFalse;
        this.at = at;
    }

    @Override
    Kind eval(Frame frame) {
        frame.at = at;
        if (condition.test(frame)) {
            frame.budget.spend(costWhenTrue);
            return whenTrue.eval(frame);
        }
        frame.budget.spend(costWhenFalse);
        return whenFalse.eval(frame);
    }
}
