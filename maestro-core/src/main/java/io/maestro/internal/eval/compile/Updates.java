package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.syntax.AssignOperator;
import io.maestro.internal.eval.syntax.BinaryOperator;
import io.maestro.internal.eval.value.Budget;
import io.maestro.internal.eval.value.Texts;

/** What the assignments that compute do with the old value and the one on their right. */
final class Updates {

    private Updates() {}

    static long apply(AssignOperator operator, long old, long value) {
        return switch (operator) {
            case SET -> value;
            case ADD -> old + value;
            case SUBTRACT -> old - value;
            case MULTIPLY -> old * value;
            case DIVIDE -> Operators.arithmetic(BinaryOperator.DIVIDE, old, value);
            case REMAINDER -> Operators.arithmetic(BinaryOperator.REMAINDER, old, value);
        };
    }

    static double apply(AssignOperator operator, double old, double value) {
        return switch (operator) {
            case SET -> value;
            case ADD -> old + value;
            case SUBTRACT -> old - value;
            case MULTIPLY -> old * value;
            case DIVIDE -> old / value;
            case REMAINDER -> old % value;
        };
    }

    /** The new text replaces the old one, so only what it grows by is new. */
    static String extend(Object old, Object value, Budget budget) {
        var text = Texts.joined(old, budget);
        var added = Texts.joined(value, budget);
        budget.extendText(added.length(), text.length());
        return text.concat(added);
    }
}
