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
                of(Kind.LONG, "STRING", "toString", "the digits", (c, n, a) -> n.toString()),
                of(
                        Kind.LONG,
                        "STRING",
                        "toString",
                        "the digits of the argument",
                        (c, n, a) -> a[0].toString(),
                        ArgType.LONG),
                of(
                        Kind.LONG,
                        "LONG",
                        "valueOf",
                        "the argument as an integer",
                        (c, n, a) -> a[0],
                        ArgType.VALUE_OF_LONG),
                of(
                        Kind.LONG,
                        "LONG",
                        "parseLong",
                        "the integer that a text holds",
                        (c, n, a) -> Numbers.parseLong((String) a[0]),
                        ArgType.KEY),
                of(Kind.LONG, "LONG", "intValue", "the same integer, however large", (c, n, a) -> n),
                of(Kind.DOUBLE, "STRING", "toString", "the number as text", (c, n, a) -> n.toString()),
                of(
                        Kind.DOUBLE,
                        "STRING",
                        "toString",
                        "the argument as text",
                        (c, n, a) -> a[0].toString(),
                        ArgType.DOUBLE),
                of(
                        Kind.DOUBLE,
                        "DOUBLE",
                        "valueOf",
                        "the argument as a decimal number",
                        (c, n, a) -> a[0],
                        ArgType.VALUE_OF_DOUBLE),
                of(
                        Kind.DOUBLE,
                        "DOUBLE",
                        "parseDouble",
                        "the number that a text holds",
                        (c, n, a) -> Numbers.parseDouble((String) a[0]),
                        ArgType.KEY),
                of(Kind.DOUBLE, "LONG", "intValue", "the integer left of the point", (c, n, a) -> (long) (double) n),
                of(Kind.DOUBLE, "LONG", "longValue", "the integer left of the point", (c, n, a) -> (long) (double) n),
                of(
                        Kind.MATH,
                        "LONG",
                        "min",
                        "the smaller of two integers",
                        (c, m, a) -> Math.min((long) a[0], (long) a[1]),
                        ArgType.LONG,
                        ArgType.LONG),
                of(
                        Kind.MATH,
                        "LONG",
                        "max",
                        "the larger of two integers",
                        (c, m, a) -> Math.max((long) a[0], (long) a[1]),
                        ArgType.LONG,
                        ArgType.LONG),
                of(
                        Kind.MATH,
                        "DOUBLE",
                        "pow",
                        "the first number to the power of the second",
                        (c, m, a) -> Math.pow((double) a[0], (double) a[1]),
                        ArgType.NUMBER,
                        ArgType.NUMBER),
                of(
                        Kind.MATH,
                        "DOUBLE",
                        "random",
                        "a random number from 0, included, to 1, excluded",
                        (c, m, a) -> c.ambient().random()),
                of(
                        misc(),
                        "LONG",
                        "currentTimeMillis",
                        "the present, in milliseconds since 1970",
                        (c, m, a) -> c.ambient().currentTimeMillis()),
                of(misc(), "its type", "asList", "the argument itself", (c, m, a) -> a[0], ArgType.ANY),
                of(
                        Kind.UUID,
                        "UUID",
                        "randomUUID",
                        "a new random id; not fit for secrets",
                        (c, u, a) ->
                                new UUID(c.ambient().randomBits(), c.ambient().randomBits())),
                of(
                        Kind.UUID,
                        "STRING",
                        "toString",
                        "the id as text",
                        (c, u, a) -> u instanceof UUID id ? id.toString() : "null"));
    }

    private static Kind misc() {
        return Kind.PRESET_MISC_FUNC_FIELDS;
    }

    private static Method of(
            Kind receiver, String returns, String name, String summary, Method.Body body, ArgType... arguments) {
        return Method.of(receiver, ON_EITHER, returns, name, summary, body, arguments);
    }
}
