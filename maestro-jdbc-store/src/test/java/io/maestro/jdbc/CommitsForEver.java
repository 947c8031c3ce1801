package io.maestro.jdbc;

import io.maestro.definition.WorkflowId;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Initiator;
import io.maestro.store.Commit;
import io.maestro.store.NewRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.postgresql.ds.PGSimpleDataSource;

/** A program that has runs begin until it is killed, and prints the number of the last one when the store says that it has. */
final class CommitsForEver {

    static final WorkflowId WORKFLOW = new WorkflowId("w");
    static final int RUNS_A_COMMIT = 20;

    private CommitsForEver() {}

    /** Takes a path for H2, or a URL and a schema for PostgreSQL. */
    public static void main(String[] arguments) {
        try (var store = arguments.length == 1 ? JdbcStore.h2(Path.of(arguments[0])) : postgres(arguments)) {
            while (true) {
                var begun = store.commit(new Commit(
                        IntStream.range(0, RUNS_A_COMMIT)
                                .mapToObj(i -> newRun())
                                .toList(),
                        List.of()));
                System.out.println(begun.getLast().run().runId().instance());
            }
        }
    }

    private static JdbcStore postgres(String... arguments) {
        var source = new PGSimpleDataSource();
        source.setUrl(arguments[0]);
        return JdbcStore.builder().schema(arguments[1]).postgres(source);
    }

    private static NewRun newRun() {
        return new NewRun(
                new NewRun.NextInstance(WORKFLOW, Optional.empty()),
                DefinitionRef.whole(WORKFLOW, 1),
                Initiator.unknown(),
                Map.of(),
                Instant.EPOCH);
    }
}
