package io.maestro.jdbc;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.StartRequest;
import io.maestro.definition.EffectPolicy;
import io.maestro.dsl.Workflow;
import io.maestro.run.RunStatus;
import io.maestro.run.StepExplanation;
import io.maestro.run.Verdict;
import io.maestro.step.StepContext;
import io.maestro.store.RunQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program that takes orders until it is killed, or until all are through. Each is a row of the host's, and a run that starts with
 * it; the run books twice in the database of the store, and pays once at most in between, which is a line in a file.
 */
final class EffectsVictim {

    private static final int CLIENTS = 3;

    private final EffectsDatabase database;
    private final JdbcStore store;
    private final Maestro maestro;
    private final FileChannel payments;

    private EffectsVictim(EffectsDatabase database, FileChannel payments) {
        this.database = database;
        this.payments = payments;
        this.store = database.open();
        this.maestro = Maestro.builder().store(store).recoveryLimit(1_000).build();
    }

    /**
     * Takes orders.
     *
     * @param arguments what {@link EffectsDatabase#of} takes; the file for payments; a text that no other life has, or {@code
     *     finish}
     */
    public static void main(String[] arguments) throws Exception {
        var payments = FileChannel.open(
                Path.of(arguments[3]), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        var victim = new EffectsVictim(EffectsDatabase.of(arguments[0], arguments[1], arguments[2]), payments);
        victim.maestro.register(victim.workflow());
        victim.settleAll();
        System.out.println("READY");
        System.out.flush();
        if (arguments[4].equals("finish")) {
            victim.finish();
        } else {
            victim.run(arguments[4]);
        }
    }

    private Workflow workflow() {
        return Workflow.define("orders", w -> {
            var reserve = w.step("reserve", this::booked).effects(EffectPolicy.TRANSACTIONAL);
            var pay = w.step("pay", this::paid).after(reserve).effects(EffectPolicy.AT_MOST_ONCE);
            w.step("ship", this::booked).after(pay).effects(EffectPolicy.TRANSACTIONAL);
        });
    }

    private String booked(StepContext context) throws Exception {
        return context.transactionally(Connection.class, connection -> {
            insert(
                    connection,
                    "booking",
                    context.runId().toString(),
                    context.stepId().value());
            return "booked";
        });
    }

    private String paid(StepContext context) throws IOException {
        payments.write(ByteBuffer.wrap((context.runId() + "\n").getBytes(StandardCharsets.UTF_8)));
        return "paid";
    }

    private void insert(Connection connection, String table, String first, String second) throws SQLException {
        try (var statement = connection.prepareStatement("insert into " + database.table(table) + " values (?, ?)")) {
            statement.setString(1, first);
            statement.setString(2, second);
            statement.execute();
        }
    }

    private Iterable<RunHandle> unfinished() {
        return maestro.runs(RunQuery.of("orders").in(RunStatus.IN_PROGRESS).limit(RunQuery.MAX_LIMIT)).stream()
                .map(row -> maestro.find(row.runId()).orElseThrow())
                .toList();
    }

    /** Says of each payment that nobody knows of that it was made, which fails nothing. */
    private void settleAll() {
        for (var run : unfinished()) {
            settle(run);
        }
    }

    private static void settle(RunHandle run) {
        for (var explanation : run.explain()) {
            if (explanation.reason() instanceof StepExplanation.InDoubt doubt) {
                run.settle(
                        explanation.step().value(),
                        doubt.attempt(),
                        Verdict.done("victim", "it may have been").output("settled"));
            }
        }
    }

    private void run(String life) throws InterruptedException {
        var number = new AtomicInteger();
        for (int client = 0; client < CLIENTS; client++) {
            Thread.startVirtualThread(() -> {
                while (true) {
                    order(life + '-' + number.incrementAndGet());
                }
            });
        }
        new CountDownLatch(1).await();
    }

    private void order(String name) {
        try (var connection = database.connect()) {
            connection.setAutoCommit(false);
            var pending = maestro.start("orders", StartRequest.plain().requestId(name), store.within(connection));
            insert(connection, "purchase", name, pending.id().toString());
            connection.commit();
            pending.committed().await();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void finish() {
        for (var run : unfinished()) {
            while (run.await(Duration.ofMillis(50)).isEmpty()) {
                settle(run);
            }
        }
        maestro.close();
        try {
            payments.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.exit(0);
    }
}
