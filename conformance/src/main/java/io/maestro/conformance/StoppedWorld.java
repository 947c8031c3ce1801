package io.maestro.conformance;

import io.maestro.internal.eval.port.Ambient;

/** The clock and chance of every comparison: a clock that stands still, and numbers that are always the same. */
public enum StoppedWorld implements Ambient {
    /** The only one. */
    INSTANCE;

    /** 2024-05-06T07:08:09.010Z. */
    private static final long NOW = 1_714_979_289_010L;

    @Override
    public long currentTimeMillis() {
        return NOW;
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public double random() {
        return 0.25;
    }

    @Override
    public long randomBits() {
        return 0;
    }
}
