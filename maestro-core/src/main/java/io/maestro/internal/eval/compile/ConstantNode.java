package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.value.Kind;
import io.maestro.internal.eval.value.Values;

/** A literal, a folded constant, or a class. */
final class ConstantNode extends Node {

    private final Object value;
    private final Kind kind;
    private final long bits;

    ConstantNode(Object value) {
        this.value = value;
        this.kind = Values.kind(value);
        this.bits = switch (value) {
            case Long number -> number;
            case Double number -> Double.doubleToRawLongBits(number);
            case Boolean flag -> flag ? 1 : 0;
            default -> 0;
        };
    }

    Object value() {
        return value;
    }

    @Override
    Kind eval(Frame frame) {
        frame.bits = bits;
        frame.ref = value;
        return kind;
    }

    @Override
    Object object(Frame frame) {
        return value;
    }
}
