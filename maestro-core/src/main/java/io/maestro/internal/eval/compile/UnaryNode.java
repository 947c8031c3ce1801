package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.syntax.UnaryOperator;
import io.maestro.internal.eval.value.Kind;

/** An operator before its operand. */
final class UnaryNode extends Node {

    private final UnaryOperator operator;
    private final Node operand;
    private final int at;

    UnaryNode(UnaryOperator operator, Node operand, int at) {
        this.operator = operator;
        this.operand = operand;
        this.at = at;
    }

    @Override
    Kind eval(Frame frame) {
        var kind = operand.eval(frame);
        if (kind == Kind.BOOLEAN && operator == UnaryOperator.NOT) {
            return frame.setBoolean(frame.bits == 0);
        }
        if (kind == Kind.LONG && operator == UnaryOperator.MINUS) {
            return frame.setLong(-frame.bits);
        }
        frame.at = at;
        return frame.set(Operators.unary(operator, frame.object(kind)));
    }
}
