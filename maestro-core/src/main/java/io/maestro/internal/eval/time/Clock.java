package io.maestro.internal.eval.time;

import java.time.LocalDate;

/** The lengths of fixed units in milliseconds, and the way between local milliseconds and dates. */
final class Clock {

    static final int SECOND = 1000;
    static final int MINUTE = 60 * SECOND;
    static final int HOUR = 60 * MINUTE;
    static final int HALF_DAY = 12 * HOUR;
    static final int DAY = 24 * HOUR;
    static final int WEEK = 7 * DAY;

    private Clock() {}

    static LocalDate date(long local) {
        return LocalDate.ofEpochDay(Math.floorDiv(local, DAY));
    }

    /** Moves a local time to another date. */
    static long onDate(long local, LocalDate date) {
        return Math.addExact(Math.multiplyExact(date.toEpochDay(), DAY), (long) Math.floorMod(local, DAY));
    }
}
