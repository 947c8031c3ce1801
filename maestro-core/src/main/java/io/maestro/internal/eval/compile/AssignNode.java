package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.syntax.AssignOperator;
import io.maestro.internal.eval.value.Kind;
import java.util.Optional;

/** An assignment to a variable; its value is the new value of the variable. */
final class AssignNode extends Node {

    private final Variable variable;
    private final AssignOperator operator;
    private final Node value;
    private final int at;

    AssignNode(Variable variable, AssignOperator operator, Node value, int at) {
        this.variable = variable;
        this.operator = operator;
        this.value = value;
        this.at = at;
    }

    /** Returns the variable if it is sure to hold a LONG after this. */
    Optional<Variable> madeLong() {
        return operator == AssignOperator.SET && LongNode.of(value).isPresent()
                ? Optional.of(variable)
                : Optional.empty();
    }

    @Override
    Kind eval(Frame frame) {
        var kind = value.eval(frame);
        frame.at = at;
        if (operator == AssignOperator.SET) {
            variable.assign(frame, kind);
            return kind;
        }
        long bits = frame.bits;
        var ref = frame.ref;
        var current = variable.read(frame);
        if (current == Kind.LONG && kind == Kind.LONG) {
            frame.bits = Updates.apply(operator, frame.bits, bits);
        } else if (current == Kind.DOUBLE && kind == Kind.DOUBLE) {
            frame.setDouble(
                    Updates.apply(operator, Double.longBitsToDouble(frame.bits), Double.longBitsToDouble(bits)));
        } else if (current == Kind.STRING && operator == AssignOperator.ADD) {
            frame.ref = Updates.extend(frame.ref, Frame.object(kind, bits, ref), frame.budget);
        } else {
            throw unsupported(current, kind);
        }
        frame.write(variable.slot(), current);
        return current;
    }

    private Fault unsupported(Kind current, Kind kind) {
        if (current == Kind.LONG || current == Kind.DOUBLE) {
            return Fault.type(
                    "type-mismatch",
                    "'" + variable.name() + "' holds a " + current + " and cannot be changed by a " + kind);
        }
        return Fault.type(
                "assign-operator",
                "'" + operator.symbol() + "' has no meaning for '" + variable.name() + "', which holds a " + current);
    }
}
