package io.maestro.internal.eval.time;

/**
 * The parts of a date and time. Each knows the unit that it counts and the range within which it counts, both in (average)
 * milliseconds; a parsed text is put together from the largest to the smallest.
 */
public enum DateField {
    /** Before or after Christ. */
    ERA("era", Units.NONE, Units.NONE),
    /** The century within its era. */
    CENTURY_OF_ERA("centuryOfEra", 100 * Units.YEAR, Units.NONE),
    /** The year within its era. */
    YEAR_OF_ERA("yearOfEra", Units.YEAR, Units.NONE),
    /** The year; zero and below before Christ. */
    YEAR("year", Units.YEAR, Units.NONE),
    /** The year that an ISO week belongs to. */
    WEEKYEAR("weekyear", Units.YEAR, Units.NONE),
    /** The month, from 1. */
    MONTH_OF_YEAR("monthOfYear", Units.MONTH, Units.YEAR),
    /** The ISO week, from 1. */
    WEEK_OF_WEEKYEAR("weekOfWeekyear", Clock.WEEK, Units.YEAR),
    /** The day within the year, from 1. */
    DAY_OF_YEAR("dayOfYear", Clock.DAY, Units.YEAR),
    /** The day within the month, from 1. */
    DAY_OF_MONTH("dayOfMonth", Clock.DAY, Units.MONTH),
    /** The day within the week; Monday is 1. */
    DAY_OF_WEEK("dayOfWeek", Clock.DAY, Clock.WEEK),
    /** Before or after noon. */
    HALFDAY_OF_DAY("halfdayOfDay", Clock.HALF_DAY, Clock.DAY),
    /** The hour, from 0. */
    HOUR_OF_DAY("hourOfDay", Clock.HOUR, Clock.DAY),
    /** The hour, from 1 to 24. */
    CLOCKHOUR_OF_DAY("clockhourOfDay", Clock.HOUR, Clock.DAY),
    /** The hour before or after noon, from 0. */
    HOUR_OF_HALFDAY("hourOfHalfday", Clock.HOUR, Clock.HALF_DAY),
    /** The hour before or after noon, from 1 to 12. */
    CLOCKHOUR_OF_HALFDAY("clockhourOfHalfday", Clock.HOUR, Clock.HALF_DAY),
    /** The minute of the day. */
    MINUTE_OF_DAY("minuteOfDay", Clock.MINUTE, Clock.DAY),
    /** The minute. */
    MINUTE_OF_HOUR("minuteOfHour", Clock.MINUTE, Clock.HOUR),
    /** The second of the day. */
    SECOND_OF_DAY("secondOfDay", Clock.SECOND, Clock.DAY),
    /** The second. */
    SECOND_OF_MINUTE("secondOfMinute", Clock.SECOND, Clock.MINUTE),
    /** The millisecond of the day. */
    MILLIS_OF_DAY("millisOfDay", 1, Clock.DAY),
    /** The millisecond of the hour: a fraction of it. */
    MILLIS_OF_HOUR("millisOfHour", 1, Clock.HOUR),
    /** The millisecond of the minute: a fraction of it. */
    MILLIS_OF_MINUTE("millisOfMinute", 1, Clock.MINUTE),
    /** The millisecond of the second. */
    MILLIS_OF_SECOND("millisOfSecond", 1, Clock.SECOND);

    private final String label;
    private final long unit;
    private final long range;

    DateField(String label, long unit, long range) {
        this.label = label;
        this.unit = unit;
        this.range = range;
    }

    /**
     * Returns the name in messages and scripts.
     *
     * @return the name
     */
    public String label() {
        return label;
    }

    long unit() {
        return unit;
    }

    long range() {
        return range;
    }

    /** Whether the field counts fixed units within a day. */
    boolean isOfTime() {
        return range <= Clock.DAY;
    }

    boolean countsFromOne() {
        return this == CLOCKHOUR_OF_DAY || this == CLOCKHOUR_OF_HALFDAY;
    }

    /** The units that are no fixed number of milliseconds, by their average. */
    private static final class Units {
        static final long YEAR = 31_556_952_000L;
        static final long MONTH = YEAR / 12;
        static final long NONE = Long.MAX_VALUE;
    }
}
