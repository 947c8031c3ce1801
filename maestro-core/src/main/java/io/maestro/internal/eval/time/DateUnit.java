package io.maestro.internal.eval.time;

import io.maestro.internal.eval.fault.Fault;

/** What can be added to a date and time. */
public enum DateUnit {
    /** Years. */
    YEARS,
    /** Months. */
    MONTHS,
    /** Weeks. */
    WEEKS,
    /** Days. */
    DAYS,
    /** Hours. */
    HOURS,
    /** Minutes. */
    MINUTES,
    /** Seconds. */
    SECONDS,
    /** Milliseconds. */
    MILLIS;

    /** Days and longer units keep the time of day; shorter ones are exact. */
    boolean isOfTime() {
        return compareTo(DAYS) > 0;
    }

    long addTo(long millis, long count) {
        return switch (this) {
            case YEARS -> inRange(Clock.onDate(millis, Clock.date(millis).plusYears(inYears(millis, count))));
            case MONTHS -> inRange(Clock.onDate(millis, Clock.date(millis).plusMonths(count)));
            case WEEKS -> plus(millis, count, Clock.WEEK);
            case DAYS -> plus(millis, count, Clock.DAY);
            case HOURS -> plus(millis, count, Clock.HOUR);
            case MINUTES -> plus(millis, count, Clock.MINUTE);
            case SECONDS -> plus(millis, count, Clock.SECOND);
            case MILLIS -> Math.addExact(millis, count);
        };
    }

    private static long inYears(long millis, long count) {
        long year = Clock.date(millis).getYear() + count;
        Math.toIntExact(year);
        checkYear(year);
        return count;
    }

    private static long plus(long millis, long count, long unit) {
        return Math.addExact(millis, Math.multiplyExact(count, unit));
    }

    private static long inRange(long millis) {
        checkYear(Clock.date(millis).getYear());
        return millis;
    }

    private static void checkYear(long year) {
        if (year < Fields.MIN_YEAR || year > Fields.MAX_YEAR) {
            throw Fault.other("bad-date-field", "the year " + year + " is out of range");
        }
    }
}
