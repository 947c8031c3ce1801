package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.dsl.Workflow;
import io.maestro.run.RunStatus;
import io.maestro.step.StepContext;
import io.maestro.store.UnknownOutcomeException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is restarted under load loses nothing, and needs no restart of the host. */
class DatabaseRestartTest {

    private static final int CLIENTS = 4;

    @TempDir
    private Path folder;

    private final Map<String, AtomicInteger> ran = new ConcurrentHashMap<>();
    private final Queue<RunHandle> started = new ConcurrentLinkedQueue<>();
    private final CountDownLatch underWay = new CountDownLatch(20);
    private volatile boolean enough;

    private final List<EmbeddedPostgres> servers = new ArrayList<>();

    @AfterEach
    void stopServers() throws IOException {
        for (var server : servers) {
            server.close();
        }
    }

    private EmbeddedPostgres server(int port) throws IOException {
        var server = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
        servers.add(server);
        return server;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static HikariDataSource pool(String url) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(6);
        config.setConnectionTimeout(500);
        return new HikariDataSource(config);
    }

    private String once(StepContext context) {
        ran.computeIfAbsent(context.idempotencyKey(), key -> new AtomicInteger())
                .incrementAndGet();
        return "done";
    }

    private Workflow workflow() {
        return Workflow.define("load", w -> {
            var first = w.step("first", this::once);
            var each = w.runForeach("each", ctx -> List.of(1, 2), (number, body) -> body.step("inner", this::once))
                    .after(first);
            w.step("last", this::once).after(each);
        });
    }

    /** A start that waited too long may have happened, and nobody has its handle. */
    private void keepStarting(Maestro maestro) {
        while (!enough) {
            try {
                var run = maestro.start("load");
                started.add(run);
                run.await();
                underWay.countDown();
            } catch (UnknownOutcomeException e) {
                underWay.countDown();
            }
        }
    }

    @Test
    void runs_go_on_when_the_database_is_there_again() throws Exception {
        int port = freePort();
        var before = server(port);
        try (var pool = pool(before.getJdbcUrl("postgres", "postgres"));
                var maestro = Maestro.builder().store(JdbcStore.postgres(pool)).build()) {
            maestro.register(workflow());
            var clients = new ArrayList<Thread>();
            for (int client = 0; client < CLIENTS; client++) {
                clients.add(Thread.startVirtualThread(() -> keepStarting(maestro)));
            }
            underWay.await();
            before.close();
            while (maestro.health().isGood()) {
                Thread.onSpinWait();
            }
            server(port);
            int endedBefore = ended();
            while (ended() < endedBefore + CLIENTS) {
                Thread.onSpinWait();
            }
            enough = true;
            for (var client : clients) {
                client.join();
            }

            assertThat(started)
                    .allSatisfy(run -> assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED));
            assertThat(ran).allSatisfy((key, times) -> assertThat(times).hasValue(1));
            assertThat(maestro.health().isGood()).isTrue();
        }
    }

    private int ended() {
        return (int) started.stream().filter(run -> run.ended().isDone()).count();
    }
}
