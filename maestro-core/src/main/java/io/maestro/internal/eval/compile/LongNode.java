package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.syntax.AssignOperator;
import io.maestro.internal.eval.syntax.BinaryOperator;
import io.maestro.internal.eval.value.Kind;
import java.util.Optional;
import java.util.function.LongBinaryOperator;

/**
 * An expression of which is known before it is evaluated that it comes to a LONG, or to an error. Its value goes from node to
 * node without the frame's register, which makes loops and counters several times faster.
 */
abstract class LongNode extends Node {

    /** Computes the value. */
    abstract long value(Frame frame);

    @Override
    final Kind eval(Frame frame) {
        return frame.setLong(value(frame));
    }

    @Override
    final Object object(Frame frame) {
        return value(frame);
    }

    @Override
    final void execute(Frame frame) {
        value(frame);
    }

    /** Returns a node as one of this kind, if it is sure to come to a LONG. */
    static Optional<LongNode> of(Node node) {
        if (node instanceof ConstantNode constant && constant.value() instanceof Long number) {
            return Optional.of(new Constant(number));
        }
        return node instanceof LongNode sure ? Optional.of(sure) : Optional.empty();
    }

    /** A literal, or what literals come to. */
    private static final class Constant extends LongNode {
        private final long value;

        Constant(long value) {
            this.value = value;
        }

        @Override
        long value(Frame frame) {
            return value;
        }
    }

    /** A variable that holds a LONG whenever the program comes to this place. */
    static final class Local extends LongNode {
        private final int slot;

        Local(Variable variable) {
            this.slot = variable.slot();
        }

        @Override
        long value(Frame frame) {
            return frame.longIn(slot);
        }
    }

    /** Returns the node of two operands and the operator between them. */
    static LongNode binary(BinaryOperator operator, LongNode left, LongNode right, int at) {
        return switch (operator) {
            case ADD -> new Sum(left, right);
            case SUBTRACT -> new Difference(left, right);
            case MULTIPLY -> new Product(left, right);
            default -> new Checked(left, right, at, (first, second) -> Operators.arithmetic(operator, first, second));
        };
    }

    /** Returns the node of an assignment to a variable that holds a LONG already. The value is computed before it is read. */
    static LongNode assign(Variable variable, AssignOperator operator, LongNode value, int at) {
        var old = new Local(variable);
        return new Assign(
                variable,
                switch (operator) {
                    case SET -> value;
                    case ADD -> new Sum(value, old);
                    case MULTIPLY -> new Product(value, old);
                    default -> new Checked(value, old, at, (given, before) -> Updates.apply(operator, before, given));
                });
    }

    // A class for each of the commonest operators: asking an enum in each evaluation costs more than the rest.

    private static final class Sum extends LongNode {
        private final LongNode left;
        private final LongNode right;

        Sum(LongNode left, LongNode right) {
            this.left = left;
            this.right = right;
        }

        @Override
        long value(Frame frame) {
            return left.value(frame) + right.value(frame);
        }
    }

    private static final class Difference extends LongNode {
        private final LongNode left;
        private final LongNode right;

        Difference(LongNode left, LongNode right) {
            this.left = left;
            this.right = right;
        }

        @Override
        long value(Frame frame) {
            return left.value(frame) - right.value(frame);
        }
    }

    private static final class Product extends LongNode {
        private final LongNode left;
        private final LongNode right;

        Product(LongNode left, LongNode right) {
            this.left = left;
            this.right = right;
        }

        @Override
        long value(Frame frame) {
            return left.value(frame) * right.value(frame);
        }
    }

    /** Whatever else is computed from two values; it may fail. */
    private static final class Checked extends LongNode {
        private final LongNode left;
        private final LongNode right;
        private final int at;
        private final LongBinaryOperator operation;

        Checked(LongNode left, LongNode right, int at, LongBinaryOperator operation) {
            this.left = left;
            this.right = right;
            this.at = at;
            this.operation = operation;
        }

        @Override
        long value(Frame frame) {
            long first = left.value(frame);
            long second = right.value(frame);
            frame.at = at;
            return operation.applyAsLong(first, second);
        }
    }

    private static final class Assign extends LongNode {
        private final int slot;
        private final LongNode value;

        Assign(Variable variable, LongNode value) {
            this.slot = variable.slot();
            this.value = value;
        }

        @Override
        long value(Frame frame) {
            long changed = value.value(frame);
            frame.setLongIn(slot, changed);
            return changed;
        }
    }
}
