package io.maestro.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A process that shares a store with others.
 *
 * @param id its number, from 1; no other node ever has the same, and a process that came back after it was taken for dead has
 *     another than before
 * @param name what people call it
 * @param since when it came, by the store's clock
 * @param leaseUntil until when it is taken for alive if it is not heard of again, by the store's clock
 * @param runs how many runs it had in hand when it was last heard of
 */
public record Node(long id, String name, Instant since, Instant leaseUntil, long runs) {

    /** Checks that nothing is null. */
    public Node {
        requireNonNull(name, "name");
        requireNonNull(since, "since");
        requireNonNull(leaseUntil, "leaseUntil");
    }
}
