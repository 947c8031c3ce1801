package io.maestro.internal.eval.port;

/** The world outside of an evaluation. The evaluator itself has no clock and no chance. */
public interface Ambient {

    /**
     * Returns the time of day, for {@code System.currentTimeMillis()} and {@code new DateTime()}.
     *
     * @return milliseconds since 1970 in UTC
     */
    long currentTimeMillis();

    /**
     * Returns a time that only ever grows, for the limit on the wall time.
     *
     * @return nanoseconds since any fixed moment
     */
    long nanoTime();

    /**
     * Returns a random number, for {@code Math.random()}.
     *
     * @return a number from 0, included, to 1, excluded
     */
    double random();

    /**
     * Returns random bits, for {@code UUID.randomUUID()}.
     *
     * @return 64 bits
     */
    long randomBits();
}
