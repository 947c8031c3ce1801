package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.library.Library;
import io.maestro.internal.eval.syntax.AssignOperator;
import io.maestro.internal.eval.value.Absent;
import io.maestro.internal.eval.value.Kind;
import io.maestro.internal.eval.value.Values;
import io.maestro.sel.SelErrorCategory;

/** Elements of arrays: reading and assigning them. */
final class ElementNodes {

    private ElementNodes() {}

    /** {@code target[index]}. */
    static final class Read extends Node {
        private final Node target;
        private final Node index;
        private final int at;

        Read(Node target, Node index, int at) {
            this.target = target;
            this.index = index;
            this.at = at;
        }

        @Override
        Kind eval(Frame frame) {
            var array = target.object(frame);
            var kind = index.eval(frame);
            frame.at = at;
            if (kind == Kind.LONG) {
                return read(frame, array, frame.bits);
            }
            if (kind == Kind.STRING) {
                return frame.set(Library.element(frame.context, array, frame.ref.toString()));
            }
            throw Fault.type("index-type", "expected LONG as an index but found " + kind);
        }
    }

    /** {@code variable[index] operator value}. */
    static final class Assign extends Node {
        private final Variable variable;
        private final Node index;
        private final AssignOperator operator;
        private final Node value;
        private final int at;

        Assign(Variable variable, Node index, AssignOperator operator, Node value, int at) {
            this.variable = variable;
            this.index = index;
            this.operator = operator;
            this.value = value;
            this.at = at;
        }

        @Override
        Kind eval(Frame frame) {
            var place = index.object(frame);
            var changed = value.object(frame);
            frame.at = at;
            if (!(place instanceof Long number)) {
                throw Fault.type("class-cast", "expected LONG as an index but found " + Values.kind(place));
            }
            var array = frame.object(variable.read(frame));
            switch (array) {
                case long[] longs
                when changed instanceof Long right -> {
                    int i = checked(number, longs.length);
                    longs[i] = Updates.apply(operator, longs[i], right);
                }
                case double[] doubles
                when changed instanceof Double right -> {
                    int i = checked(number, doubles.length);
                    doubles[i] = Updates.apply(operator, doubles[i], right);
                }
                case boolean[] flags
                when changed instanceof Boolean right && operator == AssignOperator.SET ->
                    flags[checked(number, flags.length)] = right;
                case String[] texts -> assignText(frame, texts, number, changed);
                default -> throw unsupported(array, number, changed);
            }
            return read(frame, array, number);
        }

        private void assignText(Frame frame, String[] texts, long place, Object changed) {
            int i = checked(place, texts.length);
            if (operator == AssignOperator.ADD) {
                texts[i] = Updates.extend(textOrAbsent(texts, i), changed, frame.budget);
            } else if (operator == AssignOperator.SET && changed instanceof String text) {
                texts[i] = text;
            } else if (operator != AssignOperator.SET || changed != Absent.STRING) {
                throw unsupported(texts, place, changed);
            }
        }

        private Fault unsupported(Object array, long place, Object changed) {
            var kind = Values.kind(array);
            checked(place, length(array));
            boolean noSuchOperator = (array instanceof boolean[] && changed instanceof Boolean)
                    || (array instanceof String[] && operator != AssignOperator.SET);
            return noSuchOperator
                    ? Fault.type(
                            "assign-operator", "'" + operator.symbol() + "' has no meaning for an element of a " + kind)
                    : Fault.type(
                            "type-mismatch",
                            "an element of a " + kind + " cannot be assigned a " + Values.kind(changed));
        }
    }

    private static Object textOrAbsent(String[] texts, int index) {
        var text = texts[index];
        return text == null ? Absent.STRING : text;
    }

    private static Kind read(Frame frame, Object array, long index) {
        return switch (array) {
            case long[] longs -> frame.setLong(longs[checked(index, longs.length)]);
            case double[] doubles -> frame.setDouble(doubles[checked(index, doubles.length)]);
            case boolean[] flags -> frame.setBoolean(flags[checked(index, flags.length)]);
            case String[] texts -> frame.set(textOrAbsent(texts, checked(index, texts.length)));
            default -> throw noArray(array);
        };
    }

    private static int length(Object array) {
        return switch (array) {
            case long[] longs -> longs.length;
            case double[] doubles -> doubles.length;
            case boolean[] flags -> flags.length;
            case String[] texts -> texts.length;
            default -> throw noArray(array);
        };
    }

    private static Fault noArray(Object value) {
        return Fault.type("class-cast", "a " + Values.kind(value) + " has no elements");
    }

    private static int checked(long index, int length) {
        if (index < 0 || index >= length) {
            throw Fault.of(
                    SelErrorCategory.INDEX,
                    "array-index",
                    "there is no element " + index + " in an array of " + length);
        }
        return (int) index;
    }
}
