package io.maestro.internal.eval.library;

import static io.maestro.internal.eval.library.Method.Form.ON_EITHER;

import io.maestro.internal.eval.value.Kind;
import java.util.List;
import java.util.UUID;

/** The methods of numbers, {@code Math}, {@code System}, {@code Arrays} and {@code UUID}. */
final class NumberMethods {

    private NumberMethods() {}

    static List<Method> all() {
        return List.of(
                of(Kind.LONG, "STRING", "toString", (c, n, a) -> n.toString()),
                of(Kind.LONG, "STRING", "toString", (c, n, a) -> a[0].toString(), ArgType.LONG),
                of(Kind.LONG, "LONG", "valueOf", (c, n, a) -> a[0], ArgType.VALUE_OF_LONG),
                of(Kind.LONG, "LONG", "parseLong", (c, n, a) -> Numbers.parseLong((String) a[0]), ArgType.KEY),
                of(Kind.LONG, "LONG", "intValue", (c, n, a) -> n),
                of(Kind.DOUBLE, "STRING", "toString", (c, n, a) -> n.toString()),
                of(Kind.DOUBLE, "STRING", "toString", (c, n, a) -> a[0].toString(), ArgType.DOUBLE),
                of(Kind.DOUBLE, "DOUBLE", "valueOf", (c, n, a) -> a[0], ArgType.VALUE_OF_DOUBLE),
                of(Kind.DOUBLE, "DOUBLE", "parseDouble", (c, n, a) -> Numbers.parseDouble((String) a[0]), ArgType.KEY),
                of(Kind.DOUBLE, "LONG", "intValue", (c, n, a) -> (long) (double) n),
                of(Kind.DOUBLE, "LONG", "longValue", (c, n, a) -> (long) (double) n),
                of(
                        Kind.MATH,
                        "LONG",
                        "min",
                        (c, m, a) -> Math.min((long) a[0], (long) a[1]),
                        ArgType.LONG,
                        ArgType.LONG),
                of(
                        Kind.MATH,
                        "LONG",
                        "max",
                        (c, m, a) -> Math.max((long) a[0], (long) a[1]),
                        ArgType.LONG,
                        ArgType.LONG),
                of(
                        Kind.MATH,
                        "DOUBLE",
                        "pow",
                        (c, m, a) -> Math.pow((double) a[0], (double) a[1]),
                        ArgType.NUMBER,
                        ArgType.NUMBER),
                of(Kind.MATH, "DOUBLE", "random", (c, m, a) -> c.ambient().random()),
                of(misc(), "LONG", "currentTimeMillis", (c, m, a) -> c.ambient().currentTimeMillis()),
                of(misc(), "the argument", "asList", (c, m, a) -> a[0], ArgType.ANY),
                of(
                        Kind.UUID,
                        "UUID",
                        "randomUUID",
                        (c, u, a) ->
                                new UUID(c.ambient().randomBits(), c.ambient().randomBits())),
                of(Kind.UUID, "STRING", "toString", (c, u, a) -> u instanceof UUID id ? id.toString() : "null"));
    }

    private static Kind misc() {
        return Kind.PRESET_MISC_FUNC_FIELDS;
    }

    private static Method of(Kind receiver, String returns, String name, Method.Body body, ArgType... arguments) {
        return Method.of(receiver, ON_EITHER, returns, name, body, arguments);
    }
}
