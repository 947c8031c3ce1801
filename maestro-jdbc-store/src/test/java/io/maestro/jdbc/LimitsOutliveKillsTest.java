package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes with a hundred steps that have permits end themselves at each {@link KillPoint} in turn. In the facts that are left no more steps
 * worked at once than might, each step of each run is done, and no permit is left over.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LimitsOutliveKillsTest {

    private static final Duration LEASE = Duration.ofSeconds(1);

    /** For a process to start, and a machine that is busy. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private static final long SEED = Long.getLong("maestro.seed", System.nanoTime());

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);

    /** Where the tables are, and how one gets there. */
    private record Place(List<String> arguments, String url, String tables) {
        Connection connect() throws SQLException {
            return arguments.getFirst().equals("h2")
                    ? DriverManager.getConnection(url, "sa", "")
                    : DriverManager.getConnection(url);
        }
    }

    private static int live(Place place, String how, String fuse) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LimitsVictim.class.getName()));
        command.addAll(place.arguments());
        command.addAll(List.of(how, fuse));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var printed = process.inputReader()) {
            awaitReady(printed);
            var rest = Thread.ofVirtual().start(() -> printed.lines().forEach(line -> {}));
            assertThat(process.waitFor(2, TimeUnit.MINUTES))
                    .as("%s was reached", fuse)
                    .isTrue();
            rest.join();
            return process.exitValue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void awaitReady(BufferedReader printed) throws IOException {
        var all = new StringBuilder();
        for (var line = printed.readLine(); !"READY".equals(line); line = printed.readLine()) {
            assertThat(line).as("the process ended early: %s", all).isNotNull();
            all.append(line).append('\n');
        }
    }

    private static long count(Place place, String rows) throws SQLException {
        try (var connection = place.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("select count(*) from " + place.tables() + rows)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Of two that meet at one instant, the one that ends is over. */
    private static void assertLimitHeld(Place place) throws SQLException {
        var changes = new TreeMap<Instant, Integer>();
        try (var connection = place.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select started_at, ended_at from " + place.tables()
                        + "step_attempt where started_at is not null and ended_at is not null")) {
            while (rows.next()) {
                changes.merge(rows.getObject(1, Timestamp.class).toInstant(), 1, Integer::sum);
                changes.merge(rows.getObject(2, Timestamp.class).toInstant(), -1, Integer::sum);
            }
        }
        int working = 0;
        int most = 0;
        for (int change : changes.values()) {
            working += change;
            most = Math.max(most, working);
        }
        assertThat(most).isBetween(2, LimitsVictim.LIMIT);
        assertThat(count(place, "permit where held = true")).isLessThanOrEqualTo(LimitsVictim.LIMIT);
    }

    private void limitsOutliveKills(Place place) throws Exception {
        System.out.println("-Dmaestro.seed=" + SEED);
        for (var point : KillPoint.values()) {
            assertThat(live(place, "run", Fuse.argument(point, 30 + random.nextInt(90))))
                    .as("%s", point)
                    .isEqualTo(Fuse.HALTED);
            assertLimitHeld(place);
        }
        assertThat(live(place, "finish", "none")).isZero();
        assertLimitHeld(place);
        assertThat(count(place, "permit")).as("permits that are left over").isZero();
        assertThat(count(place, "step_attempt where status = 'SUCCEEDED'"))
                .isEqualTo(count(place, "workflow_run where status = 'SUCCEEDED'") * LimitsVictim.STEPS);
        assertThat(count(place, "workflow_run where status <> 'SUCCEEDED'")).isZero();
    }

    @Test
    void limits_hold_in_h2_and_all_permits_return() throws Exception {
        var file = folder.resolve("store");
        limitsOutliveKills(new Place(
                List.of("h2", file.toString(), "none"), "jdbc:h2:file:" + file + ";MAX_COMPACT_TIME=0", "maestro_"));
    }

    @Test
    void limits_hold_in_postgresql_and_all_permits_return() throws Exception {
        limitsOutliveKills(postgres());
    }

    private static Place postgres() {
        var schema = Postgres.freshSchema();
        return new Place(List.of("postgres", Postgres.url(), schema), Postgres.url(), schema + ".maestro_");
    }

    @Test
    void permits_of_a_process_that_was_killed_return_within_a_lease_although_nobody_goes_on_with_its_runs()
            throws Exception {
        var place = postgres();
        assertThat(live(place, "run", Fuse.argument(KillPoint.AFTER_COMMAND, 20)))
                .isEqualTo(Fuse.HALTED);
        long killed = System.nanoTime();

        try (var observer = JdbcStore.builder()
                .schema(place.arguments().get(2))
                .lease(LEASE)
                .postgres(Postgres.pool())) {
            assertThat(observer.workflows()).hasSize(1);
            while (count(place, "permit") > 0) {
                assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(LEASE.plus(SLACK));
                Thread.onSpinWait();
            }
        }
    }
}
