package io.maestro.definition;

import io.maestro.error.Quote;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The fields of a cron expression that was understood.
 *
 * @param seconds the seconds at which it fires, from 0 to 59
 * @param minutes the minutes, from 0 to 59
 * @param hours the hours, from 0 to 23
 */
record CronFields(BitSet seconds, BitSet minutes, BitSet hours) {

    private static final int UNIX = 5;
    private static final int QUARTZ = 6;
    private static final int QUARTZ_WITH_YEAR = 7;
    private static final int DAY_OF_MONTH = 3;
    private static final int DAY_OF_WEEK = 5;
    private static final String EITHER_DAY = "?";

    private static final List<CronField> UNIX_FIELDS =
            List.of(CronField.MINUTE, CronField.HOUR, CronField.DAY_OF_MONTH, CronField.MONTH, CronField.DAY_OF_WEEK);

    private static final List<CronField> QUARTZ_FIELDS = List.of(
            CronField.SECOND,
            CronField.MINUTE,
            CronField.HOUR,
            CronField.QUARTZ_DAY_OF_MONTH,
            CronField.MONTH,
            CronField.QUARTZ_DAY_OF_WEEK,
            CronField.YEAR);

    /** Reads an expression. */
    static CronFields of(String text) {
        var parts = Arrays.asList(text.strip().toUpperCase(Locale.ROOT).split("\\s+"));
        return switch (parts.size()) {
            case UNIX -> unix(text, parts);
            case QUARTZ, QUARTZ_WITH_YEAR -> quartz(text, parts);
            default ->
                throw new InvalidCronException(
                        text,
                        text.isBlank()
                                ? "a cron expression must not be blank"
                                : "a cron expression has 5 fields, or 6 or 7 of which the first is the second, but "
                                        + Quote.of(text) + " has " + parts.size());
        };
    }

    private static CronFields unix(String text, List<String> parts) {
        var times = times(text, parts, UNIX_FIELDS, false);
        var onTheMinute = new BitSet();
        onTheMinute.set(0);
        return new CronFields(onTheMinute, times.get(0), times.get(1));
    }

    private static CronFields quartz(String text, List<String> parts) {
        boolean anyDayOfMonth = parts.get(DAY_OF_MONTH).equals(EITHER_DAY);
        boolean anyDayOfWeek = parts.get(DAY_OF_WEEK).equals(EITHER_DAY);
        if (anyDayOfMonth == anyDayOfWeek) {
            throw new InvalidCronException(
                    text,
                    "either the day of the month or the day of the week of a cron expression with seconds must be '?' but "
                            + Quote.of(text) + " has " + (anyDayOfMonth ? "both" : "neither"));
        }
        var times = times(text, parts, QUARTZ_FIELDS, true);
        return new CronFields(times.get(0), times.get(1), times.get(2));
    }

    private static List<BitSet> times(String text, List<String> parts, List<CronField> fields, boolean goRound) {
        return IntStream.range(0, parts.size())
                .mapToObj(i -> fields.get(i).times(text, parts.get(i), goRound))
                .toList();
    }

    /** Tells whether two firings can be less than two minutes apart; which days there are is not looked at. */
    boolean areDense() {
        if (seconds.cardinality() > 1) {
            return true;
        }
        for (int minute = minutes.nextSetBit(0); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
            if (minutes.get(minute + 1)) {
                return true;
            }
        }
        return minutes.get(0) && minutes.get(59) && hasHoursInARow();
    }

    private boolean hasHoursInARow() {
        for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            if (hours.get((hour + 1) % 24)) {
                return true;
            }
        }
        return false;
    }
}
