package io.maestro.internal.eval;

import io.maestro.internal.eval.port.Ambient;
import java.time.Instant;

/** A world in which nothing is left to chance: a fixed date, a clock that ticks when asked, and numbered randomness. */
final class FixedAmbient implements Ambient {

    static final long NOW = Instant.parse("2024-05-06T07:08:09.010Z").toEpochMilli();

    private final long nanosPerLook;
    private long nanos;
    private long bits;

    FixedAmbient() {
        this(0);
    }

    FixedAmbient(long nanosPerLook) {
        this.nanosPerLook = nanosPerLook;
    }

    @Override
    public long currentTimeMillis() {
        return NOW;
    }

    @Override
    public long nanoTime() {
        nanos += nanosPerLook;
        return nanos;
    }

    @Override
    public double random() {
        return 0.25;
    }

    @Override
    public long randomBits() {
        return ++bits * 0x9E3779B97F4A7C15L;
    }
}
