package io.maestro.param;

import java.lang.invoke.MethodType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A Java class whose instances are single values of a param.
 *
 * @param javaType the class
 * @param type the type of such params
 * @param expected what a value must be, in words
 * @param writer from Java
 * @param reader to Java; empty if the value is none of these
 * @param <T> the Java type
 */
record Scalar<T>(
        Class<T> javaType,
        ParamType type,
        String expected,
        Function<T, ParamValue> writer,
        Function<ParamValue, Optional<T>> reader) {

    /** Whole numbers between this one and its negative each have a double of their own. */
    private static final long MAX_EXACT_IN_DOUBLE = 1L << 53;

    private static final List<Scalar<?>> ALL = List.of(
            new Scalar<>(String.class, ParamType.STRING, "a text", ParamValue::of, Scalar::text),
            new Scalar<>(Long.class, ParamType.LONG, "a whole number", ParamValue::of, Scalar::integer),
            new Scalar<>(
                    Integer.class, ParamType.LONG, "a whole number of 32 bits", ParamValue::of, Scalar::smallInteger),
            new Scalar<>(Double.class, ParamType.DOUBLE, "a number", ParamValue::of, Scalar::real),
            new Scalar<>(Boolean.class, ParamType.BOOLEAN, "true or false", ParamValue::of, Scalar::truth),
            written(LocalDate.class, "a date such as '2026-11-22'", LocalDate::parse),
            written(LocalDateTime.class, "a date and time such as '2026-11-22T08:30'", LocalDateTime::parse),
            written(
                    ZonedDateTime.class,
                    "a date and time with zone such as '2026-11-22T08:30+01:00[Europe/Paris]'",
                    ZonedDateTime::parse),
            written(Instant.class, "an instant such as '2026-11-22T07:30:00Z'", Instant::parse),
            written(Duration.class, "a duration such as 'PT10M'", Duration::parse));

    /** Returns the entry of a class, or throws an IllegalArgumentException. */
    @SuppressWarnings("unchecked") // an entry is found by the class that it holds
    static <T> Scalar<T> of(Class<T> type) {
        return (Scalar<T>) find(type)
                .orElseThrow(() -> new IllegalArgumentException("no param holds values of type " + type.getTypeName()
                        + "; expected " + supported() + ", or a ParamCodec for lists and maps of these"));
    }

    /** Returns the entry of a class, if it has one. */
    static Optional<Scalar<?>> find(Class<?> type) {
        if (type.isEnum()) {
            return Optional.of(constants(type));
        }
        var boxed = MethodType.methodType(type).wrap().returnType();
        return ALL.stream().filter(scalar -> scalar.javaType == boxed).findFirst();
    }

    /** Returns the classes that have an entry, in words. */
    static String supported() {
        return ALL.stream().map(scalar -> scalar.javaType.getSimpleName()).collect(Collectors.joining(", "))
                + " or an enum";
    }

    /** Returns the param value of an instance of the class. */
    ParamValue write(Object value) {
        return writer.apply(javaType.cast(value));
    }

    private static <T> Scalar<T> written(Class<T> type, String expected, Function<String, T> parser) {
        return new Scalar<>(
                type,
                ParamType.STRING,
                expected,
                value -> ParamValue.of(value.toString()),
                value -> text(value).flatMap(text -> parsed(text, parser)));
    }

    private static <T> Optional<T> parsed(String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static <T> Scalar<T> constants(Class<T> type) {
        var constants = List.of(type.getEnumConstants());
        var names = constants.stream().map(Scalar::nameOf).collect(Collectors.joining(", "));
        return new Scalar<>(
                type,
                ParamType.STRING,
                "one of " + names,
                constant -> ParamValue.of(nameOf(constant)),
                value -> text(value)
                        .flatMap(text -> constants.stream()
                                .filter(constant -> nameOf(constant).equals(text))
                                .findFirst()));
    }

    private static String nameOf(Object constant) {
        return ((Enum<?>) constant).name();
    }

    private static Optional<String> text(ParamValue value) {
        return value instanceof ParamValue.StringValue text ? Optional.of(text.value()) : Optional.empty();
    }

    private static Optional<Long> integer(ParamValue value) {
        return value instanceof ParamValue.LongValue number ? Optional.of(number.value()) : Optional.empty();
    }

    private static Optional<Integer> smallInteger(ParamValue value) {
        return integer(value).filter(number -> number == number.intValue()).map(Long::intValue);
    }

    private static Optional<Double> real(ParamValue value) {
        return switch (value) {
            case ParamValue.DoubleValue number -> Optional.of(number.value());
            case ParamValue.LongValue number
            when isExactInDouble(number.value()) -> Optional.of((double) number.value());
            default -> Optional.empty();
        };
    }

    private static boolean isExactInDouble(long number) {
        return -MAX_EXACT_IN_DOUBLE <= number && number <= MAX_EXACT_IN_DOUBLE;
    }

    private static Optional<Boolean> truth(ParamValue value) {
        return value instanceof ParamValue.BooleanValue truth ? Optional.of(truth.value()) : Optional.empty();
    }
}
