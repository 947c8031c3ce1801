package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Processes that run workflows until they are killed.
 *
 * @param victim what they run
 * @param random says how long they live
 */
record Lives(Class<?> victim, SplittableRandom random) {

    private static final int MOST_PASSES = 40;
    private static final int LONGEST_LIFE_MILLIS = 600;

    private interface Death {
        void await(Process process) throws InterruptedException;
    }

    /** Lets a process live for some time, and kills it. */
    void liveAndDie(KillDatabase database, Path notes, String life, String honesty) throws Exception {
        live(database, notes, life, honesty, process -> {
            assertThat(process.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS))
                    .isFalse();
        });
    }

    /** Lets a process live until it comes to a point, where it ends itself. */
    void liveUntil(KillPoint point, KillDatabase database, Path notes, String life) throws Exception {
        live(database, notes, life, Fuse.argument(point, 1 + random.nextInt(MOST_PASSES)), process -> {
            assertThat(process.waitFor(1, TimeUnit.MINUTES))
                    .as("%s was reached", point)
                    .isTrue();
            assertThat(process.exitValue()).isEqualTo(Fuse.HALTED);
        });
    }

    /** Has a process bring everything to its end. */
    void finish(KillDatabase database, Path notes) throws Exception {
        var process = start(database, notes, "finish");
        try (var printed = process.inputReader()) {
            awaitReady(printed);
            var rest = printed.lines().toList();
            assertThat(process.waitFor())
                    .as("how the last life ended: %s", rest)
                    .isZero();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void live(KillDatabase database, Path notes, String life, String how, Death death) throws Exception {
        var process = start(database, notes, "run", life, how);
        try (var printed = process.inputReader()) {
            awaitReady(printed);
            // A process that nobody listens to comes to a stop when it has said enough.
            var listener = Thread.startVirtualThread(() -> printed.lines().forEach(line -> {}));
            try {
                death.await(process);
            } finally {
                // That of the process itself would close what the listener reads.
                process.toHandle().destroyForcibly();
                process.waitFor();
                listener.join();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(KillDatabase database, Path notes, String... how) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                victim.getName()));
        command.addAll(database.arguments());
        command.add(notes.toString());
        command.addAll(List.of(how));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static void awaitReady(BufferedReader printed) throws IOException {
        var all = new StringBuilder();
        for (var line = printed.readLine(); !"READY".equals(line); line = printed.readLine()) {
            assertThat(line).as("the process ended early: %s", all).isNotNull();
            all.append(line).append('\n');
        }
    }
}
