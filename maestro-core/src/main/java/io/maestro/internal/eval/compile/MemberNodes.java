package io.maestro.internal.eval.compile;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.library.ArgType;
import io.maestro.internal.eval.library.Constructor;
import io.maestro.internal.eval.library.Library;
import io.maestro.internal.eval.library.Method;
import io.maestro.internal.eval.value.Kind;
import io.maestro.internal.eval.value.Preset;
import io.maestro.internal.eval.value.Values;
import io.maestro.sel.SelErrorCategory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Fields, methods and constructors. */
final class MemberNodes {

    private MemberNodes() {}

    /** {@code target.name}. */
    static final class Field extends Node {
        private final Node target;
        private final String name;
        private final Map<Kind, io.maestro.internal.eval.library.Field> candidates;
        private final int at;

        Field(Node target, String name, int at) {
            this.target = target;
            this.name = name;
            this.candidates = new EnumMap<>(Kind.class);
            this.candidates.putAll(Library.fields(name));
            this.at = at;
        }

        @Override
        Kind eval(Frame frame) {
            var value = target.object(frame);
            frame.at = at;
            if (value == Preset.PARAMS) {
                return frame.set(Library.element(frame.context, value, name));
            }
            var kind = Values.kind(value);
            var field = candidates.get(kind);
            if (field == null) {
                throw Library.noField(kind, name);
            }
            return frame.set(field.reader().apply(value));
        }
    }

    /** {@code target.name(arguments)}. */
    static final class Call extends Node {
        private final Node target;
        private final String name;
        private final Node[] arguments;
        private final Map<Kind, Candidate> candidates;
        private final int at;

        /** A method that may be meant, with those arguments that are known before. */
        private record Candidate(Method method, Accepted accepted) {}

        Call(Node target, String name, List<Node> arguments, int at) {
            this.target = target;
            this.name = name;
            this.arguments = arguments.toArray(new Node[0]);
            this.at = at;
            this.candidates = new EnumMap<>(Kind.class);
            Library.methods(name, arguments.size())
                    .forEach((kind, method) ->
                            candidates.put(kind, new Candidate(method, new Accepted(arguments, method::argument))));
        }

        @Override
        Kind eval(Frame frame) {
            var receiver = target.object(frame);
            var values = Accepted.evaluate(arguments, frame);
            var kind = Values.kind(receiver);
            frame.at = at;
            var candidate = candidates.get(kind);
            if (candidate == null) {
                throw Library.noMethod(kind, name, arguments.length);
            }
            candidate.accepted.accept(values);
            return frame.set(call(() -> candidate.method.call(frame.context, receiver, values)));
        }
    }

    /** {@code new Type(arguments)}. */
    static final class New extends Node {
        private final Node[] arguments;
        private final Constructor constructor;
        private final Accepted accepted;
        private final int at;

        New(Constructor constructor, List<Node> arguments, int at) {
            this.constructor = constructor;
            this.arguments = arguments.toArray(new Node[0]);
            this.accepted = new Accepted(arguments, constructor.arguments()::get);
            this.at = at;
        }

        @Override
        Kind eval(Frame frame) {
            var values = Accepted.evaluate(arguments, frame);
            frame.at = at;
            accepted.accept(values);
            return frame.set(call(() -> constructor.body().make(frame.context, values)));
        }
    }

    private interface Action {
        Object perform();
    }

    private static Object call(Action action) {
        try {
            return action.perform();
        } catch (ArithmeticException e) {
            throw Fault.of(SelErrorCategory.ARITHMETIC, "arithmetic", "a number became too large: " + e.getMessage());
        }
    }

    /** The types of a call's arguments. What a literal comes to is found out once: a compiled pattern, for instance. */
    private static final class Accepted {
        private final ArgType[] types;
        private final @Nullable Object[] constants;

        Accepted(List<Node> arguments, IntFunction<ArgType> type) {
            types = new ArgType[arguments.size()];
            constants = new @Nullable Object[arguments.size()];
            for (int i = 0; i < types.length; i++) {
                types[i] = type.apply(i);
                constants[i] = arguments.get(i) instanceof ConstantNode constant ? accept(types[i], constant) : null;
            }
        }

        private static @Nullable Object accept(ArgType type, ConstantNode constant) {
            try {
                return type.accept(constant.value());
            } catch (Fault e) {
                // A literal that does not fit is an error only when the program comes to it.
                return null;
            }
        }

        static Object[] evaluate(Node[] arguments, Frame frame) {
            var values = new Object[arguments.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments[i].object(frame);
            }
            return values;
        }

        void accept(Object[] values) {
            for (int i = 0; i < values.length; i++) {
                var constant = constants[i];
                values[i] = constant == null ? types[i].accept(values[i]) : constant;
            }
        }
    }
}
