package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.syntax.BinaryOperator;
import io.maestro.internal.eval.syntax.UnaryOperator;
import io.maestro.internal.eval.value.Absent;
import io.maestro.internal.eval.value.Budget;
import io.maestro.internal.eval.value.Kind;
import io.maestro.internal.eval.value.Preset;
import io.maestro.internal.eval.value.Texts;
import io.maestro.internal.eval.value.Values;
import io.maestro.sel.SelErrorCategory;
import java.util.UUID;

/** What the operators mean for operands of all kinds. The left operand decides; so {@code 1 == '1'} but not {@code '1' == 1}. */
final class Operators {

    private Operators() {}

    static Object binary(BinaryOperator operator, Object left, Object right, Budget budget) {
        return switch (left) {
            case Long number -> ofLong(operator, number, right, budget);
            case Double number -> ofDouble(operator, number, right, budget);
            case Boolean flag -> ofBoolean(operator, flag, right);
            case String text -> ofText(operator, text, right, budget);
            case Absent absent when absent == Absent.STRING -> ofText(operator, left, right, budget);
            case Absent absent when absent == Absent.NULL -> ofNull(operator, right, budget);
            default -> throw unsupported(operator, left, right);
        };
    }

    private static Object ofLong(BinaryOperator operator, long left, Object right, Budget budget) {
        return switch (right) {
            case Long number when operator.isComparison() -> compare(operator, left, number);
            case Long number when operator.isArithmetic() -> arithmetic(operator, left, number);
            case Long ignored -> throw unsupported(operator, left, right);
            case Double number -> ofDouble(operator, (double) left, number, budget);
            case String ignored -> ofText(operator, Long.toString(left), right, budget);
            case Absent absent when absent == Absent.STRING -> ofText(operator, Long.toString(left), right, budget);
            default -> ofOtherKind(operator, left, right, "type-mismatch");
        };
    }

    private static Object ofDouble(BinaryOperator operator, double left, Object right, Budget budget) {
        return switch (right) {
            case Long number -> doubles(operator, left, (double) number);
            case Double number -> doubles(operator, left, number);
            case String ignored -> ofText(operator, Double.toString(left), right, budget);
            case Absent absent when absent == Absent.STRING -> ofText(operator, Double.toString(left), right, budget);
            case Absent absent when absent == Absent.NULL -> ofOtherKind(operator, left, right, "operator");
            default -> ofOtherKind(operator, left, right, "class-cast");
        };
    }

    private static Object doubles(BinaryOperator operator, double left, double right) {
        if (operator.isComparison()) {
            return compare(operator, left, right);
        }
        if (!operator.isArithmetic()) {
            throw unsupported(operator, left, right);
        }
        return arithmetic(operator, left, right);
    }

    private static Object ofBoolean(BinaryOperator operator, boolean left, Object right) {
        if (!(right instanceof Boolean flag)) {
            return ofOtherKind(operator, left, right, "type-mismatch");
        }
        return switch (operator) {
            case AND -> left && flag;
            case OR -> left || flag;
            case EQUAL -> left == flag;
            case NOT_EQUAL -> left != flag;
            default -> throw unsupported(operator, left, right);
        };
    }

    /** Any value may be compared with {@code null}, which it is not. */
    private static Object ofOtherKind(BinaryOperator operator, Object left, Object right, String detail) {
        if (right == Absent.NULL && operator == BinaryOperator.EQUAL) {
            return false;
        }
        if (right == Absent.NULL && operator == BinaryOperator.NOT_EQUAL) {
            return true;
        }
        throw Fault.type(detail, message(operator, left, right));
    }

    /** The left side is a text or no text. */
    private static Object ofText(BinaryOperator operator, Object left, Object right, Budget budget) {
        return switch (operator) {
            case ADD -> concat(Texts.joined(left, budget), Texts.joined(right, budget), budget);
            case EQUAL -> sameText(operator, left, right);
            case NOT_EQUAL -> !sameText(operator, left, right);
            default -> throw unsupported(operator, left, right);
        };
    }

    private static boolean sameText(BinaryOperator operator, Object left, Object right) {
        if (right == Absent.NULL) {
            return left == Absent.STRING;
        }
        if (Values.kind(right) != Kind.STRING) {
            throw Fault.type("type-mismatch", message(operator, left, right));
        }
        return left.equals(right);
    }

    private static Object ofNull(BinaryOperator operator, Object right, Budget budget) {
        return switch (operator) {
            case EQUAL -> isNothing(right);
            case NOT_EQUAL -> !isNothing(right);
            case LESS, GREATER -> false;
            case ADD -> concat("null", Texts.joined(right, budget), budget);
            default -> throw unsupported(operator, Absent.NULL, right);
        };
    }

    private static boolean isNothing(Object value) {
        if (value instanceof UUID || value == Absent.UUID || value instanceof Preset) {
            throw Fault.type("no-value", "a " + Values.kind(value) + " cannot be compared");
        }
        return value instanceof Absent;
    }

    static String concat(String left, String right, Budget budget) {
        budget.addText((long) left.length() + right.length());
        return left.concat(right);
    }

    static boolean compare(BinaryOperator operator, long left, long right) {
        return switch (operator) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case LESS -> left < right;
            case GREATER -> left > right;
            case LESS_OR_EQUAL -> left <= right;
            case GREATER_OR_EQUAL -> left >= right;
            default -> throw new IllegalStateException(operator + " compares nothing");
        };
    }

    static boolean compare(BinaryOperator operator, double left, double right) {
        return switch (operator) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case LESS -> left < right;
            case GREATER -> left > right;
            case LESS_OR_EQUAL -> left <= right;
            case GREATER_OR_EQUAL -> left >= right;
            default -> throw new IllegalStateException(operator + " compares nothing");
        };
    }

    static long arithmetic(BinaryOperator operator, long left, long right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / nonZero(right);
            case REMAINDER -> left % nonZero(right);
            default -> throw new IllegalStateException(operator + " computes nothing");
        };
    }

    private static long nonZero(long divisor) {
        if (divisor == 0) {
            throw Fault.of(SelErrorCategory.ARITHMETIC, "arithmetic", "cannot divide an integer by zero");
        }
        return divisor;
    }

    static double arithmetic(BinaryOperator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case REMAINDER -> left % right;
            default -> throw new IllegalStateException(operator + " computes nothing");
        };
    }

    static Object unary(UnaryOperator operator, Object operand) {
        return switch (operand) {
            case Long number when operator == UnaryOperator.MINUS -> -number;
            case Long number when operator == UnaryOperator.PLUS -> number;
            case Double number when operator == UnaryOperator.MINUS -> -number;
            case Double number when operator == UnaryOperator.PLUS -> number;
            case Boolean flag when operator == UnaryOperator.NOT -> !flag;
            default ->
                throw Fault.type(
                        "operator", "'" + operator.symbol() + "' has no meaning for a " + Values.kind(operand));
        };
    }

    private static Fault unsupported(BinaryOperator operator, Object left, Object right) {
        return Fault.type("operator", message(operator, left, right));
    }

    private static String message(BinaryOperator operator, Object left, Object right) {
        return "'" + operator.symbol() + "' has no meaning between a " + Values.kind(left) + " and a "
                + Values.kind(right);
    }
}
