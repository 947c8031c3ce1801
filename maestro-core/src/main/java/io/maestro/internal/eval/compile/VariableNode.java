package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.value.Kind;

/** A variable or input. */
final class VariableNode extends Node {

    private final Variable variable;

    VariableNode(Variable variable) {
        this.variable = variable;
    }

    @Override
    Kind eval(Frame frame) {
        return variable.read(frame);
    }
}
