package io.maestro.benchmarks;

import io.maestro.Maestro;
import io.maestro.jdbc.Durability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What steps cost in the durable store, beside what its database does with nothing around it, by the clock. All databases are
 * measured in one run; what was recorded stays until a database was measured.
 */
public final class DurableCost {

    private static final int LENGTH = 10;
    private static final int WIDTH = 1_000;
    private static final int CONCURRENCY = 100;
    private static final int WARM_UPS = 20;

    private DurableCost() {}

    /**
     * Measures and prints tables.
     *
     * @param args which databases: {@code h2}, {@code h2-synced}, {@code postgres}; none for all
     * @throws Exception if something could not be measured
     */
    public static void main(String[] args) throws Exception {
        for (var name : args.length == 0 ? List.of("h2", "h2-synced", "postgres") : List.of(args)) {
            try (var database = open(name)) {
                System.out.println(database.name());
                var figures = new ArrayList<>(Floor.measure(database));
                figures.addAll(measure(database));
                figures.forEach(figure -> System.out.println(figure.line()));
                System.out.println(Repeated.machine());
            }
        }
    }

    private static Database open(String name) throws Exception {
        return switch (name) {
            case "h2" -> H2Database.open(Durability.SURVIVES_KILL);
            case "h2-synced" -> H2Database.open(Durability.SURVIVES_POWER_LOSS);
            case "postgres" -> PostgresDatabase.open();
            default -> throw new IllegalArgumentException("there is no database '" + name + "'");
        };
    }

    private static List<Figure> measure(Database database) throws Exception {
        try (var maestro = Maestro.builder().store(database.store()).build()) {
            var figures = new ArrayList<Figure>();
            maestro.register(Chain.of("chain", LENGTH));
            for (int inFlight : new int[] {64, 1_000}) {
                var runs = Load.runsPerSecond(maestro, "chain", inFlight);
                figures.add(new Figure(
                        String.format(Locale.ROOT, "steps, chain of 10, %,d runs in flight", inFlight),
                        "steps/s",
                        runs.stream().map(rate -> rate * LENGTH).toList()));
            }
            figures.addAll(Latency.measure(maestro, LENGTH));
            maestro.register(Shapes.fan("fan", WIDTH));
            figures.add(Figure.measure("a fork of 1,000 steps and join", "ms", WARM_UPS, () -> millis(maestro, "fan")));
            maestro.register(Shapes.foreach("foreach", 1, CONCURRENCY));
            figures.add(Figure.measure(
                    "a foreach of 1,000 iterations, 100 at once", "ms", WARM_UPS, () -> millis(maestro, "foreach")));
            return figures;
        }
    }

    private static double millis(Maestro maestro, String workflow) {
        long start = System.nanoTime();
        Load.run(maestro, workflow);
        return (System.nanoTime() - start) / 1e6;
    }
}
