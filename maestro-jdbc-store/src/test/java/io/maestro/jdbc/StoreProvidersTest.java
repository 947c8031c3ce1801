package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.WorkflowId;
import io.maestro.store.StoreProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoreProvidersTest {

    private static List<Path> folders() throws Exception {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("maestro-test"))
                    .toList();
        }
    }

    private static List<String> texts(String query) throws SQLException {
        try (var connection = Postgres.server().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static List<String> schemas() throws SQLException {
        return texts("select nspname from pg_namespace where nspname like 'maestro_test_%' order by 1");
    }

    @Test
    void both_are_found_by_their_names() {
        assertThat(ServiceLoader.load(StoreProvider.class))
                .extracting(StoreProvider::name)
                .containsExactlyInAnyOrder("h2", "postgres");
    }

    @Test
    void a_file_of_h2_is_gone_afterwards() throws Exception {
        var before = folders();
        try (var database = new H2StoreProvider().scratch();
                var store = database.open("one")) {
            assertThat(folders()).hasSize(before.size() + 1);
            assertThat(store.latest(new WorkflowId("w"))).isEmpty();
        }
        assertThat(folders()).isEqualTo(before);
    }

    @Test
    void a_schema_of_postgresql_is_gone_afterwards_and_its_stores_are_nodes() throws Exception {
        var before = schemas();
        try (var database = PostgresStoreProvider.at(Postgres.pool()).scratch();
                var one = database.open("one");
                var other = database.open("other")) {
            var schema = new ArrayList<>(schemas());
            schema.removeAll(before);
            assertThat(schema).hasSize(1);

            database.bury(one.nodes().orElseThrow().self());

            assertThat(texts("select name from " + schema.getFirst() + ".maestro_node where live"))
                    .containsExactly("other");
            other.nodes().orElseThrow().ensure();
        }
        assertThat(schemas()).isEqualTo(before);
    }
}
