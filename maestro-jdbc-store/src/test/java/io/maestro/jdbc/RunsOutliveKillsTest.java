package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
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

    private static final long SEED = Long.getLong("maestro.seed", System.nanoTime());

    @TempDir
    private Path folder;

    private final Lives lives = new Lives(Victim.class, new SplittableRandom(SEED));

    private void runsOutliveKills(String name, Supplier<KillDatabase> databases) {
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

    private void round(KillDatabase database, Path notes, int kills, KillReport report) throws Exception {
        var points = KillPoint.values();
        var checker = new Checker(notes, database.tables());
        for (int kill = 0; kill < kills; kill++) {
            var life = "life-" + kill;
            var where = kill % 2 == 0 ? "any moment" : points[kill / 2 % points.length].toString();
            if (kill % 2 == 0) {
                lives.liveAndDie(database, notes, life, "honest");
            } else {
                lives.liveUntil(KillPoint.valueOf(where), database, notes, life);
            }
            report.killed(where);
            try (var connection = database.connect()) {
                checker.check(life + ", which ended at " + where, connection);
            }
        }
        lives.finish(database, notes);
        try (var connection = database.connect()) {
            checker.check("the last life", connection);
            checker.checkEnds(connection);
        }
        report.add(checker);
    }

    @Test
    void runs_in_h2_outlive_kills() {
        var stores = new AtomicInteger();
        runsOutliveKills("h2", () -> KillDatabase.h2(folder.resolve("store-" + stores.incrementAndGet())));
    }

    @Test
    void runs_in_postgresql_outlive_kills() {
        runsOutliveKills("postgresql", KillDatabase::postgres);
    }

    @Test
    void a_store_that_acknowledges_before_it_commits_is_found_out() throws Exception {
        var database = KillDatabase.h2(folder.resolve("store"));
        var notes = folder.resolve("notes");
        var checker = new Checker(notes, database.tables());
        for (int kill = 1; checker.violations().isEmpty() && kill <= KILLS; kill++) {
            lives.liveAndDie(database, notes, "life-" + kill, "cheat");
            try (var connection = database.connect()) {
                checker.check("life-" + kill, connection);
            }
        }

        assertThat(checker.violations()).isNotEmpty();
    }
}
