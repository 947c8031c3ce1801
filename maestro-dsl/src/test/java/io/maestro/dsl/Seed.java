package io.maestro.dsl;

/** Where the random tests start: always at the same point, so that a build can be repeated, unless told otherwise. */
final class Seed {

    private Seed() {}

    /** Returns what {@code -Dmaestro.seed} says, or the usual seed. */
    static long value() {
        return Long.getLong("maestro.seed", 20_261_123L);
    }
}
