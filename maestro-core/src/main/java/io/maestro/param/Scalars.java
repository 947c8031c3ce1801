package io.maestro.param;

import io.maestro.error.NearMiss;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The Java classes whose instances are single values of a param, and enums. */
final class Scalars {

    /** Whole numbers between this one and its negative each have a double of their own. */
    private static final long MAX_EXACT_IN_DOUBLE = 1L << 53;

    private static final List<Scalar<?>> ALL = List.of(
            new Scalar<>(String.class, ParamType.STRING, "a text", ParamValue::of, Scalars::text),
            new Scalar<>(Long.class, ParamType.LONG, "a whole number", ParamValue::of, Scalars::integer),
            new Scalar<>(
                    Integer.class, ParamType.LONG, "a whole number of 32 bits", ParamValue::of, Scalars::smallInteger),
            new Scalar<>(Double.class, ParamType.DOUBLE, "a number", ParamValue::of, Scalars::real),
            new Scalar<>(Boolean.class, ParamType.BOOLEAN, "true or false", ParamValue::of, Scalars::truth),
            number(BigInteger.class, "a whole number of any size, such as '12345678901234567890'", Scalars::bigInteger),
            number(BigDecimal.class, "a decimal number such as '9.95'", Scalars::bigDecimal),
            written(LocalDate.class, "a date such as '2026-11-22'", LocalDate::parse),
            written(LocalTime.class, "a time such as '08:30'", LocalTime::parse),
            written(LocalDateTime.class, "a date and time such as '2026-11-22T08:30'", LocalDateTime::parse),
            written(OffsetTime.class, "a time with offset such as '08:30+01:00'", OffsetTime::parse),
            written(
                    OffsetDateTime.class,
                    "a date and time with offset such as '2026-11-22T08:30+01:00'",
                    OffsetDateTime::parse),
            written(
                    ZonedDateTime.class,
                    "a date and time with zone such as '2026-11-22T08:30+01:00[Europe/Paris]'",
                    ZonedDateTime::parse),
            written(Instant.class, "an instant such as '2026-11-22T07:30:00Z'", Instant::parse),
            written(Duration.class, "a duration such as 'PT10M'", Duration::parse),
            written(Period.class, "a period such as 'P1M15D'", Period::parse),
            new Scalar<>(
                    Year.class,
                    ParamType.LONG,
                    "a year such as 2026",
                    year -> ParamValue.of(year.getValue()),
                    value -> integer(value).flatMap(number -> parsed(number, Scalars::year))),
            written(YearMonth.class, "a month of a year such as '2026-11'", YearMonth::parse),
            written(MonthDay.class, "a day of the year such as '--11-22'", MonthDay::parse),
            written(ZoneId.class, "a time zone such as 'Europe/Paris'", ZoneId::of),
            written(UUID.class, "a UUID such as '6f2c1a54-2f0b-4a56-9d0e-3c1d8a7f4b10'", Scalars::uuid),
            written(URI.class, "a URI such as 's3://bucket/key'", URI::create));

    private Scalars() {}

    /** Returns the entry of a class, or throws an IllegalArgumentException. */
    @SuppressWarnings("unchecked") // an entry is found by the class that it holds
    static <T> Scalar<T> of(Class<T> type) {
        return (Scalar<T>) find(type).orElseThrow(() -> unsupported(type));
    }

    static IllegalArgumentException unsupported(Class<?> type) {
        return new IllegalArgumentException("no param holds values of type " + type.getTypeName() + "; expected "
                + supported() + ", or a ParamCodec for lists, maps and classes with members of these");
    }

    /** Returns the entry of a class, if it has one. */
    static Optional<Scalar<?>> find(Class<?> type) {
        if (type.isEnum()) {
            return Optional.of(constants(type));
        }
        var boxed = MethodType.methodType(type).wrap().returnType();
        return ALL.stream().filter(scalar -> scalar.javaType() == boxed).findFirst();
    }

    /** Returns the entry of the class of a value, if it has one. */
    static Optional<Scalar<?>> findFor(Object value) {
        // A constant with a body of its own has a class of its own, and a time zone has one that nobody names.
        return value instanceof Enum<?> constant
                ? find(constant.getDeclaringClass())
                : ALL.stream()
                        .filter(scalar -> scalar.javaType().isInstance(value))
                        .findFirst();
    }

    /** Returns the classes that have an entry, in words. */
    static String supported() {
        return ALL.stream().map(scalar -> scalar.javaType().getSimpleName()).collect(Collectors.joining(", "))
                + " or an enum";
    }

    private static <T> Scalar<T> written(Class<T> type, String expected, Function<String, T> parser) {
        return number(type, expected, value -> text(value).flatMap(text -> parsed(text, parser)));
    }

    /** Returns the entry of a class whose instances are texts, though they may be read from numbers as well. */
    private static <T> Scalar<T> number(Class<T> type, String expected, Function<ParamValue, Optional<T>> reader) {
        return new Scalar<>(type, ParamType.STRING, expected, value -> ParamValue.of(value.toString()), reader);
    }

    private static <S, T> Optional<T> parsed(S source, Function<S, T> parser) {
        try {
            return Optional.of(parser.apply(source));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static <T> Scalar<T> constants(Class<T> type) {
        var constants = List.of(type.getEnumConstants());
        var names = constants.stream().map(Scalars::nameOf).toList();
        return new Scalar<>(
                type,
                ParamType.STRING,
                "one of " + String.join(", ", names),
                constant -> ParamValue.of(nameOf(constant)),
                value -> text(value)
                        .flatMap(text -> constants.stream()
                                .filter(constant -> nameOf(constant).equals(text))
                                .findFirst()),
                value -> text(value)
                        .flatMap(text -> NearMiss.of(text, names))
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse(""));
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

    private static Optional<BigInteger> bigInteger(ParamValue value) {
        return integer(value)
                .map(BigInteger::valueOf)
                .or(() -> text(value).flatMap(text -> parsed(text, BigInteger::new)));
    }

    private static Optional<BigDecimal> bigDecimal(ParamValue value) {
        return switch (value) {
            case ParamValue.LongValue number -> Optional.of(BigDecimal.valueOf(number.value()));
            // The shortest decimal that is this double, which is what its author wrote.
            case ParamValue.DoubleValue number -> parsed(number.value(), BigDecimal::valueOf);
            case ParamValue.StringValue text -> parsed(text.value(), BigDecimal::new);
            default -> Optional.empty();
        };
    }

    private static Year year(long number) {
        return Year.of(Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    /** The parser of Java takes less than a whole UUID, and fills in zeros. */
    private static UUID uuid(String text) {
        var uuid = UUID.fromString(text);
        if (!uuid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException(text);
        }
        return uuid;
    }
}
