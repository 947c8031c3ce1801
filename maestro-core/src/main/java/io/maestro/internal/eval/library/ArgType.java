package io.maestro.internal.eval.library;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.time.DateFormatter;
import io.maestro.internal.eval.time.DatePattern;
import io.maestro.internal.eval.time.Moment;
import io.maestro.internal.eval.time.Zone;
import io.maestro.internal.eval.time.Zones;
import io.maestro.internal.eval.value.Absent;
import io.maestro.internal.eval.value.Values;
import io.maestro.sel.SelErrorCategory;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a method takes as an argument. Accepting a value checks it and brings it into the form that the method works on; it
 * depends on nothing else, so that for a literal it is done once, when the program is compiled.
 */
public enum ArgType {
    /** Anything. */
    ANY("anything", Optional::of, "class-cast"),
    /** A text; none is a null error. */
    TEXT("STRING", ArgType::text, "class-cast"),
    /** A text; {@code null} is a type error. */
    KEY("STRING", ArgType::text, "class-cast"),
    /** A text or nothing. */
    TEXT_OR_NULL("STRING or null", value -> orNull(ArgType::text, value), "class-cast"),
    /** An integer. */
    LONG("LONG", value -> only(Long.class, value), "class-cast"),
    /** An integer of 32 bits. */
    INT("LONG of 32 bits", ArgType::integer, "class-cast"),
    /** A decimal number. */
    DOUBLE("DOUBLE", value -> only(Double.class, value), "class-cast"),
    /** A number, as a double. */
    NUMBER("LONG or DOUBLE", ArgType::number, "class-cast"),
    /** A moment. */
    MOMENT("DATETIME", value -> only(Moment.class, value), "class-cast"),
    /** A moment; none is the present. */
    MOMENT_OR_NOW("DATETIME", value -> orNull(moment -> only(Moment.class, moment), value), "class-cast"),
    /** A zone. */
    ZONE("DATETIME_ZONE", value -> only(Zone.class, value), "class-cast"),
    /** A zone; none is the default. */
    ZONE_OR_DEFAULT("DATETIME_ZONE", value -> orNull(zone -> only(Zone.class, zone), value), "class-cast"),
    /** A formatter. */
    FORMATTER("DATETIME_FORMATTER", value -> only(DateFormatter.class, value), "class-cast"),
    /** The name of a zone, as the zone. */
    ZONE_ID("STRING", value -> text(value).map(id -> Zones.forId((String) id)), "class-cast"),
    /** A date pattern, read. */
    PATTERN("STRING", value -> text(value).map(pattern -> DatePattern.of((String) pattern)), "class-cast"),
    /** A regular expression, compiled. */
    REGEX("STRING", value -> text(value).map(regex -> Regexes.compile((String) regex)), "class-cast"),
    /** A text or an integer, as a text. */
    DIGITS("STRING or LONG", ArgType::digits, "constructor-args"),
    /** An integer or the text of one, as an integer. */
    WHOLE("LONG or STRING", ArgType::whole, "constructor-args"),
    /** An integer of 32 bits or the text of one, as an integer. */
    STEP("LONG or STRING", value -> Optional.of(Numbers.parseInt(value)), "class-cast"),
    /** A boolean or a text, as a boolean. */
    FLAG("BOOLEAN or STRING", ArgType::flag, "constructor-args"),
    /** A decimal number or the text of one, as a double. */
    DECIMAL("DOUBLE or STRING", ArgType::decimal, "constructor-args"),
    /** What can be parsed as a date: a text or an integer, as a text. */
    PARSEABLE("STRING or LONG", ArgType::digits, "method"),
    /** What a formatter can print. */
    PRINTABLE("LONG or DATETIME", ArgType::printable, "method"),
    /** What {@code Long.valueOf} takes. */
    VALUE_OF_LONG("LONG or STRING", ArgType::whole, "method"),
    /** What {@code Double.valueOf} takes. */
    VALUE_OF_DOUBLE("DOUBLE or STRING", ArgType::decimal, "method");

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // the readers above keep no state
    private final Function<Object, Optional<?>> reader;

    private final String detail;

    ArgType(String description, Function<Object, Optional<?>> reader, String detail) {
        this.description = description;
        this.reader = reader;
        this.detail = detail;
    }

    /**
     * Returns which values are accepted, for messages and the reference.
     *
     * @return the description
     */
    public String description() {
        return description;
    }

    /**
     * Checks a value.
     *
     * @param value the value
     * @return the value as the method wants it
     * @throws Fault if the value does not fit
     */
    public Object accept(Object value) {
        var accepted = reader.apply(value);
        if (accepted.isPresent()) {
            return accepted.get();
        }
        var message = "expected " + description + " as an argument but found " + Values.kind(value);
        if (value instanceof Absent absent
                && (absent != Absent.NULL || this == TEXT || this == INT || this == NUMBER)) {
            throw Fault.of(SelErrorCategory.NULL, "null-deref", message + " without a value");
        }
        if (detail.equals("method")) {
            throw Fault.unknown(detail, message, Optional.empty());
        }
        throw Fault.type(detail, message);
    }

    private static Optional<?> text(Object value) {
        return only(String.class, value);
    }

    private static <T> Optional<T> only(Class<T> type, Object value) {
        return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
    }

    private static Optional<?> orNull(Function<Object, Optional<?>> reader, Object value) {
        var read = reader.apply(value);
        return read.isEmpty() && value instanceof Absent ? Optional.of(value) : read;
    }

    private static Optional<?> integer(Object value) {
        boolean fits = value instanceof Long number && number >= Integer.MIN_VALUE && number <= Integer.MAX_VALUE;
        return fits ? Optional.of(value) : Optional.empty();
    }

    private static Optional<?> number(Object value) {
        return value instanceof Long number ? Optional.of((double) number) : only(Double.class, value);
    }

    private static Optional<?> digits(Object value) {
        return value instanceof Long number ? Optional.of(Long.toString(number)) : text(value);
    }

    private static Optional<?> whole(Object value) {
        return value instanceof String text ? Optional.of(Numbers.parseLong(text)) : only(Long.class, value);
    }

    private static Optional<?> flag(Object value) {
        return value instanceof String text ? Optional.of(Boolean.parseBoolean(text)) : only(Boolean.class, value);
    }

    private static Optional<?> decimal(Object value) {
        return value instanceof String text ? Optional.of(Numbers.parseDouble(text)) : only(Double.class, value);
    }

    private static Optional<?> printable(Object value) {
        return value instanceof Long ? Optional.of(value) : only(Moment.class, value);
    }
}
