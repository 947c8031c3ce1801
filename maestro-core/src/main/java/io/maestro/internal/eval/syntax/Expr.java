package io.maestro.internal.eval.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An expression of the program. Each has the offset at which an error about it points. */
public sealed interface Expr extends Tree {

    /**
     * Returns where the expression stands.
     *
     * @return the offset in the program
     */
    int at();

    /**
     * An integer.
     *
     * @param value its value
     * @param at where it stands
     */
    record LongLiteral(long value, int at) implements Expr {
        @Override
        public List<Tree> parts() {
            return List.of();
        }
    }

    /**
     * A decimal number.
     *
     * @param value its value
     * @param at where it stands
     */
    record DoubleLiteral(double value, int at) implements Expr {
        @Override
        public List<Tree> parts() {
            return List.of();
        }
    }

    /**
     * A text.
     *
     * @param value the text without quotes and escapes
     * @param at where it stands
     */
    record StringLiteral(String value, int at) implements Expr {
        @Override
        public List<Tree> parts() {
            return List.of();
        }
    }

    /**
     * {@code true} or {@code false}.
     *
     * @param value which of them
     * @param at where it stands
     */
    record BooleanLiteral(boolean value, int at) implements Expr {
        @Override
        public List<Tree> parts() {
            return List.of();
        }
    }

    /**
     * {@code null}.
     *
     * @param at where it stands
     */
    record NullLiteral(int at) implements Expr {
        @Override
        public List<Tree> parts() {
            return List.of();
        }
    }

    /**
     * A variable, an input or a class.
     *
     * @param name the name
     * @param at where it stands
     */
    record Name(String name, int at) implements Expr {
        @Override
        public List<Tree> parts() {
            return List.of();
        }
    }

    /**
     * An expression in parentheses.
     *
     * @param inner what stands within them
     * @param at where they open
     */
    record Grouped(Expr inner, int at) implements Expr {
        @Override
        public List<Tree> parts() {
            return List.of(inner);
        }
    }

    /**
     * An operator before its operand.
     *
     * @param operator the operator
     * @param operand the operand
     * @param at where the operator stands
     */
    record Unary(UnaryOperator operator, Expr operand, int at) implements Expr {
        @Override
        public List<Tree> parts() {
            return List.of(operand);
        }
    }

    /**
     * Operands joined by operators of one precedence, evaluated from the left. A long sum is one flat chain and needs no depth.
     *
     * @param first the first operand
     * @param links the others, each with the operator before it
     */
    record Chain(Expr first, List<Link> links) implements Expr {
        @Override
        public int at() {
            return links.getFirst().at();
        }

        @Override
        public List<Tree> parts() {
            var parts = new ArrayList<Tree>(links.size() + 1);
            parts.add(first);
            links.forEach(link -> parts.add(link.operand()));
            return parts;
        }
    }

    /**
     * An operator and what follows it.
     *
     * @param operator the operator
     * @param operand the operand on its right
     * @param at where the operator stands
     */
    record Link(BinaryOperator operator, Expr operand, int at) {}

    /**
     * A condition with a value for either outcome.
     *
     * @param condition the condition
     * @param whenTrue the value if it holds
     * @param whenFalse the value if not
     * @param at where the question mark stands
     */
    record Ternary(Expr condition, Expr whenTrue, Expr whenFalse, int at) implements Expr {
        @Override
        public List<Tree> parts() {
            return List.of(condition, whenTrue, whenFalse);
        }
    }

    /**
     * An assignment to a variable or to an element of an array.
     *
     * @param name the variable
     * @param index which element, or empty for the variable itself
     * @param operator the operator
     * @param value the value on its right
     * @param at where the variable stands
     */
    record Assign(String name, Optional<Expr> index, AssignOperator operator, Expr value, int at) implements Expr {
        @Override
        public List<Tree> parts() {
            return index.<List<Tree>>map(place -> List.of(place, value)).orElse(List.of(value));
        }
    }

    /**
     * An element.
     *
     * @param target the array
     * @param index which element
     * @param at where the bracket stands
     */
    record Index(Expr target, Expr index, int at) implements Expr {
        @Override
        public List<Tree> parts() {
            return List.of(target, index);
        }
    }

    /**
     * A field.
     *
     * @param target the value or class
     * @param name the field's name
     * @param at where the name stands
     */
    record Field(Expr target, String name, int at) implements Expr {
        @Override
        public List<Tree> parts() {
            return List.of(target);
        }
    }

    /**
     * A method call.
     *
     * @param target the value or class
     * @param name the method's name
     * @param arguments the arguments
     * @param at where the name stands
     */
    record Call(Expr target, String name, List<Expr> arguments, int at) implements Expr {
        @Override
        public List<Tree> parts() {
            var parts = new ArrayList<Tree>(arguments.size() + 1);
            parts.add(target);
            parts.addAll(arguments);
            return parts;
        }
    }

    /**
     * A new object.
     *
     * @param type the class
     * @param arguments the arguments
     * @param at where the class stands
     */
    record New(String type, List<Expr> arguments, int at) implements Expr {
        @Override
        public List<Tree> parts() {
            return List.copyOf(arguments);
        }
    }

    /**
     * A new array with default elements.
     *
     * @param type the elements' type
     * @param length how many
     * @param at where the type stands
     */
    record NewArray(String type, Expr length, int at) implements Expr {
        @Override
        public List<Tree> parts() {
            return List.of(length);
        }
    }

    /**
     * A new array with given elements.
     *
     * @param type the elements' type
     * @param elements the elements
     * @param at where the type stands
     */
    record NewArrayOf(String type, List<Expr> elements, int at) implements Expr {
        @Override
        public List<Tree> parts() {
            return List.copyOf(elements);
        }
    }
}
