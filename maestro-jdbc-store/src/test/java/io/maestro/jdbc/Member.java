package io.maestro.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.maestro.Maestro;
import io.maestro.dsl.Workflow;
import io.maestro.error.MaestroException;
import io.maestro.run.RunStatus;
import io.maestro.step.StepContext;
import io.maestro.store.RunQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A program that is a node among others. It starts runs until its standard input ends, then closes in order. It prints {@code ACK}
 * and the run when a start has returned, and {@code DO}, the run and the step when a body begins.
 */
final class Member {

    static final Duration LEASE = Duration.ofSeconds(1);
    private static final int CLIENTS = 2;

    private final Maestro maestro;

    private Member(Maestro maestro) {
        this.maestro = maestro;
    }

    /**
     * Takes part.
     *
     * @param arguments the URL, the schema, the name of the node; {@code run}, or {@code finish} to wait for all runs
     */
    public static void main(String[] arguments) throws IOException {
        var config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.addDataSourceProperty("ApplicationName", arguments[2]);
        config.setMaximumPoolSize(8);
        var store = JdbcStore.builder()
                .schema(arguments[1])
                .nodeName(arguments[2])
                .lease(LEASE)
                .postgres(new HikariDataSource(config));
        var member = new Member(Maestro.builder()
                .store(store)
                .recoveryLimit(1_000)
                .drainLimit(Duration.ofSeconds(1))
                .build());
        member.maestro.register(orders());
        print("READY");
        if (arguments[3].equals("run")) {
            member.run();
        } else {
            member.finish();
        }
        member.maestro.close();
        print("CLOSED");
        System.exit(0);
    }

    /** Lines of several threads do not mix. */
    private static void print(String line) {
        System.out.println(line);
    }

    static Workflow orders() {
        return Workflow.define("orders", w -> {
            var reserve = w.step("reserve", Member::done).returns(String.class);
            var mails = w.foreach(
                            "mails", ctx -> List.of("a", "b", "c", "d"), (to, body) -> body.step("mail", Member::done))
                    .concurrency(4)
                    .after(reserve);
            w.step("close", Member::done).after(mails);
        });
    }

    private static String done(StepContext context) {
        print("DO " + context.runId() + ' ' + context.stepId());
        return context.stepId().value();
    }

    private void run() throws IOException {
        for (int client = 0; client < CLIENTS; client++) {
            Thread.ofVirtual().start(this::startForEver);
        }
        while (System.in.read() >= 0) {
            // Whatever is said, only the end counts.
        }
    }

    private void startForEver() {
        try {
            while (true) {
                var run = maestro.start("orders");
                print("ACK " + run.id());
                run.await();
            }
        } catch (MaestroException e) {
            print("END " + e);
        }
    }

    private void finish() {
        var unfinished = RunQuery.of("orders").in(RunStatus.IN_PROGRESS).limit(RunQuery.MAX_LIMIT);
        maestro.runs(unfinished)
                .forEach(row -> maestro.find(row.runId()).orElseThrow().await());
    }
}
