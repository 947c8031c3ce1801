package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * However often the process is killed: what steps did in the database of the store is there once, and exactly if their outcome is;
 * what may be done once at most is; and each order of the host's has its run. The number of kills of each database is 10, or a third
 * of what the system property {@code maestro.kills} says.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EffectsOutliveKillsTest {

    private static final int KILLS = Integer.getInteger("maestro.kills", 30) / 3;
    private static final int LONGEST_LIFE_MILLIS = 900;
    private static final long SEED = Long.getLong("maestro.seed", System.nanoTime());

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);

    private Process live(List<String> location, String life) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                EffectsVictim.class.getName()));
        command.addAll(location);
        command.addAll(List.of(folder.resolve("payments").toString(), life));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static void awaitReady(BufferedReader printed) throws IOException {
        var all = new StringBuilder();
        for (var line = printed.readLine(); !"READY".equals(line); line = printed.readLine()) {
            assertThat(line).as("the process ended early: %s", all).isNotNull();
            all.append(line).append('\n');
        }
    }

    private void liveAndDie(List<String> location, String life) throws Exception {
        var process = live(location, life);
        try (var printed = process.inputReader()) {
            awaitReady(printed);
            assertThat(process.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS))
                    .isFalse();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void finish(List<String> location) throws Exception {
        var process = live(location, "finish");
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

    private void effectsOutliveKills(List<String> location) throws Exception {
        System.out.println(KILLS + " kills, -Dmaestro.seed=" + SEED);
        var database = EffectsDatabase.of(location.get(0), location.get(1), location.get(2));
        database.open().close();
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("create table " + database.table("booking") + " (run varchar(200), step varchar(99))");
            statement.execute("create table " + database.table("purchase") + " (name varchar(99), run varchar(200))");
        }
        for (int kill = 1; kill <= KILLS; kill++) {
            liveAndDie(location, "life-" + kill);
            check(database);
        }
        finish(location);
        check(database);
        try (var connection = database.connect()) {
            assertThat(texts(
                            connection,
                            "select run from " + database.table("purchase") + " where run not in (" + ended(database)
                                    + ")"))
                    .as("orders that are not through")
                    .isEmpty();
            assertThat(texts(connection, "select name from " + database.table("purchase")))
                    .as("orders")
                    .isNotEmpty();
        }
    }

    private static String run(String alias) {
        return alias + ".workflow_id || ':' || " + alias + ".instance || ':' || " + alias + ".run";
    }

    private static String ended(EffectsDatabase database) {
        return "select " + run("r") + " from " + database.table("maestro_workflow_run")
                + " r where r.status = 'SUCCEEDED'";
    }

    private void check(EffectsDatabase database) throws SQLException, IOException {
        try (var connection = database.connect()) {
            var booked = texts(connection, "select run || ' ' || step from " + database.table("booking"));
            assertThat(booked).as("bookings").doesNotHaveDuplicates();
            assertThat(booked)
                    .as("bookings, and steps that are recorded as done")
                    .containsExactlyInAnyOrderElementsOf(texts(
                            connection,
                            "select " + run("s") + " || ' ' || s.step_id from " + database.table("maestro_step")
                                    + " s where s.status = 'SUCCEEDED' and s.step_id in ('reserve', 'ship')"));
            assertThat(texts(connection, "select name || ' ' || run from " + database.table("purchase")))
                    .as("orders, and runs that were asked for")
                    .containsExactlyInAnyOrderElementsOf(texts(
                            connection,
                            "select r.request_id || ' ' || " + run("r") + " from "
                                    + database.table("maestro_workflow_run") + " r"));
            var paid = Files.readAllLines(folder.resolve("payments"));
            assertThat(paid).as("payments").doesNotHaveDuplicates();
            assertThat(new HashSet<>(paid))
                    .as("payments, and those that are recorded as made by the step itself")
                    .containsAll(
                            texts(
                                    connection,
                                    "select " + run("s") + " from " + database.table("maestro_step")
                                            + " s where s.status = 'SUCCEEDED' and s.step_id = 'pay' and cast(s.output as varchar(99)) like '%paid%'"));
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Test
    void effects_in_h2_happen_once() throws Exception {
        effectsOutliveKills(List.of("h2", folder.resolve("store").toString(), "none"));
    }

    @Test
    void effects_in_postgresql_happen_once() throws Exception {
        effectsOutliveKills(List.of("postgres", Postgres.url(), Postgres.freshSchema()));
    }
}
