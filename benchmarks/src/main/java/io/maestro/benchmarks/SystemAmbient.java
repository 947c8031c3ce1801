package io.maestro.benchmarks;

import io.maestro.internal.eval.port.Ambient;
import java.util.concurrent.ThreadLocalRandom;

/** The machine's clock and chance. */
final class SystemAmbient implements Ambient {

    @Override
    public long currentTimeMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
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
