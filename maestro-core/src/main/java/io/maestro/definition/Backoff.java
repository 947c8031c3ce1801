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
        /** Checks that a delay that is written down is not negative. */
        public Fixed {
            checkNotNegative("delay", delay);
        }
    }

    /**
     * A wait that grows: {@code base * exponent^n}, at most {@code cap}, where n is the number of retries already made.
     *
     * @param base the first wait, not negative
     * @param exponent by what each next wait is multiplied, not negative
     * @param cap the longest wait, not negative
     */
    record Exponential(Setting<Duration> base, Setting<Integer> exponent, Setting<Duration> cap) implements Backoff {
        /** Checks that what is written down is not negative. */
        public Exponential {
            checkNotNegative("base", base);
            checkNotNegative("cap", cap);
            if (exponent instanceof Setting.Fixed<Integer> fixed && fixed.value() < 0) {
                throw new IllegalArgumentException("the exponent must not be negative but was " + fixed.value());
            }
        }
    }

    private static void checkNotNegative(String name, Setting<Duration> setting) {
        requireNonNull(setting, name);
        if (setting instanceof Setting.Fixed<Duration> fixed && fixed.value().isNegative()) {
            throw new IllegalArgumentException("the " + name + " must not be negative but was " + fixed.value());
        }
    }
}
