package io.maestro.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Something that is done many times, timed, and told as a rate and as the time of one. */
final class Repeated {

    private static final int REPETITIONS = 5;

    /** Does something a number of times. */
    interface Job {
        void run(int times) throws Exception;
    }

    private final String name;
    private final double[] nanos;

    private Repeated(String name, double[] nanos) {
        this.name = name;
        this.nanos = nanos;
    }

    /**
     * Warms up and measures.
     *
     * @param name what is told of it
     * @param times how often one repetition does it
     * @param perTime into how many units each of them divides
     * @param job does it
     */
    static Repeated measure(String name, int times, int perTime, Job job) throws Exception {
        for (int i = 0; i < 3; i++) {
            job.run(times);
        }
        var nanos = new double[REPETITIONS];
        for (int i = 0; i < REPETITIONS; i++) {
            long start = System.nanoTime();
            job.run(times);
            nanos[i] = (double) (System.nanoTime() - start) / times / perTime;
        }
        Arrays.sort(nanos);
        return new Repeated(name, nanos);
    }

    /** Returns the median time of one, in nanoseconds. */
    double median() {
        return nanos[REPETITIONS / 2];
    }

    /** Returns one line: name, rate, time of one with its range, and how many times another it costs. */
    String comparedWith(Repeated other) {
        return String.format(
                Locale.ROOT,
                "%-52s %,12.0f/s %,9.0f ns [%,.0f..%,.0f]  %5.2f x",
                name,
                1e9 / median(),
                median(),
                nanos[0],
                nanos[REPETITIONS - 1],
                median() / other.median());
    }
}
