package io.maestro.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.maestro.Maestro;
import io.maestro.Stores;
import io.maestro.run.RunStatus;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * What loops and wide graphs cost in memory as they grow: a pass of a cycle, an iteration of a foreach, a branch. Each size is
 * measured as often as it takes to come to about the same total, all sizes in turn in one JVM; what is told is the processor time
 * of the whole process, which the load of the machine disturbs less than the time by the clock.
 */
public final class ScaleCost {

    private static final int REPETITIONS = 5;
    private static final int CONCURRENCY = 100;

    private ScaleCost() {}

    /** A size, and what it cost each time. */
    private record Line(String name, String workflow, int size, int times, double[] cpuNanos, double[] wallNanos) {

        Line(String name, String workflow, int size, int times) {
            this(name, workflow, size, times, new double[REPETITIONS], new double[REPETITIONS]);
        }

        double median(double[] nanos) {
            var sorted = nanos.clone();
            Arrays.sort(sorted);
            return sorted[REPETITIONS / 2];
        }

        void print(Line smallest) {
            System.out.printf(
                    Locale.ROOT,
                    "%-34s %,10d  %,8.0f ns of a processor [%,.0f..%,.0f]  %5.2f x  %,8.0f ns by the clock%n",
                    name,
                    size,
                    median(cpuNanos),
                    Arrays.stream(cpuNanos).min().orElseThrow(),
                    Arrays.stream(cpuNanos).max().orElseThrow(),
                    median(cpuNanos) / smallest.median(smallest.cpuNanos),
                    median(wallNanos));
        }
    }

    /**
     * Measures and prints a table.
     *
     * @param args which shapes: {@code cycle}, {@code foreach}, {@code fan}; none for all
     */
    public static void main(String[] args) {
        var shapes = args.length == 0 ? List.of("cycle", "foreach", "fan") : List.of(args);
        System.out.printf(
                Locale.ROOT,
                "%s %s, %d processors, load %.1f%n",
                System.getProperty("java.vm.name"),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                system().getSystemLoadAverage());
        for (var shape : shapes) {
            switch (shape) {
                case "cycle" ->
                    measure(
                            "a pass of a cycle of two steps",
                            new int[] {1_000, 10_000, 100_000, 1_000_000},
                            1_000_000,
                            size -> Shapes.cycle("cycle" + size, size));
                case "foreach" ->
                    measure(
                            "an iteration of a foreach",
                            new int[] {1_000, 10_000, 100_000},
                            100_000,
                            size -> Shapes.foreach("foreach" + size, size / 1_000, CONCURRENCY));
                case "fan" ->
                    measure(
                            "a branch of a fork and join",
                            new int[] {10, 100, 1_000, 10_000},
                            500_000,
                            size -> Shapes.fan("fan" + size, size));
                default -> throw new IllegalArgumentException("there is no shape '" + shape + "'");
            }
        }
    }

    private static void measure(String name, int[] sizes, int total, IntFunction<Shapes> shape) {
        try (var maestro = Maestro.builder().store(Stores.inMemory(0)).build()) {
            var lines = new ArrayList<Line>();
            for (int size : sizes) {
                var workflow = maestro.register(shape.apply(size)).id().value();
                lines.add(new Line(name, workflow, size, total / size));
            }
            for (int repetition = -1; repetition < REPETITIONS; repetition++) {
                for (var line : lines) {
                    time(maestro, line, repetition);
                }
            }
            lines.forEach(line -> line.print(lines.getFirst()));
        }
    }

    private static void time(Maestro maestro, Line line, int repetition) {
        System.gc();
        long cpu = system().getProcessCpuTime();
        long wall = System.nanoTime();
        for (int i = 0; i < line.times(); i++) {
            var run = maestro.start(line.workflow()).await();
            if (run.status() != RunStatus.SUCCEEDED) {
                throw new IllegalStateException(line.workflow() + " ended as " + run.status());
            }
        }
        if (repetition >= 0) {
            double passes = (double) line.times() * line.size();
            line.cpuNanos()[repetition] = (system().getProcessCpuTime() - cpu) / passes;
            line.wallNanos()[repetition] = (System.nanoTime() - wall) / passes;
        }
    }

    private static OperatingSystemMXBean system() {
        return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    }
}
