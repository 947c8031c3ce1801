package io.maestro.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.maestro.Maestro;
import io.maestro.jdbc.JdbcStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/**
 * How long the runs of a node that fails stand still until another goes on with them: 100 runs whose bodies are at work, in a process
 * that is killed, or stopped so that it is not heard of, and a second node that has nothing to do.
 */
public final class TakeOverCost {

    private static final int RUNS = 100;
    private static final int WARM_UPS = 1;
    private static final Duration LEASE = Duration.ofSeconds(2);

    private TakeOverCost() {}

    /**
     * Measures and prints. The process that is to fail is this program as well.
     *
     * @param args none, or the URL of the database for the process that is to fail
     * @throws Exception if something fails
     */
    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            work(args[0]);
            return;
        }
        try (var database = PostgresDatabase.open();
                var heir = node(database.pool(), "heir")) {
            var resumed = new Semaphore(0);
            heir.register(Chain.of("held", 1, context -> {
                resumed.release();
                return "done";
            }));
            System.out.println("a lease of " + LEASE.toMillis() + " ms, " + RUNS + " runs");
            for (var signal : List.of("KILL", "STOP")) {
                System.out.println(Figure.measure(
                                "SIG" + signal + " until the last of the bodies has begun again",
                                "ms",
                                WARM_UPS,
                                () -> takeOver(database.url(), resumed, signal))
                        .line());
            }
        }
        System.out.println(Repeated.machine());
    }

    private static Maestro node(DataSource source, String name) {
        return Maestro.builder()
                .store(JdbcStore.builder().nodeName(name).lease(LEASE).postgres(source))
                .build();
    }

    /** Has runs at work until the process is killed. */
    private static void work(String url) throws InterruptedException {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(8);
        var maestro = node(new HikariDataSource(config), "victim");
        var atWork = new CountDownLatch(RUNS);
        maestro.register(Chain.of("held", 1, context -> {
            atWork.countDown();
            new CountDownLatch(1).await();
            return "done";
        }));
        for (int i = 0; i < RUNS; i++) {
            maestro.start("held");
        }
        atWork.await();
        System.out.println("READY");
        new CountDownLatch(1).await();
    }

    private static double takeOver(String url, Semaphore resumed, String signal)
            throws IOException, InterruptedException {
        var victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TakeOverCost.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var printed = victim.inputReader()) {
            for (var line = printed.readLine(); !"READY".equals(line); line = printed.readLine()) {
                if (line == null) {
                    throw new IllegalStateException("the process that was to fail ended by itself");
                }
            }
            new ProcessBuilder("kill", "-" + signal, String.valueOf(victim.pid()))
                    .start()
                    .waitFor();
            long start = System.nanoTime();
            resumed.acquire(RUNS);
            return (System.nanoTime() - start) / 1e6;
        } finally {
            victim.destroyForcibly().waitFor();
        }
    }
}
