package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that was acknowledged is lost, and nothing that was recorded is done again, when the process is killed: half of the
 * times at any moment, otherwise at each {@link KillPoint} in turn. The number of kills of each database is 42, or what the system
 * property {@code maestro.kills} says.
 */
class RunsOutliveKillsTest {

    private static final int KILLS = Integer.getInteger("maestro.kills", 42);

    /** Checking takes the longer the more there is; after as many kills the next go to fresh tables. */
    private static final int KILLS_OF_A_ROUND = 56;

    private static final int MOST_PASSES = 40;
    private static final int LONGEST_LIFE_MILLIS = 600;
    private static final long SEED = Long.getLong("maestro.seed", System.nanoTime());

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);

    /** A database that outlives those who use it. */
    private interface Database {
        List<String> arguments();

        String tables();

        Connection connect() throws SQLException;
    }

    private Database h2(String name) {
        var file = folder.resolve(name);
        return new Database() {
            @Override
            public List<String> arguments() {
                return List.of("h2", file.toString(), "none");
            }

            @Override
            public String tables() {
                return "maestro_";
            }

            @Override
            public Connection connect() throws SQLException {
                return DriverManager.getConnection("jdbc:h2:file:" + file + ";MAX_COMPACT_TIME=0", "sa", "");
            }
        };
    }

    private static Database postgres() {
        var schema = Postgres.freshSchema();
        return new Database() {
            @Override
            public List<String> arguments() {
                return List.of("postgres", Postgres.url(), schema);
            }

            @Override
            public String tables() {
                return schema + ".maestro_";
            }

            @Override
            public Connection connect() throws SQLException {
                return Postgres.server().getConnection();
            }
        };
    }

    private static Process live(Database database, Path notes, String... how) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName()));
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

    /** Lets a process live for some time, and kills it. */
    private void liveAndDie(Database database, Path notes, String life, String honesty) throws Exception {
        live(database, notes, life, honesty, process -> {
            assertThat(process.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS))
                    .isFalse();
        });
    }

    /** Lets a process live until it comes to a point, where it ends itself. */
    private void liveUntil(KillPoint point, Database database, Path notes, String life) throws Exception {
        live(database, notes, life, Fuse.argument(point, 1 + random.nextInt(MOST_PASSES)), process -> {
            assertThat(process.waitFor(1, TimeUnit.MINUTES))
                    .as("%s was reached", point)
                    .isTrue();
            assertThat(process.exitValue()).isEqualTo(Fuse.HALTED);
        });
    }

    private interface Death {
        void await(Process process) throws InterruptedException;
    }

    private static void live(Database database, Path notes, String life, String how, Death death) throws Exception {
        var process = live(database, notes, "run", life, how);
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

    private static void finish(Database database, Path notes) throws Exception {
        var process = live(database, notes, "finish");
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

    private void runsOutliveKills(String name, Supplier<Database> databases) {
        System.out.println(KILLS + " kills, -Dmaestro.seed=" + SEED);
        assertTimeoutPreemptively(Duration.ofMinutes(5).plusSeconds(10L * KILLS), () -> {
            var report = new KillReport(name);
            for (int kills = 0; kills < KILLS; kills += KILLS_OF_A_ROUND) {
                round(databases.get(), folder.resolve(name + kills), Math.min(KILLS - kills, KILLS_OF_A_ROUND), report);
            }
            report.write();

            assertThat(report.violations()).isEmpty();
        });
    }

    private void round(Database database, Path notes, int kills, KillReport report) throws Exception {
        var points = KillPoint.values();
        var checker = new Checker(notes, database.tables());
        for (int kill = 0; kill < kills; kill++) {
            var life = "life-" + kill;
            var where = kill % 2 == 0 ? "any moment" : points[kill / 2 % points.length].toString();
            if (kill % 2 == 0) {
                liveAndDie(database, notes, life, "honest");
            } else {
                liveUntil(KillPoint.valueOf(where), database, notes, life);
            }
            report.killed(where);
            try (var connection = database.connect()) {
                checker.check(life + ", which ended at " + where, connection);
            }
        }
        finish(database, notes);
        try (var connection = database.connect()) {
            checker.check("the last life", connection);
            checker.checkEnds(connection);
        }
        report.add(checker);
    }

    @Test
    void runs_in_h2_outlive_kills() {
        var stores = new AtomicInteger();
        runsOutliveKills("h2", () -> h2("store-" + stores.incrementAndGet()));
    }

    @Test
    void runs_in_postgresql_outlive_kills() {
        runsOutliveKills("postgresql", RunsOutliveKillsTest::postgres);
    }

    @Test
    void a_store_that_acknowledges_before_it_commits_is_found_out() throws Exception {
        var database = h2("store");
        var notes = folder.resolve("notes");
        var checker = new Checker(notes, database.tables());
        for (int kill = 1; checker.violations().isEmpty() && kill <= KILLS; kill++) {
            liveAndDie(database, notes, "life-" + kill, "cheat");
            try (var connection = database.connect()) {
                checker.check("life-" + kill, connection);
            }
        }

        assertThat(checker.violations()).isNotEmpty();
    }
}
