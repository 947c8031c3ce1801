package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.WorkflowId;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Commit;
import io.maestro.store.NewRun;
import io.maestro.store.RunQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is in the file of H2 when a commit has returned: all of it, so that nothing is lost with the process. H2 2.5.252 forgets
 * where it has written a commit if that went into room in the middle of the file that had become free.
 */
class H2FileTest {

    private static final WorkflowId WORKFLOW = new WorkflowId("w");
    private static final int COMMITS = 400;
    private static final int LONGEST_REQUEST = 500;

    @TempDir
    private Path folder;

    private Path database(String name) {
        return folder.resolve(name + ".mv.db");
    }

    /** Has H2 use again at once what became free, which it does after 45 seconds by itself. */
    private void reuseRoomAtOnce(Path file) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + file, "sa", "");
                var statement = connection.createStatement()) {
            statement.execute("set retention_time 0");
        }
    }

    private static NewRun newRun(String request) {
        return new NewRun(
                new NewRun.NextInstance(WORKFLOW, Optional.of(request)),
                DefinitionRef.whole(WORKFLOW, 1),
                Initiator.unknown(),
                Map.of(),
                Instant.EPOCH);
    }

    private List<RunId> runsIn(Path file) throws IOException {
        Files.copy(database("store"), database("copy"), StandardCopyOption.REPLACE_EXISTING);
        try (var store = JdbcStore.h2(file)) {
            return store.runs(RunQuery.all().limit(1)).stream()
                    .map(WorkflowRun::runId)
                    .toList();
        }
    }

    @Test
    void each_commit_is_in_the_file_when_it_returns() throws Exception {
        var file = folder.resolve("store");
        reuseRoomAtOnce(file);
        long seed = System.nanoTime();
        System.out.println("the seed of the requests is " + seed);
        var random = new SplittableRandom(seed);
        try (var store = JdbcStore.h2(file)) {
            for (int commit = 1; commit <= COMMITS; commit++) {
                var request = commit + "-" + "x".repeat(random.nextInt(LONGEST_REQUEST));
                var begun = store.commit(new Commit(List.of(newRun(request)), List.of()));
                if (commit % 10 == 0) {
                    assertThat(runsIn(folder.resolve("copy")))
                            .containsExactly(begun.getFirst().run().runId());
                }
            }
        }
    }
}
