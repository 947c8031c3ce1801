package io.maestro.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * What was measured by the clock several times, told as the median with its range.
 *
 * @param name what is told of it
 * @param unit what it is counted in
 * @param values what each repetition gave
 */
record Figure(String name, String unit, List<Double> values) {

    static final int REPETITIONS = 5;

    Figure {
        values = values.stream().sorted().toList();
    }

    /** Measures as often as it takes, some times more to warm up. */
    static Figure measure(String name, String unit, int warmUps, Callable<Double> once) throws Exception {
        for (int i = 0; i < warmUps; i++) {
            once.call();
        }
        var values = new ArrayList<Double>();
        for (int i = 0; i < REPETITIONS; i++) {
            values.add(once.call());
        }
        return new Figure(name, unit, values);
    }

    /** Returns one line: name, median, range and unit. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%-52s %s [%s..%s] %s",
                name,
                text(values.get(values.size() / 2)),
                text(values.getFirst()),
                text(values.getLast()),
                unit);
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%,.0f", value);
    }
}
