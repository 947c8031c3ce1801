package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.value.Kind;

/** A compiled expression. Immutable; all state is in the frame. */
abstract class Node {

    /** Computes the value into the frame's register and returns its kind. */
    abstract Kind eval(Frame frame);

    /** Computes the value as an object. */
    Object object(Frame frame) {
        return frame.object(eval(frame));
    }

    /** Computes the value as a condition. */
    boolean test(Frame frame) {
        return isTrue(frame, eval(frame));
    }

    /** Does what the expression does, where its value is not asked for. */
    void execute(Frame frame) {
        eval(frame);
    }

    /** Returns the value of the register, which must be a boolean. */
    static boolean isTrue(Frame frame, Kind kind) {
        if (kind != Kind.BOOLEAN) {
            throw Fault.type("class-cast", "expected BOOLEAN as a condition but found " + kind);
        }
        return frame.bits != 0;
    }
}
