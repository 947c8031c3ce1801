package io.maestro.internal.engine;

import static java.util.Objects.requireNonNull;

import io.maestro.internal.eval.port.Ambient;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The world that expressions may ask: the time of a source, and the machine's chance.
 *
 * @param time what time it is
 */
public record SystemWorld(InstantSource time) implements Ambient {

    /** Checks that the source is there. */
    public SystemWorld {
        requireNonNull(time, "time");
    }

    @Override
    public long currentTimeMillis() {
        return time.millis();
    }

    @Override
    public long nanoTime() {
        return SystemClock.nanos();
    }

    @Override
    public double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    @Override
    public long randomBits() {
        return ThreadLocalRandom.current().nextLong();
    }
}
