package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.WorkflowId;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Initiator;
import io.maestro.store.Commit;
import io.maestro.store.NewRun;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 may lose a change of a counter, when another transaction that changed it too was undone. */
class H2CounterTest {

    private static final WorkflowId W = new WorkflowId("w");

    @TempDir
    private Path folder;

    private static long begin(JdbcStore store, Optional<String> request) {
        var newRun = new NewRun(
                new NewRun.NextInstance(W, request),
                DefinitionRef.whole(W, 1),
                Initiator.unknown(),
                Map.of(),
                Instant.EPOCH);
        return store.commit(new Commit(List.of(newRun), List.of()))
                .getFirst()
                .run()
                .runId()
                .instance();
    }

    @Test
    void no_number_is_given_twice_when_a_counter_has_fallen_behind() throws SQLException {
        try (var store = JdbcStore.h2(folder.resolve("store"))) {
            begin(store, Optional.of("one"));
            begin(store, Optional.empty());
            begin(store, Optional.empty());
        }
        forgetNumbers();

        try (var store = JdbcStore.h2(folder.resolve("store"))) {
            assertThat(begin(store, Optional.of("two"))).isEqualTo(4);
            assertThat(begin(store, Optional.of("one"))).isEqualTo(1);
            assertThat(begin(store, Optional.empty())).isEqualTo(5);
        }
        forgetNumbers();

        try (var store = JdbcStore.h2(folder.resolve("store"))) {
            assertThat(begin(store, Optional.empty())).isEqualTo(6);
        }
    }

    private void forgetNumbers() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "sa", "");
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("update maestro_workflow_counter set last_instance = 1"))
                    .isEqualTo(1);
        }
    }
}
