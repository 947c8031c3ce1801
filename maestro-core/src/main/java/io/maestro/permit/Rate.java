package io.maestro.permit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How often something may be done: in no time of the given length more often than so.
 *
 * @param times how often, positive
 * @param per in what time, from a millisecond to a day
 */
public record Rate(int times, Duration per) {

    /** The largest number of times, all of which a store remembers. */
    public static final int MAX_TIMES = 10_000;

    private static final Duration MIN_PER = Duration.ofMillis(1);
    private static final Duration MAX_PER = Duration.ofDays(1);

    /** Checks both. */
    public Rate {
        requireNonNull(per, "per");
        if (times < 1 || times > MAX_TIMES) {
            throw new IllegalArgumentException("a rate must be from 1 to " + MAX_TIMES + " times but was " + times);
        }
        if (per.compareTo(MIN_PER) < 0 || per.compareTo(MAX_PER) > 0) {
            throw new IllegalArgumentException("a rate must be per a millisecond to a day but was per " + per);
        }
    }

    /** Returns the rate in words. */
    @Override
    public String toString() {
        return times + " in " + per;
    }
}
