package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.value.Absent;
import io.maestro.internal.eval.value.Kind;
import io.maestro.internal.eval.value.Values;
import io.maestro.sel.SelErrorCategory;
import java.util.List;

/** New arrays. */
final class ArrayNodes {

    private ArrayNodes() {}

    /** {@code new type[length]}. */
    static final class OfLength extends Node {
        private final Kind kind;
        private final Node length;
        private final int at;

        OfLength(Kind kind, Node length, int at) {
            this.kind = kind;
            this.length = length;
            this.at = at;
        }

        @Override
        Kind eval(Frame frame) {
            var lengthKind = length.eval(frame);
            frame.at = at;
            if (lengthKind != Kind.LONG) {
                throw Fault.type("class-cast", "expected LONG as the length of an array but found " + lengthKind);
            }
            return frame.set(make(frame, kind, frame.bits));
        }
    }

    /** <code>new type[]{elements}</code>. */
    static final class OfElements extends Node {
        private final Kind kind;
        private final Node[] elements;
        private final int at;

        OfElements(Kind kind, List<Node> elements, int at) {
            this.kind = kind;
            this.elements = elements.toArray(new Node[0]);
            this.at = at;
        }

        @Override
        Kind eval(Frame frame) {
            frame.at = at;
            var array = make(frame, kind, elements.length);
            for (int i = 0; i < elements.length; i++) {
                put(array, i, elements[i].object(frame), frame);
            }
            return frame.set(array);
        }

        private void put(Object array, int index, Object element, Frame frame) {
            switch (array) {
                case long[] longs when element instanceof Long number -> longs[index] = number;
                case double[] doubles when element instanceof Double number -> doubles[index] = number;
                case boolean[] flags when element instanceof Boolean flag -> flags[index] = flag;
                case String[] texts when element instanceof String text -> texts[index] = text;
                default -> {
                    if (!(array instanceof String[]) || element != Absent.STRING) {
                        frame.at = at;
                        throw Fault.type("type-mismatch", "a " + kind + " cannot hold a " + Values.kind(element));
                    }
                }
            }
        }
    }

    private static Object make(Frame frame, Kind kind, long length) {
        int limit = frame.budget.limits().arrayLength();
        if (length >= limit) {
            throw Fault.limit("array-limit", "an array of " + length + " is too long; the limit is " + limit);
        }
        if (length < 0) {
            throw Fault.of(SelErrorCategory.INDEX, "negative-size", "an array cannot have a length of " + length);
        }
        frame.budget.addObjects(length + 1);
        return Values.newArray(kind, (int) length);
    }
}
