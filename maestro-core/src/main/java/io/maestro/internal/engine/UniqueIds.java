package io.maestro.internal.engine;

import io.maestro.time.TimeSource;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Gives each number once, and ever larger ones. A number is made of the time of day, so that they go on growing after a restart;
 * of a random number of this engine, so that two engines hardly ever give the same one; and of a count within the millisecond,
 * which borrows from the next where it runs over.
 */
final class UniqueIds implements LongSupplier {

    private static final long EPOCH = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    private static final int COUNT_BITS = 12;
    private static final int ENGINE_BITS = 10;
    private static final long IN_A_MILLISECOND = 1L << COUNT_BITS;

    private final TimeSource time;
    private final long engine = ThreadLocalRandom.current().nextLong(1L << ENGINE_BITS);

    /** Milliseconds and count of the latest number, without the part of the engine. */
    private final AtomicLong latest = new AtomicLong();

    UniqueIds(TimeSource time) {
        this.time = time;
    }

    @Override
    public long getAsLong() {
        long now = (time.instant().toEpochMilli() - EPOCH) * IN_A_MILLISECOND;
        long next = latest.updateAndGet(last -> Math.max(last + 1, now));
        long millis = next / IN_A_MILLISECOND;
        return (millis << (ENGINE_BITS + COUNT_BITS)) | (engine << COUNT_BITS) | (next % IN_A_MILLISECOND);
    }
}
