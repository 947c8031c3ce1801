package io.maestro.definition;

import io.maestro.error.Quote;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

/** A field of cron expressions: which values it takes. */
enum CronField {
    SECOND("second", 0, 59, "", Words.NONE),
    MINUTE("minute", 0, 59, "", Words.NONE),
    HOUR("hour", 0, 23, "", Words.NONE),
    DAY_OF_MONTH("day of the month", 1, 31, "", Words.NONE),
    MONTH("month", 1, 12, Words.MONTHS, Words.NONE),
    DAY_OF_WEEK("day of the week", 0, 7, Words.DAYS, Words.NONE),
    QUARTZ_DAY_OF_MONTH(
            "day of the month", 1, 31, "", Pattern.compile("\\?|L|LW|L-([1-9]|[12]\\d|30)|([1-9]|[12]\\d|3[01])W")),
    QUARTZ_DAY_OF_WEEK(
            "day of the week",
            1,
            7,
            Words.DAYS,
            Pattern.compile("\\?|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5])")),
    YEAR("year", 1970, 2099, "", Words.NONE);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final String noun;
    private final int min;
    private final int max;
    private final String names;
    private final Pattern special;

    CronField(String noun, int min, int max, String names, Pattern special) {
        this.noun = noun;
        this.min = min;
        this.max = max;
        this.names = names;
        this.special = special;
    }

    /** The names of values, which stand for the numbers from the least on, and the pattern of a field without special values. */
    private static final class Words {
        private static final Pattern NONE = Pattern.compile("(?!)");
        private static final String MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC";
        private static final String DAYS = "SUN MON TUE WED THU FRI SAT";

        private Words() {}
    }

    /**
     * Returns the values of a field in capitals; special values, which mean other days in each month, stand for none.
     *
     * @param goesRound whether a range may end before it starts and go on from the least value, such as the hours 22-2
     */
    BitSet times(String expression, String field, boolean goesRound) {
        var times = new BitSet();
        for (var item : field.split(",", -1)) {
            if (!special.matcher(item).matches()) {
                add(expression, item, goesRound && this != YEAR, times);
            }
        }
        return times;
    }

    private void add(String expression, String item, boolean goesRound, BitSet times) {
        var parts = item.split("/", -1);
        var bounds = parts[0].split("-", -1);
        boolean all = parts[0].equals("*") || (parts[0].isEmpty() && parts.length == 2);
        if (parts.length > 2 || bounds.length > 2) {
            throw malformed(expression, item);
        }
        int from = all ? min : value(expression, item, bounds[0]);
        int to = from;
        if (bounds.length == 2) {
            to = value(expression, item, bounds[1]);
        } else if (all || parts.length == 2) {
            to = max;
        }
        int step = parts.length == 2 ? step(expression, item, parts[1]) : 1;
        if (to < from && !goesRound) {
            throw new InvalidCronException(
                    expression,
                    "the range " + Quote.of(item) + " of the " + noun + " in " + Quote.of(expression)
                            + " must not go backwards");
        }
        int span = max - min + 1;
        int length = to >= from ? to - from : to - from + span;
        for (int i = 0; i <= length; i += step) {
            times.set(min + (from - min + i) % span);
        }
    }

    private int value(String expression, String item, String text) {
        int name = List.of(names.split(" ")).indexOf(text);
        if (name >= 0 && !text.isEmpty()) {
            return min + name;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw malformed(expression, item);
        }
        int value = Integer.parseInt(text);
        if (value < min || value > max) {
            throw outOfRange(expression, noun, min, max, text);
        }
        return value;
    }

    private int step(String expression, String item, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw malformed(expression, item);
        }
        int step = Integer.parseInt(text);
        if (step < 1 || step > max) {
            throw outOfRange(expression, "step of the " + noun, 1, max, text);
        }
        return step;
    }

    private static InvalidCronException outOfRange(String expression, String what, int min, int max, String text) {
        return new InvalidCronException(
                expression,
                "the " + what + " in " + Quote.of(expression) + " must be from " + min + " to " + max + " but was "
                        + text);
    }

    private InvalidCronException malformed(String expression, String item) {
        return new InvalidCronException(
                expression,
                "the " + noun + " in " + Quote.of(expression) + " must be *, a number from " + min + " to " + max
                        + ", a range such as 1-5, a step such as */5 or a list of these but was " + Quote.of(item));
    }
}
