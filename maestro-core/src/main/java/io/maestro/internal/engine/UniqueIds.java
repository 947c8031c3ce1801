package io.maestro.internal.engine;

import io.maestro.time.TimeSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Gives each number once, and ever larger ones, also after a restart: they begin with the time of day. */
final class UniqueIds implements LongSupplier {

    /** A million numbers in each millisecond, until far beyond the year 2200. */
    private static final int BITS_IN_A_MILLISECOND = 20;

    private final TimeSource time;
    private final AtomicLong latest = new AtomicLong();

    UniqueIds(TimeSource time) {
        this.time = time;
    }

    @Override
    public long getAsLong() {
        long now = time.instant().toEpochMilli() << BITS_IN_A_MILLISECOND;
        return latest.updateAndGet(last -> Math.max(last + 1, now));
    }
}
