package io.maestro.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * How long a program takes from the start of its JVM until its first run has ended, beside a program that only starts a
 * virtual thread, in the durable store, and with an ahead-of-time cache of JDK 25; each in several JVMs, in turn.
 */
public final class Startup {

    private static final int PROCESSES = 15;
    private static final String SUCCEEDED = "SUCCEEDED";

    private Startup() {}

    /** A program that prints a line from a virtual thread. */
    public static final class Bare {

        private Bare() {}

        /**
         * Starts the thread.
         *
         * @param args none
         * @throws InterruptedException never
         */
        public static void main(String[] args) throws InterruptedException {
            Thread.startVirtualThread(() -> System.out.println(SUCCEEDED)).join();
        }
    }

    /**
     * Measures and prints a table.
     *
     * @param args none
     * @throws Exception if a program fails
     */
    public static void main(String[] args) throws Exception {
        var folder = Files.createTempDirectory("maestro");
        var programs = List.of(
                new Program("bare: JVM, one virtual thread", () -> millis(Bare.class, List.of())),
                new Program("whole: JVM, engine, first run", () -> millis(FirstRun.class, List.of())),
                new Program(
                        "the same with an AOT cache",
                        () -> millis(FirstRun.class, cached(folder.resolve("memory.aot")))),
                new Program("in a new H2 file", () -> millis(FirstRun.class, List.of(), newFile(folder))),
                new Program(
                        "in an H2 file that is there",
                        () -> millis(FirstRun.class, List.of(), folder.resolve("store"))),
                new Program(
                        "the same with an AOT cache",
                        () -> millis(FirstRun.class, cached(folder.resolve("h2.aot")), folder.resolve("store"))));
        for (int i = -2; i < PROCESSES; i++) {
            for (var program : programs) {
                double millis = program.once().call();
                if (i >= 0) {
                    program.took().add(millis);
                }
            }
        }
        programs.forEach(Program::print);
        System.out.println(Repeated.machine());
    }

    private static Path newFile(Path folder) throws IOException {
        return Files.createTempDirectory(folder, "new").resolve("store");
    }

    /** The first time makes the cache. */
    private static List<String> cached(Path cache) {
        return List.of((Files.exists(cache) ? "-XX:AOTCache=" : "-XX:AOTCacheOutput=") + cache, "-Xlog:disable");
    }

    /**
     * A program that is timed.
     *
     * @param name what is told of it
     * @param once runs it, and returns how long it took
     * @param took how long it took each time
     */
    private record Program(String name, Callable<Double> once, List<Double> took) {

        Program(String name, Callable<Double> once) {
            this(name, once, new ArrayList<>());
        }

        void print() {
            var millis = took.stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "%-32s %6.0f ms [%.0f..%.0f]%n",
                    name,
                    millis.get(PROCESSES / 2),
                    millis.getFirst(),
                    millis.getLast());
        }
    }

    private static double millis(Class<?> program, List<String> options, Path... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Arrays.stream(arguments).map(Path::toString).forEach(command::add);
        long start = System.nanoTime();
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var line = process.inputReader().readLine();
        double millis = (System.nanoTime() - start) / 1e6;
        if (process.waitFor() != 0 || !SUCCEEDED.equals(line)) {
            throw new IllegalStateException(program + " printed " + line);
        }
        return millis;
    }
}
