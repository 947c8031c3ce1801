package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.dsl.Workflow;
import io.maestro.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide to the durable store quotes is code that compiles, and does what it says. */
class DurableGuideTest {

    private static final Path MODULE = Files.exists(Path.of("src/main")) ? Path.of("") : Path.of("maestro-jdbc-store");
    private static final Path GUIDE = MODULE.toAbsolutePath().resolveSibling("docs/guide/durable-store.md");
    private static final Path CODE = MODULE.resolve("src/test/java/io/maestro/jdbc/DurableGuide.java");
    private static final Pattern REGION =
            Pattern.compile("(?s)// region: (?<name>[a-z0-9-]+)\\n(?<code>.*?)\\n *// end\\n");
    private static final Pattern QUOTE =
            Pattern.compile("(?s)<!-- region: (?<name>[a-z0-9-]+) -->\\n```java\\n(?<code>.*?)\\n?```\\n");
    private static final Pattern SQL = Pattern.compile("(?s)```sql\\n(?<code>.*?)```\\n");
    private static final Workflow WORKFLOW = Workflow.define("daily-etl", w -> w.step("extract", ctx -> "rows"));

    private static Map<String, String> blocks(Path file, Pattern pattern) throws IOException {
        var blocks = new TreeMap<String, String>();
        pattern.matcher(Files.readString(file))
                .results()
                .forEach(block -> blocks.put(
                        block.group("name"), block.group("code").stripIndent().strip()));
        return blocks;
    }

    @Test
    void the_guide_quotes_the_regions() throws IOException {
        assertThat(blocks(GUIDE, QUOTE)).hasSize(3).isEqualTo(blocks(CODE, REGION));
    }

    private static void run(Maestro maestro) {
        try (maestro) {
            assertThat(maestro.register(WORKFLOW).start().await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void the_example_with_postgresql_runs() {
        run(DurableGuide.postgres(Postgres.pool()));
    }

    @Test
    void the_example_with_options_opens_tables_that_were_made_by_hand() throws SQLException {
        try (var connection = Postgres.server().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    JdbcStore.builder().schema("workflows").tablePrefix("m_").postgresScript());
        }

        run(Maestro.builder()
                .store(DurableGuide.options(Postgres.pool(), new Random(1)))
                .build());
    }

    @Test
    void the_queries_find_what_they_say(@TempDir Path folder) throws Exception {
        run(Maestro.builder().store(JdbcStore.h2(folder.resolve("store"))).build());
        var found = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "sa", "");
                var statement = connection.createStatement()) {
            for (var query : queries()) {
                try (var rows = statement.executeQuery(query.replace("17", "1"))) {
                    while (rows.next()) {
                        found.add(rows.getString(1) + " " + rows.getString(3));
                    }
                }
            }
        }

        assertThat(found).containsExactly("extract SUCCEEDED");
    }

    private static List<String> queries() throws IOException {
        var block = SQL.matcher(Files.readString(GUIDE));
        assertThat(block.find()).isTrue();
        return List.of(block.group("code").split(";\n"));
    }
}
