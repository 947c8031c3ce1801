package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.value.Kind;
import io.maestro.internal.eval.value.Values;

/** A literal, a folded constant, or a class. */
final class ConstantNode extends Node {

    private final Object value;
    private final Kind kind;
    private final long bits;
    private final boolean isBits;

    ConstantNode(Object value) {
        this.value = value;
        this.kind = Values.kind(value);
        this.isBits = kind == Kind.LONG || kind == Kind.DOUBLE || kind == Kind.BOOLEAN;
        this.bits = bits(value);
    }

    private static long bits(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof Double number) {
            return Double.doubleToRawLongBits(number);
        }
        return value instanceof Boolean flag && flag ? 1 : 0;
    }

    Object value() {
        return value;
    }

    @Override
    Kind eval(Frame frame) {
        if (isBits) {
            frame.bits = bits;
        } else {
            frame.ref = value;
        }
        return kind;
    }

    @Override
    Object object(Frame frame) {
        return value;
    }

    @Override
    void execute(Frame frame) {}
}
