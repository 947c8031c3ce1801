package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.value.Kind;

/** An expression that cannot be evaluated, which matters only when the program comes to it. */
final class FailNode extends Node {

    private final Fault fault;
    private final int at;

    FailNode(Fault fault, int at) {
        this.fault = fault;
        this.at = at;
    }

    @Override
    Kind eval(Frame frame) {
        frame.at = at;
        throw fault;
    }
}
