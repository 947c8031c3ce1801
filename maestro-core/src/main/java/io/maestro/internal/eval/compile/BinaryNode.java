package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.syntax.BinaryOperator;
import io.maestro.internal.eval.value.Kind;
import java.util.List;

/**
 * Operands joined by operators of one precedence. Both sides of {@code &&} and {@code ||} are always evaluated, as Netflix
 * Maestro does.
 */
final class BinaryNode extends Node {

    private final Node first;
    private final BinaryOperator[] operators;
    private final Node[] operands;
    private final int[] positions;

    /** An operator with what follows it. */
    record Link(BinaryOperator operator, Node operand, int at) {}

    BinaryNode(Node first, List<Link> links) {
        this.first = first;
        this.operators = links.stream().map(Link::operator).toArray(BinaryOperator[]::new);
        this.operands = links.stream().map(Link::operand).toArray(Node[]::new);
        this.positions = links.stream().mapToInt(Link::at).toArray();
    }

    @Override
    Kind eval(Frame frame) {
        var kind = first.eval(frame);
        for (int i = 0; i < operands.length; i++) {
            kind = apply(frame, i, kind);
        }
        return kind;
    }

    private Kind apply(Frame frame, int index, Kind leftKind) {
        long bits = frame.bits;
        var ref = frame.ref;
        var rightKind = operands[index].eval(frame);
        var operator = operators[index];
        frame.at = positions[index];
        if (leftKind == Kind.LONG && rightKind == Kind.LONG) {
            if (operator.isComparison()) {
                return frame.setBoolean(Operators.compare(operator, bits, frame.bits));
            }
            if (operator.precedence() > BinaryOperator.EQUAL.precedence()) {
                return frame.setLong(Operators.arithmetic(operator, bits, frame.bits));
            }
        } else if (leftKind == Kind.BOOLEAN && rightKind == Kind.BOOLEAN) {
            if (operator == BinaryOperator.AND) {
                return frame.setBoolean((bits & frame.bits) != 0);
            }
            if (operator == BinaryOperator.OR) {
                return frame.setBoolean((bits | frame.bits) != 0);
            }
        } else if (isNumber(leftKind)
                && isNumber(rightKind)
                && operator.precedence() >= BinaryOperator.EQUAL.precedence()) {
            return doubles(frame, operator, number(leftKind, bits), number(rightKind, frame.bits));
        }
        var right = frame.object(rightKind);
        return frame.set(Operators.binary(operator, Frame.object(leftKind, bits, ref), right, frame.budget));
    }

    private static Kind doubles(Frame frame, BinaryOperator operator, double left, double right) {
        return operator.isComparison()
                ? frame.setBoolean(Operators.compare(operator, left, right))
                : frame.setDouble(Operators.arithmetic(operator, left, right));
    }

    private static boolean isNumber(Kind kind) {
        return kind == Kind.LONG || kind == Kind.DOUBLE;
    }

    private static double number(Kind kind, long bits) {
        return kind == Kind.LONG ? bits : Double.longBitsToDouble(bits);
    }
}
