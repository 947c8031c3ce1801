package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How often a step is tried again after each kind of failure, and after which wait. The kinds have independent counters;
 * their backoffs are all fixed or all exponential (spec: definitions, section 1.8).
 *
 * @param error for failures of the step's own work
 * @param platform for failures of what the step runs on
 * @param timeout for attempts that took too long
 * @param jitter by which share of itself each wait is longer or shorter at most, more than 0 and up to 1; empty if not at all
 */
public record RetryPolicy(Retry error, Retry platform, Retry timeout, Optional<Double> jitter) {

    /** The largest number of retries that can be asked for. */
    public static final int MAX_RETRIES = 99;

    /** Checks that the three backoffs are of one kind, and the jitter a share; leaves a jitter of 0 unsaid. */
    public RetryPolicy {
        requireNonNull(error, "error");
        requireNonNull(platform, "platform");
        requireNonNull(timeout, "timeout");
        boolean exponential = error.backoff() instanceof Backoff.Exponential;
        if (exponential != platform.backoff() instanceof Backoff.Exponential
                || exponential != timeout.backoff() instanceof Backoff.Exponential) {
            throw new IllegalArgumentException("the backoffs of a retry policy must be all fixed or all exponential");
        }
        jitter.filter(share -> !(share >= 0 && share <= 1)).ifPresent(share -> {
            throw new IllegalArgumentException("the jitter must be from 0 to 1 but was " + share);
        });
        jitter = jitter.filter(share -> share > 0);
    }

    /**
     * Creates a policy whose waits are as long as the backoffs say.
     *
     * @param error for failures of the step's own work
     * @param platform for failures of what the step runs on
     * @param timeout for attempts that took too long
     */
    public RetryPolicy(Retry error, Retry platform, Retry timeout) {
        this(error, platform, timeout, Optional.empty());
    }

    /**
     * Retries for one kind of failure.
     *
     * @param limit how many attempts may follow the first, 0 to 99
     * @param backoff the wait before each
     */
    public record Retry(Setting<Integer> limit, Backoff backoff) {
        /** Checks a limit that is written down. */
        public Retry {
            requireNonNull(backoff, "backoff");
            if (limit instanceof Setting.Fixed<Integer> fixed && (fixed.value() < 0 || fixed.value() > MAX_RETRIES)) {
                throw new IllegalArgumentException(
                        "the retry limit must be from 0 to " + MAX_RETRIES + " but was " + fixed.value());
            }
        }
    }

    /**
     * Returns the policy of a definition that names none (spec: definitions, section 1.8): 2 retries after an error, 10 after
     * a failure of the platform, none after a timeout; waits of 1 minute doubling up to 10 minutes for errors and an hour for
     * the others.
     *
     * @return the default policy of JSON and YAML definitions
     */
    public static RetryPolicy standard() {
        return new RetryPolicy(
                new Retry(Setting.of(2), exponential(Duration.ofMinutes(1), 2, Duration.ofMinutes(10))),
                new Retry(Setting.of(10), exponential(Duration.ofMinutes(1), 2, Duration.ofHours(1))),
                new Retry(Setting.of(0), exponential(Duration.ofMinutes(1), 2, Duration.ofHours(1))));
    }

    /**
     * Returns the policy that never tries again, the default of steps written in Java. Retries that are {@linkplain
     * #retryingTimeouts(int) added} to it wait a minute, as they do in JSON where no wait is said.
     *
     * @return the policy
     */
    public static RetryPolicy none() {
        return fixed(0, Duration.ofMinutes(1));
    }

    /**
     * Returns a policy with the same wait before each retry, for errors and failures of the platform; a timeout is not tried
     * again.
     *
     * @param limit how many attempts may follow the first, 0 to 99
     * @param delay the wait, not negative
     * @return the policy
     */
    public static RetryPolicy fixed(int limit, Duration delay) {
        return fixed(Setting.of(limit), Setting.of(notNegative(delay)));
    }

    /**
     * Returns a policy as {@link #fixed(int, Duration)} does, whose numbers may be read from params.
     *
     * @param limit how many attempts may follow the first, 0 to 99
     * @param delay the wait, not negative
     * @return the policy
     */
    public static RetryPolicy fixed(Setting<Integer> limit, Setting<Duration> delay) {
        return uniform(limit, new Backoff.Fixed(delay));
    }

    /**
     * Returns a policy whose wait doubles from retry to retry, up to an hour, for errors and failures of the platform; a
     * timeout is not tried again.
     *
     * @param limit how many attempts may follow the first, 0 to 99
     * @param base the first wait, not negative
     * @return the policy
     */
    public static RetryPolicy exponential(int limit, Duration base) {
        return exponential(Setting.of(limit), Setting.of(notNegative(base)));
    }

    /**
     * Returns a policy as {@link #exponential(int, Duration)} does, whose numbers may be read from params.
     *
     * @param limit how many attempts may follow the first, 0 to 99
     * @param base the first wait, not negative
     * @return the policy
     */
    public static RetryPolicy exponential(Setting<Integer> limit, Setting<Duration> base) {
        return uniform(limit, new Backoff.Exponential(base, Setting.of(2), Setting.of(Duration.ofHours(1))));
    }

    /**
     * Returns this policy with retries after a timeout as well.
     *
     * @param limit how many attempts may follow the first, 0 to 99
     * @return the policy
     */
    public RetryPolicy retryingTimeouts(int limit) {
        return retryingTimeouts(Setting.of(limit));
    }

    /**
     * Returns this policy with retries after a timeout as well, whose number may be read from a param.
     *
     * @param limit how many attempts may follow the first, 0 to 99
     * @return the policy
     */
    public RetryPolicy retryingTimeouts(Setting<Integer> limit) {
        return new RetryPolicy(error, platform, new Retry(limit, timeout.backoff()), jitter);
    }

    /**
     * Returns this policy with waits that differ from run to run, so that steps which failed together are not tried again together.
     * Each wait is longer or shorter than the backoff says, by up to a share of it. By how much follows from the run, the step and the
     * attempt, so it is the same after a crash.
     *
     * @param share 0 to 1: with 0.2 a wait of 10 seconds is one of 8 to 12
     * @return the policy
     */
    public RetryPolicy withJitter(double share) {
        return new RetryPolicy(error, platform, timeout, Optional.of(share));
    }

    private static RetryPolicy uniform(Setting<Integer> limit, Backoff backoff) {
        var retry = new Retry(limit, backoff);
        return new RetryPolicy(retry, retry, new Retry(Setting.of(0), backoff));
    }

    private static Backoff exponential(Duration base, int exponent, Duration cap) {
        return new Backoff.Exponential(Setting.of(base), Setting.of(exponent), Setting.of(cap));
    }

    private static Duration notNegative(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("the wait before a retry must not be negative but was " + delay);
        }
        return delay;
    }
}
