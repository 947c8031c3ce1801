package io.maestro.internal.eval.library;

import static io.maestro.internal.eval.library.Method.Form.ON_CLASS;
import static io.maestro.internal.eval.library.Method.Form.ON_EITHER;
import static io.maestro.internal.eval.library.Method.Form.ON_VALUE;

import io.maestro.internal.eval.time.DateField;
import io.maestro.internal.eval.time.DateFormatter;
import io.maestro.internal.eval.time.DatePattern;
import io.maestro.internal.eval.time.DateUnit;
import io.maestro.internal.eval.time.Moment;
import io.maestro.internal.eval.time.MomentField;
import io.maestro.internal.eval.time.Zone;
import io.maestro.internal.eval.value.Context;
import io.maestro.internal.eval.value.DayCount;
import io.maestro.internal.eval.value.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The methods of {@code DateTime} and of what belongs to it. */
final class DateMethods {

    private static final List<DateField> SETTABLE = List.of(
            DateField.YEAR,
            DateField.WEEKYEAR,
            DateField.MONTH_OF_YEAR,
            DateField.WEEK_OF_WEEKYEAR,
            DateField.DAY_OF_YEAR,
            DateField.DAY_OF_MONTH,
            DateField.DAY_OF_WEEK,
            DateField.HOUR_OF_DAY,
            DateField.MINUTE_OF_HOUR,
            DateField.SECOND_OF_MINUTE,
            DateField.MILLIS_OF_SECOND,
            DateField.MILLIS_OF_DAY);

    private static final List<DateField> READABLE_ONLY = List.of(DateField.MINUTE_OF_DAY, DateField.SECOND_OF_DAY);

    private DateMethods() {}

    static List<Method> all() {
        var methods = new ArrayList<Method>();
        methods.addAll(texts());
        methods.addAll(comparisons());
        for (var unit : DateUnit.values()) {
            var units = words(unit.name());
            var name = capitalised(unit.name().toLowerCase(Locale.ROOT));
            methods.add(moment(
                    "DATETIME",
                    "plus" + name,
                    "the date so many " + units + " later",
                    (c, m, a) -> plus(m, unit, (long) a[0]),
                    ArgType.INT));
            methods.add(moment(
                    "DATETIME",
                    "minus" + name,
                    "the date so many " + units + " earlier",
                    (c, m, a) -> plus(m, unit, -(long) a[0]),
                    ArgType.INT));
        }
        for (var field : SETTABLE) {
            methods.add(moment(
                    "DATETIME",
                    "with" + capitalised(field.label()),
                    "the date with another " + words(field.label()),
                    (c, m, a) -> ((Moment) m).with(field, (int) (long) a[0]),
                    ArgType.INT));
            addReading(methods, field);
        }
        READABLE_ONLY.forEach(field -> addReading(methods, field));
        methods.addAll(properties());
        methods.addAll(zonesAndFormatters());
        return List.copyOf(methods);
    }

    private static void addReading(List<Method> methods, DateField field) {
        methods.add(moment("LONG", "get" + capitalised(field.label()), "the " + words(field.label()), (c, m, a) ->
                (long) ((Moment) m).get(field)));
        // Netflix Maestro has no year(); its other parts are there.
        if (field != DateField.YEAR) {
            methods.add(moment(
                    "DATETIME_PROPERTY",
                    field.label(),
                    "the " + words(field.label()) + ", with its name and its bounds",
                    (c, m, a) -> new MomentField((Moment) m, field)));
        }
    }

    /** Returns the name of a field or unit in words, such as {@code day of month}. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z])([A-Z])", " $1")
                .toLowerCase(Locale.ROOT)
                .replace("millis", "milliseconds");
    }

    private static List<Method> texts() {
        return List.of(
                moment("STRING", "toString", "the ISO 8601 text in the zone of the date", (c, m, a) -> m.toString()),
                moment(
                        "STRING",
                        "toString",
                        "the date in a pattern such as `yyyyMMdd`",
                        (c, m, a) -> ((DatePattern) a[0]).print((Moment) m),
                        ArgType.PATTERN),
                Method.of(
                        Kind.DATETIME,
                        ON_CLASS,
                        "DATETIME",
                        "parse",
                        "the date that a text holds, in the pattern of a formatter",
                        (c, m, a) -> parse(c, (DateFormatter) a[1], (String) a[0]),
                        ArgType.TEXT,
                        ArgType.FORMATTER));
    }

    private static List<Method> comparisons() {
        return List.of(
                moment("LONG", "getMillis", "the milliseconds since 1970", (c, m, a) -> ((Moment) m).millis()),
                moment(
                        "BOOLEAN",
                        "isAfter",
                        "whether the date is later than another, or than the present if that is `null`",
                        (c, m, a) -> compare(c, m, a[0]) > 0,
                        ArgType.MOMENT_OR_NOW),
                moment(
                        "BOOLEAN",
                        "isBefore",
                        "whether the date is earlier than another, or than the present if that is `null`",
                        (c, m, a) -> compare(c, m, a[0]) < 0,
                        ArgType.MOMENT_OR_NOW),
                moment(
                        "BOOLEAN",
                        "isEqual",
                        "whether two dates are the same instant",
                        (c, m, a) -> compare(c, m, a[0]) == 0,
                        ArgType.MOMENT_OR_NOW),
                moment(
                        "DATETIME",
                        "withZone",
                        "the same instant in another time zone",
                        DateMethods::inZone,
                        ArgType.ZONE_OR_DEFAULT),
                moment(
                        "DATETIME",
                        "toDateTime",
                        "the same instant in another time zone",
                        DateMethods::inZone,
                        ArgType.ZONE_OR_DEFAULT),
                moment(
                        "DATETIME",
                        "withTimeAtStartOfDay",
                        "the first moment of the day",
                        (c, m, a) -> ((Moment) m).atStartOfDay()),
                Method.of(
                        Kind.DATETIME_DAYS,
                        ON_EITHER,
                        "DATETIME_DAYS",
                        "daysBetween",
                        "the whole days from one date to another",
                        (c, d, a) -> new DayCount(((Moment) a[0]).daysUntil((Moment) a[1])),
                        ArgType.MOMENT,
                        ArgType.MOMENT),
                Method.of(Kind.DATETIME_DAYS, ON_VALUE, "LONG", "getDays", "the number of days", (c, d, a) ->
                        (long) ((DayCount) d).days()));
    }

    private static List<Method> properties() {
        var kind = Kind.DATETIME_PROPERTY;
        return List.of(
                Method.of(kind, ON_VALUE, "LONG", "get", "the value of the part", (c, p, a) ->
                        (long) ((MomentField) p).get()),
                Method.of(
                        kind,
                        ON_VALUE,
                        "STRING",
                        "getAsText",
                        "the name of the value, such as `March`, or its digits",
                        (c, p, a) -> ((MomentField) p).text()),
                Method.of(
                        kind,
                        ON_VALUE,
                        "DATETIME",
                        "withMinimumValue",
                        "the date with the least value of the part",
                        (c, p, a) -> ((MomentField) p).atMinimum()),
                Method.of(
                        kind,
                        ON_VALUE,
                        "DATETIME",
                        "withMaximumValue",
                        "the date with the greatest value of the part",
                        (c, p, a) -> ((MomentField) p).atMaximum()));
    }

    private static List<Method> zonesAndFormatters() {
        var zone = Kind.DATETIME_ZONE;
        return List.of(
                Method.of(
                        zone,
                        ON_EITHER,
                        "DATETIME_ZONE",
                        "forID",
                        "the zone of a name such as `Europe/Berlin`, or of an offset such as `+05:30`",
                        (c, z, a) -> a[0],
                        ArgType.ZONE_ID),
                Method.of(
                        zone,
                        ON_VALUE,
                        "LONG",
                        "getOffset",
                        "how many milliseconds the zone is ahead of UTC at a date",
                        (c, z, a) -> (long) ((Zone) z).offsetAt(((Moment) a[0]).millis()),
                        ArgType.MOMENT),
                Method.of(
                        Kind.DATETIME_FORMATTER,
                        ON_EITHER,
                        "DATETIME_FORMATTER",
                        "forPattern",
                        "a formatter of a pattern such as `yyyyMMdd`",
                        (c, f, a) -> new DateFormatter((DatePattern) a[0], Optional.empty()),
                        ArgType.PATTERN),
                formatter(
                        "DATETIME_FORMATTER",
                        "withZone",
                        "the formatter in a time zone",
                        (c, f, a) -> ((DateFormatter) f).in((Zone) a[0]),
                        ArgType.ZONE),
                formatter(
                        "DATETIME",
                        "parseDateTime",
                        "the date that a text holds",
                        (c, f, a) -> parse(c, f, a[0]),
                        ArgType.PARSEABLE),
                formatter(
                        "LONG",
                        "parseMillis",
                        "the milliseconds since 1970 of the date that a text holds",
                        (c, f, a) -> parse(c, f, a[0]).millis(),
                        ArgType.KEY),
                formatter(
                        "STRING",
                        "print",
                        "a date in the pattern",
                        (c, f, a) -> print(c, (DateFormatter) f, a[0]),
                        ArgType.PRINTABLE));
    }

    private static Method moment(String returns, String name, String summary, Method.Body body, ArgType... arguments) {
        return Method.of(Kind.DATETIME, ON_VALUE, returns, name, summary, body, arguments);
    }

    private static Method formatter(
            String returns, String name, String summary, Method.Body body, ArgType... arguments) {
        return Method.of(Kind.DATETIME_FORMATTER, ON_VALUE, returns, name, summary, body, arguments);
    }

    private static Moment plus(Object moment, DateUnit unit, long count) {
        return ((Moment) moment).plus(unit, count);
    }

    private static int compare(Context context, Object moment, Object other) {
        long millis = other instanceof Moment given
                ? given.millis()
                : context.ambient().currentTimeMillis();
        return Long.compare(((Moment) moment).millis(), millis);
    }

    private static Moment inZone(Context context, Object moment, Object[] arguments) {
        return ((Moment) moment).in(arguments[0] instanceof Zone zone ? zone : context.zone());
    }

    private static Moment parse(Context context, Object formatter, Object text) {
        return ((DateFormatter) formatter).parse((String) text, context.zone(), context.currentYear());
    }

    private static String print(Context context, DateFormatter formatter, Object value) {
        return formatter.print(value instanceof Moment moment ? moment : new Moment((long) value, context.zone()));
    }

    private static String capitalised(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
