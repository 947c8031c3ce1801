package io.maestro.benchmarks;

import io.maestro.Maestro;
import io.maestro.Stores;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is left in memory of long loops whose run the store still has, each in a JVM of its own: a cycle of which 100 visits are
 * kept, in a heap that could not hold all of them, and a foreach, of which the store keeps every iteration.
 */
public final class HeapCost {

    private static final int SMALL_HEAP_MB = 16;

    private HeapCost() {}

    /** A program that runs a loop and prints how many bytes of heap are in use afterwards. */
    public static final class Program {

        private Program() {}

        /**
         * Runs the loop.
         *
         * @param args the shape, {@code cycle} or {@code foreach}, and its size
         */
        public static void main(String[] args) {
            int size = Integer.parseInt(args[1]);
            try (var maestro = Maestro.builder().store(Stores.inMemory(1)).build()) {
                maestro.register(
                        switch (args[0]) {
                            case "cycle" -> Shapes.cycle("loop", size);
                            case "foreach" -> Shapes.foreach("loop", size / 1_000, 100);
                            default -> throw new IllegalArgumentException("there is no shape '" + args[0] + "'");
                        });
                var status = maestro.start("loop").await().status();
                System.gc();
                var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
                System.out.println(status + " " + heap.getUsed());
            }
        }
    }

    /**
     * Measures and prints a table.
     *
     * @param args none
     * @throws Exception if a program fails
     */
    public static void main(String[] args) throws Exception {
        for (int passes : new int[] {1_000, 10_000, 100_000, 1_000_000}) {
            print("a cycle, passes, -Xmx" + SMALL_HEAP_MB + "m", passes, used("cycle", passes, SMALL_HEAP_MB));
        }
        for (int iterations : new int[] {1_000, 10_000, 100_000}) {
            print("a foreach, iterations", iterations, used("foreach", iterations, 2_000));
        }
    }

    private static void print(String name, int size, long bytes) {
        System.out.printf(
                Locale.ROOT,
                "%-28s %,10d  %8.1f MB in use afterwards  %,9.0f bytes each%n",
                name,
                size,
                bytes / 1e6,
                (double) bytes / size);
    }

    private static long used(String shape, int size, int heapMegabytes) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
        command.addAll(List.of(shape, String.valueOf(size)));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var line = process.inputReader().readLine();
        if (process.waitFor() != 0 || line == null || !line.startsWith("SUCCEEDED ")) {
            throw new IllegalStateException("a " + shape + " of " + size + " printed " + line);
        }
        return Long.parseLong(line.substring(line.indexOf(' ') + 1));
    }
}
