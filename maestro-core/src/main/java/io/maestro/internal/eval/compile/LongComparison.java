package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.syntax.BinaryOperator;
import io.maestro.internal.eval.value.Kind;

/** A comparison of two values of which is known that they are LONGs. */
final class LongComparison extends Node {

    private final LongNode left;
    private final LongNode right;
    private final boolean whenLess;
    private final boolean whenEqual;
    private final boolean whenGreater;

    LongComparison(BinaryOperator operator, LongNode left, LongNode right) {
        this.left = left;
        this.right = right;
        this.whenLess = Operators.compare(operator, 0, 1);
        this.whenEqual = Operators.compare(operator, 0, 0);
        this.whenGreater = Operators.compare(operator, 1, 0);
    }

    @Override
    boolean test(Frame frame) {
        long first = left.value(frame);
        long second = right.value(frame);
        if (first == second) {
            return whenEqual;
        }
        return first < second ? whenLess : whenGreater;
    }

    @Override
    Kind eval(Frame frame) {
        return frame.setBoolean(test(frame));
    }
}
