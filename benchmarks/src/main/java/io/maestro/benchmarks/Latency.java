package io.maestro.benchmarks;

import io.maestro.Maestro;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How long a step takes while there is one run at a time: from the beginning of its body to the beginning of the next. */
final class Latency {

    private static final String CHAIN = "alone";
    private static final long REPETITION_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Maestro maestro;
    private final int length;
    private final List<Long> begun = Collections.synchronizedList(new ArrayList<>());

    private Latency(Maestro maestro, int length) {
        this.maestro = maestro;
        this.length = length;
    }

    static List<Figure> measure(Maestro maestro, int length) {
        var latency = new Latency(maestro, length);
        maestro.register(Chain.of(CHAIN, length, context -> latency.begun.add(System.nanoTime())));
        latency.sortedMillis();
        var medians = new ArrayList<Double>();
        var tails = new ArrayList<Double>();
        for (int i = 0; i < Figure.REPETITIONS; i++) {
            var millis = latency.sortedMillis();
            medians.add(millis.get(millis.size() / 2));
            tails.add(millis.get(millis.size() * 99 / 100));
        }
        return List.of(
                new Figure("a step, one run at a time, p50", "ms", medians),
                new Figure("a step, one run at a time, p99", "ms", tails));
    }

    private List<Double> sortedMillis() {
        var millis = new ArrayList<Double>();
        long start = System.nanoTime();
        while (System.nanoTime() - start < REPETITION_NANOS) {
            begun.clear();
            Load.run(maestro, CHAIN);
            for (int i = 1; i < length; i++) {
                millis.add((begun.get(i) - begun.get(i - 1)) / 1e6);
            }
        }
        Collections.sort(millis);
        return millis;
    }
}
