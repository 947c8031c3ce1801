package io.maestro.permit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What the host allows the steps with a tag, or of a type, on all nodes together.
 *
 * {@snippet :
 * HostLimit.ofTag("gpu").permits(2);
 * HostLimit.ofStepType("Http").rate(100, Duration.ofMinutes(1));
 * }
 *
 * @param limit the tag or the type
 * @param permits how many may work at once, from 0; empty if as many as like. With 0 none begins
 * @param rate how many may begin in a time, or empty if as many as like
 */
public record HostLimit(Limit limit, Optional<Integer> permits, Optional<Rate> rate) {

    /** Checks that it is about a tag or a type. */
    public HostLimit {
        requireNonNull(limit, "limit");
        requireNonNull(rate, "rate");
        if (!limit.isOfHost()) {
            throw new IllegalArgumentException("a host limits tags and step types, but not " + limit
                    + ", of which its definition says how many steps may work at once");
        }
        permits.ifPresent(count -> {
            if (count < 0) {
                throw new IllegalArgumentException(
                        "the permits of " + limit + " must not be negative but were " + count);
            }
        });
    }

    /**
     * Returns that steps with a tag may do what they like; to go on from.
     *
     * @param name the name of the tag
     * @return the limit
     */
    public static HostLimit ofTag(String name) {
        return new HostLimit(Limit.ofTag(name), Optional.empty(), Optional.empty());
    }

    /**
     * Returns that steps of a type may do what they like; to go on from.
     *
     * @param name the name of the type; case does not matter
     * @return the limit
     */
    public static HostLimit ofStepType(String name) {
        return new HostLimit(Limit.ofStepType(name), Optional.empty(), Optional.empty());
    }

    /**
     * Returns this with another number of steps that may work at once.
     *
     * @param count how many, not negative
     * @return the limit
     */
    public HostLimit permits(int count) {
        return new HostLimit(limit, Optional.of(count), rate);
    }

    /**
     * Returns this with another number of steps that may begin in a time.
     *
     * @param times how many, positive
     * @param per in what time
     * @return the limit
     */
    public HostLimit rate(int times, Duration per) {
        return new HostLimit(limit, permits, Optional.of(new Rate(times, per)));
    }

    /**
     * Tells whether no step begins that falls under it.
     *
     * @return true if there are 0 permits
     */
    public boolean isClosed() {
        return permits.filter(count -> count == 0).isPresent();
    }

    /** Returns the limit in words. */
    @Override
    public String toString() {
        return limit
                + permits.map(count -> ", " + count + " at once").orElse("")
                + rate.map(often -> ", " + often).orElse("");
    }
}
