package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.syntax.BinaryOperator;
import io.maestro.internal.eval.value.Kind;
import io.maestro.internal.eval.value.Texts;

/**
 * Two operands and the operator between them. Both sides of {@code &&} and {@code ||} are always evaluated, as Netflix
 * Maestro does.
 */
final class BinaryNode extends Node {

    private final BinaryOperator operator;
    private final Node left;
    private final Node right;
    private final int at;
    private final boolean compares;
    private final boolean computes;

    BinaryNode(BinaryOperator operator, Node left, Node right, int at) {
        this.operator = operator;
        this.left = left;
        this.right = right;
        this.at = at;
        this.compares = operator.isComparison();
        this.computes = operator.isArithmetic();
    }

    @Override
    Kind eval(Frame frame) {
        return apply(frame, left.eval(frame));
    }

    @Override
    boolean test(Frame frame) {
        var leftKind = left.eval(frame);
        if (!compares || leftKind != Kind.LONG) {
            return isTrue(frame, apply(frame, leftKind));
        }
        long bits = frame.bits;
        var rightKind = right.eval(frame);
        return rightKind == Kind.LONG
                ? Operators.compare(operator, bits, frame.bits)
                : isTrue(frame, other(frame, leftKind, bits, frame.ref, rightKind));
    }

    /** Goes on where the left operand is in the register. */
    Kind apply(Frame frame, Kind leftKind) {
        long bits = frame.bits;
        var ref = frame.ref;
        var rightKind = right.eval(frame);
        if (leftKind == Kind.LONG && rightKind == Kind.LONG) {
            if (compares) {
                return frame.setBoolean(Operators.compare(operator, bits, frame.bits));
            }
            if (computes) {
                frame.at = at;
                return frame.setLong(Operators.arithmetic(operator, bits, frame.bits));
            }
        }
        return other(frame, leftKind, bits, ref, rightKind);
    }

    private Kind other(Frame frame, Kind leftKind, long bits, Object ref, Kind rightKind) {
        if (leftKind == Kind.BOOLEAN && rightKind == Kind.BOOLEAN) {
            if (operator == BinaryOperator.AND) {
                return frame.setBoolean((bits & frame.bits) != 0);
            }
            if (operator == BinaryOperator.OR) {
                return frame.setBoolean((bits | frame.bits) != 0);
            }
        } else if (leftKind == Kind.STRING && rightKind == Kind.STRING && operator == BinaryOperator.EQUAL) {
            return frame.setBoolean(ref.equals(frame.ref));
        } else if (isNumber(leftKind) && isNumber(rightKind)) {
            double number = number(leftKind, bits);
            if (compares) {
                return frame.setBoolean(Operators.compare(operator, number, number(rightKind, frame.bits)));
            }
            if (computes) {
                return frame.setDouble(Operators.arithmetic(operator, number, number(rightKind, frame.bits)));
            }
        }
        frame.at = at;
        var operand = frame.object(rightKind);
        return frame.set(Operators.binary(operator, Frame.object(leftKind, bits, ref), operand, frame.budget));
    }

    boolean adds() {
        return operator == BinaryOperator.ADD;
    }

    /** Adds the right operand to a text that stands for the left one. */
    void appendTo(StringBuilder text, Frame frame) {
        var kind = right.eval(frame);
        frame.at = at;
        switch (kind) {
            case LONG -> text.append(frame.bits);
            case DOUBLE -> text.append(Double.longBitsToDouble(frame.bits));
            default -> text.append(Texts.joined(frame.object(kind), frame.budget));
        }
        frame.budget.addText(text.length());
    }

    private static boolean isNumber(Kind kind) {
        return kind == Kind.LONG || kind == Kind.DOUBLE;
    }

    private static double number(Kind kind, long bits) {
        return kind == Kind.LONG ? bits : Double.longBitsToDouble(bits);
    }
}
