package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.run.RunId;
import java.time.Duration;
import java.util.Optional;

/**
 * By how much the waits of a step are longer or shorter than its backoff says. It is no chance, but follows from the run, the step and
 * the attempt, so that the same is decided again after a crash; neighbours of each of these are far apart all the same.
 *
 * @param step the step
 * @param share by which share of itself a wait may differ, or empty if it does not
 */
record Jitter(StepId step, Optional<Double> share) {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** How many numbers there are of as many bits as a double is exact to. */
    private static final double NUMBERS = 0x1p53;

    /** Returns the wait before the next attempt, in milliseconds if it differs. */
    Duration applied(Duration wait, RunId run, int attempt) {
        return share.map(most -> Duration.ofMillis(Math.round(wait.toMillis() * (1 + most * swing(run, attempt)))))
                .orElse(wait);
    }

    /** Returns a number from -1 to 1. */
    private double swing(RunId run, int attempt) {
        long mixed = mix(text(run.workflow().value()) + run.instance());
        mixed = mix(mixed + run.run());
        mixed = mix(mixed + text(step.value()));
        mixed = mix(mixed + attempt);
        return (mixed >>> 11) / NUMBERS * 2 - 1;
    }

    private static long text(String text) {
        long sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum = sum * 31 + text.charAt(i);
        }
        return mix(sum);
    }

    /** The mixing step of SplitMix64, by which each bit depends on each. */
    private static long mix(long seed) {
        long mixed = seed + GOLDEN;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
