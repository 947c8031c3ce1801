package io.maestro.permit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A permit that a step must have while it works.
 *
 * @param limit which limit it is of
 * @param permits how many the limit has, as the definition of the step says; empty if the host says so
 */
public record PermitNeed(Limit limit, Optional<Integer> permits) {

    /** Checks that there are permits. */
    public PermitNeed {
        requireNonNull(limit, "limit");
        permits.ifPresent(count -> {
            if (count < 1) {
                throw new IllegalArgumentException(limit + " must have a permit at least but has " + count);
            }
        });
    }

    /**
     * Returns the need of a limit of which the host says how many permits it has.
     *
     * @param limit the limit
     * @return the need
     */
    public static PermitNeed of(Limit limit) {
        return new PermitNeed(limit, Optional.empty());
    }

    /**
     * Returns the need of a limit of which a definition says how many permits it has.
     *
     * @param limit the limit
     * @param permits how many, positive
     * @return the need
     */
    public static PermitNeed of(Limit limit, int permits) {
        return new PermitNeed(limit, Optional.of(permits));
    }
}
