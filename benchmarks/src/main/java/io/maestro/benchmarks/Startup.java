package io.maestro.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How long a program takes from the start of its JVM until its first run has ended, beside a program that only starts a
 * virtual thread, and with an archive of the classes that the JVM makes by itself; each in several JVMs, in turn.
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
        var archive = Files.createTempDirectory("maestro").resolve("first-run.jsa");
        var bare = new double[PROCESSES];
        var first = new double[PROCESSES];
        var archived = new double[PROCESSES];
        for (int i = -2; i < PROCESSES; i++) {
            double bareMillis = millis(Bare.class);
            double firstMillis = millis(FirstRun.class);
            double archivedMillis = millis(
                    FirstRun.class,
                    "-XX:+AutoCreateSharedArchive",
                    "-XX:SharedArchiveFile=" + archive,
                    "-Xlog:disable");
            if (i >= 0) {
                bare[i] = bareMillis;
                first[i] = firstMillis;
                archived[i] = archivedMillis;
            }
        }
        print("bare: JVM, one virtual thread", bare);
        print("whole: JVM, engine, first run", first);
        print("the same with a class archive", archived);
    }

    private static void print(String name, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-32s %6.0f ms [%.0f..%.0f]%n",
                name,
                millis[PROCESSES / 2],
                millis[0],
                millis[PROCESSES - 1]);
    }

    private static double millis(Class<?> program, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
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
