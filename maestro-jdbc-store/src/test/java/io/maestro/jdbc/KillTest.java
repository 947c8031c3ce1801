package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.run.WorkflowRun;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed while they commit: what the store said has happened is there, and numbers have no gaps. */
class KillTest {

    private static final int KILLS = 3;

    private final Random random = new Random(seed());

    private static long seed() {
        long seed = Long.getLong("maestro.seed", System.nanoTime());
        System.out.println("the seed of the kills is " + seed);
        return seed;
    }

    /** Has a process commit, kills it after some commits, and returns the last number that it was told. */
    private long killed(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CommitsForEver.class.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int commits = 1 + random.nextInt(200);
        long last = 0;
        try (var told = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                last = Long.parseLong(line);
                if (--commits == 0) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(process.waitFor()).as("the process was killed").isEqualTo(128 + 9);
        return last;
    }

    /** A commit that was under way may be there, as a whole. */
    private static void check(Store store, long told) {
        var found = new ArrayList<Long>();
        var query = RunQuery.all().limit(RunQuery.MAX_LIMIT);
        for (var page = store.runs(query); !page.isEmpty(); page = store.runs(query)) {
            page.stream().map(WorkflowRun::runId).forEach(run -> found.add(run.instance()));
            query = query.after(page.getLast().runId());
        }
        assertThat(found.reversed())
                .isEqualTo(LongStream.rangeClosed(1, found.size()).boxed().toList());
        assertThat((long) found.size()).isIn(told, told + CommitsForEver.RUNS_A_COMMIT);
    }

    @Test
    void what_h2_said_has_happened_is_there_after_kill_9(@TempDir Path folder) throws Exception {
        var file = folder.resolve("store");
        for (int kill = 0; kill < KILLS; kill++) {
            long told = killed(file.toString());
            try (var store = JdbcStore.h2(file)) {
                check(store, told);
            }
        }
    }

    @Test
    void what_postgresql_said_has_happened_is_there_after_kill_9() throws Exception {
        var schema = Postgres.freshSchema();
        for (int kill = 0; kill < KILLS; kill++) {
            long told = killed(Postgres.url(), schema);
            try (var store = JdbcStore.builder().schema(schema).postgres(Postgres.pool())) {
                check(store, told);
            }
        }
    }
}
