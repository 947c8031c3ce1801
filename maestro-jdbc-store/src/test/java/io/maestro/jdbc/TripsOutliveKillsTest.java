package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * However often the process is killed: what is undone and what handles failures comes to one outcome each, in its order, and none is
 * forgotten. Each {@link KillPoint} has its turn, and as often the process is killed at any moment. The number of kills of each
 * database is 14, or a third of what the system property {@code maestro.kills} says.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TripsOutliveKillsTest {

    private static final int KILLS = Integer.getInteger("maestro.kills", 42) / 3;
    private static final long SEED = Long.getLong("maestro.seed", System.nanoTime());

    @TempDir
    private Path folder;

    private final Lives lives = new Lives(TripsVictim.class, new SplittableRandom(SEED));

    private void tripsOutliveKills(KillDatabase database) throws Exception {
        System.out.println(KILLS + " kills, -Dmaestro.seed=" + SEED);
        var notes = folder.resolve("notes");
        var checker = new TripsChecker(notes, database.tables());
        var points = KillPoint.values();
        for (int kill = 0; kill < KILLS; kill++) {
            var life = "life-" + kill;
            if (kill % 2 == 0) {
                lives.liveUntil(points[kill / 2 % points.length], database, notes, life);
            } else {
                lives.liveAndDie(database, notes, life, "honest");
            }
            try (var connection = database.connect()) {
                checker.check(life, connection);
            }
            assertThat(checker.violations()).isEmpty();
        }
        lives.finish(database, notes);
        try (var connection = database.connect()) {
            checker.check("the last life", connection);
            checker.checkEnds(connection);
        }
        assertThat(checker.violations()).isEmpty();
    }

    @Test
    void trips_in_h2_are_given_back_once_and_in_order() throws Exception {
        tripsOutliveKills(KillDatabase.h2(folder.resolve("store")));
    }

    @Test
    void trips_in_postgresql_are_given_back_once_and_in_order() throws Exception {
        tripsOutliveKills(KillDatabase.postgres());
    }
}
