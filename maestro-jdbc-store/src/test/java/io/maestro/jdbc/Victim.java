package io.maestro.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.StartRequest;
import io.maestro.definition.RunStrategy;
import io.maestro.dsl.Workflow;
import io.maestro.run.RunStatus;
import io.maestro.step.StepContext;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A program that runs workflows until it is killed, or until all of them have ended. It notes what it does in a file before it
 * goes on: {@code DO} when a body begins, {@code ASK} before a start, {@code ACK} when a start has returned, {@code END} when the end of a run was told. What
 * is written to a file outlives the process, however that ends.
 */
final class Victim {

    private static final int CLIENTS = 4;

    /** How many runs go on at once: those of the other clients wait for their turn. */
    static final int LIMIT = 2;

    private final Notes notes;
    private final Fuse fuse;
    private final Maestro maestro;

    private Victim(Store store, Notes notes, Fuse fuse) {
        this.notes = notes;
        this.fuse = fuse;
        this.maestro = Maestro.builder().store(store).recoveryLimit(1_000).build();
    }

    /**
     * Runs workflows.
     *
     * @param arguments {@code h2} and a path, or {@code postgres} and a URL; the schema; the file for notes; {@code run} and a text
     *     that no other life has, or {@code finish}; whether it is to {@code cheat}, or the {@link Fuse} that ends it, or neither
     */
    public static void main(String[] arguments) throws Exception {
        var notes = Notes.in(Path.of(arguments[3]));
        var how = arguments.length > 6 ? arguments[6] : "honest";
        var fuse = Fuse.of(how);
        var store = open(arguments[0], arguments[1], arguments[2], fuse);
        var victim = new Victim(how.equals("cheat") ? new CheatingStore(store) : store, notes, fuse);
        victim.maestro.register(victim.orders());
        fuse.arm();
        System.out.println("READY");
        System.out.flush();
        if (arguments[4].equals("run")) {
            victim.run(arguments[5]);
        } else {
            victim.finish();
        }
    }

    /** Opens a store that burns a fuse. */
    static Store open(String kind, String location, String schema, Fuse fuse) throws SQLException {
        if (fuse.isThere() && kind.equals("h2")) {
            FusedConnections.ofH2(fuse);
        }
        var store = opened(kind, location, schema, fuse);
        return fuse.isThere() ? new FusedStore(store, fuse) : store;
    }

    private static Store opened(String kind, String location, String schema, Fuse fuse) {
        if (kind.equals("h2")) {
            return JdbcStore.h2(Path.of(location));
        }
        var config = new HikariConfig();
        config.setJdbcUrl(location);
        config.setMaximumPoolSize(6);
        return JdbcStore.builder()
                .schema(schema)
                .lease(Duration.ofSeconds(1))
                .postgres(fused(new HikariDataSource(config), fuse));
    }

    private static DataSource fused(DataSource source, Fuse fuse) {
        return fuse.isThere() ? FusedConnections.over(source, fuse) : source;
    }

    /** A graph with a fork, a join, a cycle of three passes and a loop; {@link Checker} knows what must come before what. */
    private Workflow orders() {
        return Workflow.define("orders", w -> {
            w.runStrategy(RunStrategy.parallel(LIMIT));
            var reserve = w.step("reserve", this::done).returns(String.class);
            var charge = w.step("charge", reserve, text -> text).returns(String.class);
            var pick = w.step("pick", this::done).after(reserve);
            var check = w.step("check", this::done).after(pick);
            w.from(check).when(ctx -> ctx.attempt() < 3).backTo(pick);
            var mails = w.foreach("mails", ctx -> List.of("a", "b", "c"), (to, body) -> body.step("mail", this::done))
                    .after(charge);
            w.step("close", this::done).after(check, mails);
        });
    }

    private String done(StepContext context) {
        fuse.pass(KillPoint.BEFORE_COMMAND);
        notes.write("DO " + context.runId() + ' ' + context.stepId() + ' ' + context.attempt());
        fuse.pass(KillPoint.AFTER_COMMAND);
        return context.stepId().value();
    }

    private void run(String life) throws InterruptedException {
        var number = new AtomicInteger();
        for (int client = 0; client < CLIENTS; client++) {
            Thread.startVirtualThread(() -> {
                while (true) {
                    var id = life + '-' + number.incrementAndGet();
                    notes.write("ASK " + id);
                    var run = maestro.start("orders", StartRequest.of(Map.of()).requestId(id));
                    notes.write("ACK " + run.id());
                    end(run);
                }
            });
        }
        new CountDownLatch(1).await();
    }

    private void end(RunHandle run) {
        notes.write("END " + run.id() + ' ' + run.await().status());
    }

    private void finish() {
        maestro.runs(RunQuery.of("orders")
                        .in(RunStatus.IN_PROGRESS, RunStatus.CREATED)
                        .limit(RunQuery.MAX_LIMIT))
                .forEach(row -> end(maestro.find(row.runId()).orElseThrow()));
        maestro.close();
        System.exit(0);
    }
}
