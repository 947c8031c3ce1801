package io.maestro.internal.eval.library;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.time.IsoText;
import io.maestro.internal.eval.time.Moment;
import io.maestro.internal.eval.time.Zone;
import io.maestro.internal.eval.value.Absent;
import io.maestro.internal.eval.value.Context;
import io.maestro.internal.eval.value.Kind;
import io.maestro.internal.eval.value.MapObject;
import io.maestro.internal.eval.value.Values;
import java.util.List;

/**
 * A constructor.
 *
 * @param makes what it makes
 * @param arguments what it takes
 * @param summary what it makes, in one line, for the reference
 * @param body what it does
 */
public record Constructor(Kind makes, List<ArgType> arguments, String summary, Body body) {

    /** What a constructor does. */
    @FunctionalInterface
    public interface Body {
        /**
         * Makes a value.
         *
         * @param context what the evaluation has at hand
         * @param arguments the arguments, accepted by their types
         * @return the value
         */
        Object make(Context context, Object[] arguments);
    }

    static List<Constructor> all() {
        return List.of(
                of(Kind.STRING, "a text without characters", (c, a) -> ""),
                of(Kind.STRING, "the argument as text", (c, a) -> a[0], ArgType.DIGITS),
                of(Kind.LONG, "the argument as an integer", (c, a) -> a[0], ArgType.WHOLE),
                of(Kind.DOUBLE, "the argument as a decimal number", (c, a) -> a[0], ArgType.DECIMAL),
                of(Kind.BOOLEAN, "the argument, or whether it is the text `true`", (c, a) -> a[0], ArgType.FLAG),
                of(Kind.MAP, "a map without entries", (c, a) -> new MapObject()),
                of(Kind.DATETIME, "the present", (c, a) -> c.now()),
                of(
                        Kind.DATETIME,
                        "the date of milliseconds since 1970, of an ISO 8601 text, or the same date",
                        (c, a) -> moment(c, a[0], c.zone(), true),
                        ArgType.ANY),
                of(
                        Kind.DATETIME,
                        "the same, in a time zone",
                        (c, a) -> moment(c, a[0], (Zone) a[1], false),
                        ArgType.ANY,
                        ArgType.ZONE),
                of(
                        Kind.DATETIME,
                        "a date of year, month, day, hour, minute, second and millisecond in a time zone",
                        (c, a) -> Moment.of(
                                integer(a[0]),
                                integer(a[1]),
                                integer(a[2]),
                                Moment.millisOfDay(integer(a[3]), integer(a[4]), integer(a[5]), integer(a[6])),
                                (Zone) a[7]),
                        ArgType.INT,
                        ArgType.INT,
                        ArgType.INT,
                        ArgType.INT,
                        ArgType.INT,
                        ArgType.INT,
                        ArgType.INT,
                        ArgType.ZONE));
    }

    private static Constructor of(Kind makes, String summary, Body body, ArgType... arguments) {
        return new Constructor(makes, List.of(arguments), summary, body);
    }

    private static int integer(Object value) {
        return (int) (long) value;
    }

    private static Moment moment(Context context, Object value, Zone zone, boolean keepZone) {
        return switch (value) {
            case Long millis -> new Moment(millis, zone);
            case String text -> IsoText.parse(text, zone);
            case Moment moment -> keepZone ? moment : moment.in(zone);
            case Absent ignored -> context.now().in(zone);
            default ->
                throw Fault.type(
                        "date-arg-type",
                        "a DateTime can be made of a LONG, a STRING or a DATETIME, but this is a "
                                + Values.kind(value));
        };
    }
}
