package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that was acknowledged is lost, and nothing that was recorded is done again, when the process is killed. The number of
 * kills of each database is 30, or what the system property {@code maestro.kills} says.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RunsOutliveKillsTest {

    private static final int KILLS = Integer.getInteger("maestro.kills", 30);
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

    private Database h2() {
        return new Database() {
            @Override
            public List<String> arguments() {
                return List.of("h2", folder.resolve("store").toString(), "none");
            }

            @Override
            public String tables() {
                return "maestro_";
            }

            @Override
            public Connection connect() throws SQLException {
                return DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "sa", "");
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
        var process = live(database, notes, "run", life, honesty);
        try (var printed = process.inputReader()) {
            awaitReady(printed);
            assertThat(process.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS))
                    .isFalse();
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

    private void runsOutliveKills(Database database) throws Exception {
        System.out.println(KILLS + " kills, -Dmaestro.seed=" + SEED);
        var notes = folder.resolve("notes");
        var checker = new Checker(notes, database.tables());
        for (int kill = 1; kill <= KILLS; kill++) {
            liveAndDie(database, notes, "life-" + kill, "honest");
            try (var connection = database.connect()) {
                checker.check(connection);
            }
        }
        finish(database, notes);
        try (var connection = database.connect()) {
            checker.check(connection);
            checker.checkEnds(connection);
        }

        assertThat(checker.violations()).isEmpty();
    }

    @Test
    void runs_in_h2_outlive_kills() throws Exception {
        runsOutliveKills(h2());
    }

    @Test
    void runs_in_postgresql_outlive_kills() throws Exception {
        runsOutliveKills(postgres());
    }

    @Test
    void a_store_that_acknowledges_before_it_commits_is_found_out() throws Exception {
        var database = h2();
        var notes = folder.resolve("notes");
        var checker = new Checker(notes, database.tables());
        for (int kill = 1; checker.violations().isEmpty() && kill <= KILLS; kill++) {
            liveAndDie(database, notes, "life-" + kill, "cheat");
            try (var connection = database.connect()) {
                checker.check(connection);
            }
        }

        assertThat(checker.violations()).isNotEmpty();
    }
}
