package io.maestro.permit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * What an attempt of a step asked for before its work could begin. It gets all of it together.
 *
 * @param at since when it waits, or waited
 * @param turn how often it has asked since then, from 1: after a crash it asks again and keeps its place
 * @param needs the permits, each of another limit
 */
public record PermitRequest(Instant at, int turn, List<PermitNeed> needs) {

    /** Copies the list. */
    public PermitRequest {
        requireNonNull(at, "at");
        needs = List.copyOf(needs);
        if (needs.isEmpty()) {
            throw new IllegalArgumentException("who asks for permits must need one");
        }
    }

    /**
     * Returns the limits that it is about.
     *
     * @return the limits
     */
    public List<Limit> limits() {
        return needs.stream().map(PermitNeed::limit).toList();
    }
}
