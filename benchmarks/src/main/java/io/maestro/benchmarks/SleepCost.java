package io.maestro.benchmarks;

import io.maestro.jdbc.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs cost that sleep, each figure from a JVM of its own in a small heap: a million that sleep a day are started and held, and
 * then found by the next process after the first was cut off; ten thousand that sleep two seconds come to their ends; a hundred
 * thousand are woken at once.
 */
public final class SleepCost {

    private static final int SLEEPERS = 1_000_000;
    private static final int SLEEPERS_IN_MEMORY = 100_000;
    private static final int NAPPERS = 10_000;
    private static final int OVERDUE = 100_000;

    /** As long as those sleep that are all to be overdue. */
    private static final Duration NIGHT = Duration.ofMinutes(2);

    private SleepCost() {}

    /**
     * Measures and prints what each program prints.
     *
     * @param args which databases, {@code h2}, {@code postgres} or {@code memory}; none for all
     * @throws Exception if a program fails
     */
    public static void main(String[] args) throws Exception {
        for (var name : args.length == 0 ? List.of("h2", "postgres", "memory") : List.of(args)) {
            switch (name) {
                case "h2" -> {
                    try (var database = H2Database.open(Durability.SURVIVES_KILL)) {
                        measure("h2:" + database.folder().resolve("store"));
                    }
                }
                case "postgres" -> {
                    try (var database = PostgresDatabase.open()) {
                        measure("postgres:" + database.url());
                    }
                }
                case "memory" -> {
                    run("2g", "memory", "held", SLEEPERS_IN_MEMORY);
                    run("2g", "memory", "day", SLEEPERS_IN_MEMORY);
                }
                default -> throw new IllegalArgumentException("there is no database '" + name + "'");
            }
            System.out.println(Repeated.machine());
        }
    }

    private static void measure(String store) throws IOException, InterruptedException {
        run("512m", store, "dusk", OVERDUE);
        Thread.sleep(NIGHT);
        run("128m", store, "dawn", OVERDUE);
        run("512m", store, "nap", NAPPERS);
        run("512m", store, "day", SLEEPERS);
        run("512m", store, "again", SLEEPERS);
    }

    private static void run(String heap, String store, String what, int count)
            throws IOException, InterruptedException {
        System.out.println(store.substring(0, (store + ':').indexOf(':')) + ", " + what + ", -Xmx" + heap);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + heap, "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(SleepProgram.class.getName(), store, what, String.valueOf(count)));
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("the program for " + what + " ended with " + status);
        }
    }
}
