package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** How long to wait before the next attempt of a step (spec: definitions, section 1.8). */
public sealed interface Backoff {

    /**
     * The same wait each time.
     *
     * @param delay the wait, 1 second to 1 day in JSON; in Java any that is not negative
     */
    record Fixed(Setting<Duration> delay) implements Backoff {
        /** Checks that the delay is there. */
        public Fixed {
            requireNonNull(delay, "delay");
        }
    }

    /**
     * A wait that grows: {@code base * exponent^n}, at most {@code cap}, where n is the number of retries already made.
     *
     * @param base the first wait
     * @param exponent by what each next wait is multiplied
     * @param cap the longest wait
     */
    record Exponential(Setting<Duration> base, Setting<Integer> exponent, Setting<Duration> cap) implements Backoff {
        /** Checks that the parts are there. */
        public Exponential {
            requireNonNull(base, "base");
            requireNonNull(exponent, "exponent");
            requireNonNull(cap, "cap");
        }
    }
}
