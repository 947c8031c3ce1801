package io.maestro.benchmarks;

import io.maestro.Maestro;
import io.maestro.Stores;
import io.maestro.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * What loops and wide graphs cost in memory as they grow: a pass of a cycle, an iteration of a foreach, a branch of a fork. Each
 * size is run as often as it takes to come to about the same total, all sizes of a shape in turn in one JVM.
 */
public final class ScaleCost {

    private static final int CONCURRENCY = 100;

    private ScaleCost() {}

    /**
     * Measures and prints a table.
     *
     * @param args which shapes: {@code cycle}, {@code foreach}, {@code fan}; none for all
     * @throws Exception if something could not be measured
     */
    public static void main(String[] args) throws Exception {
        System.out.println(Repeated.machine());
        for (var shape : args.length == 0 ? List.of("cycle", "fan", "foreach") : List.of(args)) {
            switch (shape) {
                case "cycle" ->
                    measure(
                            "a pass of a cycle of two steps, of %,d",
                            new int[] {1_000, 10_000, 100_000, 1_000_000},
                            1_000_000,
                            passes -> Shapes.cycle("cycle" + passes, passes));
                case "fan" ->
                    measure(
                            "a branch of a fork and join, of %,d",
                            new int[] {10, 100, 1_000, 10_000}, 500_000, width -> Shapes.fan("fan" + width, width));
                case "foreach" ->
                    measure(
                            "an iteration of a foreach, of %,d",
                            new int[] {1_000, 10_000, 100_000},
                            100_000,
                            iterations -> Shapes.foreach("foreach" + iterations, iterations / 1_000, CONCURRENCY));
                default -> throw new IllegalArgumentException("there is no shape '" + shape + "'");
            }
        }
    }

    private static void measure(String name, int[] sizes, int total, IntFunction<Shapes> shape) throws Exception {
        try (var maestro = Maestro.builder().store(Stores.inMemory(0)).build()) {
            var lines = new ArrayList<Repeated>();
            for (int size : sizes) {
                var workflow = maestro.register(shape.apply(size)).id().value();
                lines.add(new Repeated(
                        String.format(Locale.ROOT, name, size),
                        total / size,
                        size,
                        times -> run(maestro, workflow, times)));
            }
            Repeated.measureInTurn(lines);
            lines.forEach(line -> System.out.println(line.comparedWith(lines.getFirst())));
        }
    }

    private static void run(Maestro maestro, String workflow, int times) {
        for (int i = 0; i < times; i++) {
            var run = maestro.start(workflow).await();
            if (run.status() != RunStatus.SUCCEEDED) {
                throw new IllegalStateException(workflow + " ended as " + run.status());
            }
        }
    }
}
