package io.maestro.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.maestro.Maestro;
import io.maestro.dsl.Workflow;
import io.maestro.run.RunStatus;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A program that runs a workflow of many steps, a hundred of which may work at once, until it is killed or all runs have ended. */
final class LimitsVictim {

    static final int LIMIT = 100;
    static final int STEPS = 150;

    private LimitsVictim() {}

    /**
     * Runs workflows.
     *
     * @param arguments {@code h2} and a path, or {@code postgres} and a URL; the schema; {@code run} or {@code finish}; the {@link Fuse}
     *     that ends it
     */
    public static void main(String[] arguments) throws Exception {
        var fuse = Fuse.of(arguments[4]);
        var store = new FusedStore(opened(arguments[0], arguments[1], arguments[2], fuse), fuse);
        var maestro = Maestro.builder().store(store).recoveryLimit(1_000).build();
        maestro.register(limited(fuse));
        fuse.arm();
        System.out.println("READY");
        System.out.flush();
        if (arguments[3].equals("run")) {
            while (true) {
                maestro.start("limited").await();
            }
        }
        maestro.runs(RunQuery.of("limited").in(RunStatus.IN_PROGRESS).limit(RunQuery.MAX_LIMIT))
                .forEach(row -> maestro.find(row.runId()).orElseThrow().await());
        maestro.close();
        System.exit(0);
    }

    private static Store opened(String kind, String location, String schema, Fuse fuse) throws SQLException {
        if (kind.equals("h2")) {
            if (fuse.isThere()) {
                FusedConnections.ofH2(fuse);
            }
            return JdbcStore.h2(Path.of(location));
        }
        var config = new HikariConfig();
        config.setJdbcUrl(location);
        config.setMaximumPoolSize(6);
        var source = new HikariDataSource(config);
        return JdbcStore.builder()
                .schema(schema)
                .lease(Duration.ofSeconds(1))
                .postgres(fuse.isThere() ? FusedConnections.over(source, fuse) : source);
    }

    /** Each step works for a moment, so that many have permits whenever the process dies. */
    private static Workflow limited(Fuse fuse) {
        return Workflow.define("limited", w -> {
            w.stepConcurrency(LIMIT);
            for (int i = 0; i < STEPS; i++) {
                w.run("step" + i, ctx -> {
                    fuse.pass(KillPoint.BEFORE_COMMAND);
                    var unused = new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
                    fuse.pass(KillPoint.AFTER_COMMAND);
                });
            }
        });
    }
}
