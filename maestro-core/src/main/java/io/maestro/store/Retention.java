package io.maestro.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How long runs are kept that have ended. A run leaves as soon as one of the limits says so, together with its attempts and all
 * runs below it: the iterations of its loops and the runs of its subworkflows. A run that a step started and did not wait for is
 * kept for itself.
 *
 * @param age how long after its end a run is kept, or empty for ever
 * @param count how many ended runs are kept of a workflow, those that ended last, or empty for all
 */
public record Retention(Optional<Duration> age, Optional<Long> count) {

    private static final Retention EVERYTHING = new Retention(Optional.empty(), Optional.empty());

    /** Checks that neither is negative. */
    public Retention {
        requireNonNull(age, "age");
        requireNonNull(count, "count");
        age.filter(Duration::isNegative).ifPresent(wrong -> {
            throw new IllegalArgumentException("the age must not be negative but was " + wrong);
        });
        count.filter(number -> number < 0).ifPresent(wrong -> {
            throw new IllegalArgumentException("the count must not be negative but was " + wrong);
        });
    }

    /**
     * Keeps everything: the default.
     *
     * @return the retention
     */
    public static Retention everything() {
        return EVERYTHING;
    }

    /**
     * Keeps each run only for some time after its end.
     *
     * @param limit the time, not negative
     * @return the retention, with the same count as before
     */
    public Retention noLongerThan(Duration limit) {
        return new Retention(Optional.of(limit), count);
    }

    /**
     * Keeps of the ended runs of a workflow only those that ended last.
     *
     * @param limit how many, not negative
     * @return the retention, with the same age as before
     */
    public Retention noMoreThan(long limit) {
        return new Retention(age, Optional.of(limit));
    }

    /**
     * Tells whether nothing is ever deleted.
     *
     * @return true if there is neither a limit of age nor of number
     */
    public boolean keepsEverything() {
        return age.isEmpty() && count.isEmpty();
    }
}
