package io.maestro.internal.eval.library;

import static io.maestro.internal.eval.library.ArgType.DIGITS;
import static io.maestro.internal.eval.library.ArgType.KEY;
import static io.maestro.internal.eval.library.ArgType.STEP;
import static io.maestro.internal.eval.library.ArgType.WHOLE;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.time.DatePattern;
import io.maestro.internal.eval.time.DateUnit;
import io.maestro.internal.eval.time.FixedZone;
import io.maestro.internal.eval.time.Moment;
import io.maestro.internal.eval.time.WordPeriod;
import io.maestro.internal.eval.time.Zones;
import io.maestro.internal.eval.value.Context;
import io.maestro.internal.eval.value.Json;
import io.maestro.internal.eval.value.Kind;
import java.util.Arrays;
import java.util.List;

/** The methods of {@code Util}. A date int is a date written as {@code yyyyMMdd}, as a text or a number. */
final class UtilMethods {

    private static final DatePattern DATE_INT = DatePattern.of("YYYYMMdd");
    private static final DatePattern DATE_INT_HOUR = DatePattern.of("YYYYMMddHH");

    private UtilMethods() {}

    static List<Method> all() {
        return List.of(
                of(
                        "LONG",
                        "dateIntToTs",
                        "midnight in UTC of a date such as `20260131`, in milliseconds since 1970",
                        (c, u, a) -> date(c, a[0]).millis(),
                        DIGITS),
                of(
                        "STRING",
                        "tsToDateInt",
                        "the date in UTC of milliseconds since 1970",
                        (c, u, a) -> dateInt(new Moment((long) a[0], FixedZone.UTC)),
                        WHOLE),
                of(
                        "STRING",
                        "incrementDateInt",
                        "the date so many days later",
                        (c, u, a) -> dateInt(date(c, a[0]).plus(DateUnit.DAYS, (long) a[1])),
                        DIGITS,
                        ArgType.LONG),
                of(
                        "LONG",
                        "dateIntHourToTs",
                        "the milliseconds since 1970 of a date, an hour and a time zone, so many days and hours earlier",
                        UtilMethods::hour,
                        DIGITS,
                        DIGITS,
                        DIGITS,
                        WHOLE,
                        WHOLE),
                of(
                        "LONG_ARRAY",
                        "dateIntsBetween",
                        "the dates from the first on up to before the second, each so many days after the last; with a negative step those from the second on up to before the first, backwards",
                        UtilMethods::dateIntsBetween,
                        DIGITS,
                        DIGITS,
                        STEP),
                of(
                        "LONG_ARRAY",
                        "intsBetween",
                        "the integers from the first on up to before the second, each so much after the last; with a negative step from the first on down",
                        (c, u, a) -> intsBetween(c, (long) a[0], (long) a[1], (long) a[2]),
                        WHOLE,
                        WHOLE,
                        WHOLE),
                of(
                        "STRING",
                        "timeoutForDateTimeDeadline",
                        "how long it is until a period such as `1 day 2 hours` after a date has passed, such as `5000 milliseconds`",
                        (c, u, a) -> timeout(c, (Moment) a[0], (String) a[1]),
                        ArgType.MOMENT,
                        KEY),
                of(
                        "STRING",
                        "timeoutForDateIntDeadline",
                        "the same, from midnight in UTC of a date such as `20260131`",
                        (c, u, a) -> timeout(c, date(c, a[0]), (String) a[1]),
                        DIGITS,
                        KEY),
                Method.variadic(
                        Kind.PRESET_UTIL_FUNCTION,
                        Method.Form.ON_EITHER,
                        "STRING",
                        "toJson",
                        "the argument as JSON",
                        UtilMethods::toJson,
                        ArgType.ANY));
    }

    private static Method of(String returns, String name, String summary, Method.Body body, ArgType... arguments) {
        return Method.of(Kind.PRESET_UTIL_FUNCTION, Method.Form.ON_EITHER, returns, name, summary, body, arguments);
    }

    private static Moment date(Context context, Object dateInt) {
        return DATE_INT.parse((String) dateInt, FixedZone.UTC, context.currentYear());
    }

    private static String dateInt(Moment moment) {
        return DATE_INT.print(moment);
    }

    private static Object hour(Context context, Object util, Object[] arguments) {
        var zone = Zones.forId((String) arguments[2]);
        var text = (String) arguments[0] + arguments[1];
        return DATE_INT_HOUR
                .parse(text, zone, context.currentYear())
                .plus(DateUnit.DAYS, -(long) arguments[3])
                .plus(DateUnit.HOURS, -(long) arguments[4])
                .millis();
    }

    private static Object dateIntsBetween(Context context, Object util, Object[] arguments) {
        long step = (long) arguments[2];
        if (step == 0) {
            throw Fault.other("bad-interval", "the step between two dates must not be 0");
        }
        var from = date(context, arguments[step > 0 ? 0 : 1]);
        var to = date(context, arguments[step > 0 ? 1 : 0]);
        long stride = Math.abs(step);
        long count = Math.max(0, (from.daysUntil(to) + stride - 1) / stride);
        context.budget().addObjects(count);
        context.budget().spend(count);
        long[] dates = new long[(int) count];
        for (int i = 0; i < count; i++) {
            int place = step > 0 ? i : (int) count - 1 - i;
            dates[place] = Numbers.parseInt(dateInt(from.plus(DateUnit.DAYS, i * stride)));
        }
        return dates;
    }

    private static Object intsBetween(Context context, long from, long to, long step) {
        if (step == 0 && from > to) {
            throw Fault.other("bad-interval", "from " + from + " down to " + to + " the step must not be 0");
        }
        boolean empty = step > 0 ? from >= to : from <= to;
        if (empty) {
            return new long[0];
        }
        // Unsigned: two longs can be further apart than a long can tell.
        long distance = step > 0 ? to - from : from - to;
        long count = Long.divideUnsigned(distance - 1, Math.abs(step)) + 1;
        context.budget().addObjects(count < 0 ? Integer.MAX_VALUE : Math.min(count, Integer.MAX_VALUE));
        context.budget().spend(count);
        long[] numbers = new long[(int) count];
        Arrays.setAll(numbers, i -> from + i * step);
        return numbers;
    }

    private static String timeout(Context context, Moment from, String period) {
        long deadline = Math.addExact(from.millis(), WordPeriod.millis(period));
        return Math.max(0, Math.subtractExact(deadline, context.ambient().currentTimeMillis())) + " milliseconds";
    }

    private static Object toJson(Context context, Object util, Object[] arguments) {
        if (arguments.length != 1) {
            throw Fault.type("method-args", "'toJson' takes one argument but found " + arguments.length);
        }
        return Json.of(arguments[0], context.budget());
    }
}
