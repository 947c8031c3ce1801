package io.maestro.examples;

import io.maestro.Maestro;
import io.maestro.StartRequest;
import io.maestro.definition.EffectPolicy;
import io.maestro.dsl.Workflow;
import io.maestro.jdbc.JdbcStore;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * One database for the application and its workflows: an order and the run that ships it are there together, or neither is; and what
 * a step books is there exactly if its outcome is.
 */
public final class HostData {

    private HostData() {}

    /**
     * Takes an order that is shipped, and one that is not taken after all, with all state in {@code target/shop.mv.db}.
     *
     * @param args none
     * @throws SQLException if the application's own SQL fails
     */
    public static void main(String[] args) throws SQLException {
        run(Path.of("target", "shop"), System.out);
    }

    static void run(Path file, PrintStream out) throws SQLException {
        var ship = Workflow.define("ship", w -> {
            var item = w.param("item", String.class);
            w.step(
                            "book",
                            ctx -> ctx.transactionally(Connection.class, connection -> {
                                execute(
                                        connection,
                                        "update stock set amount = amount - 1 where item = ?",
                                        ctx.get(item));
                                return "one " + ctx.get(item) + " less";
                            }))
                    .effects(EffectPolicy.TRANSACTIONAL);
        });

        var store = JdbcStore.h2(file);
        try (var maestro = Maestro.builder().store(store).build();
                var connection = DriverManager.getConnection("jdbc:h2:file:" + file.toAbsolutePath(), "sa", "")) {
            maestro.register(ship);
            prepare(connection);

            execute(connection, "insert into purchase values (?)", "lamp");
            var taken = maestro.start("ship", StartRequest.of(Map.of("item", "lamp")), store.within(connection));
            connection.commit();
            out.println("taken: " + taken.committed().await().status());

            execute(connection, "insert into purchase values (?)", "table");
            var dropped = maestro.start("ship", StartRequest.of(Map.of("item", "table")), store.within(connection));
            connection.rollback();
            out.println("dropped: " + (maestro.find(dropped.id()).isPresent() ? "it runs" : "there is no such run"));

            out.println("in stock: " + text(connection, "select item || ' ' || amount from stock"));
            out.println("ordered: " + text(connection, "select item from purchase"));
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, "drop table if exists stock");
        execute(connection, "drop table if exists purchase");
        execute(connection, "create table stock (item varchar(99), amount int)");
        execute(connection, "create table purchase (item varchar(99))");
        execute(connection, "insert into stock values ('lamp', 5)");
        connection.commit();
    }

    private static void execute(Connection connection, String sql, String... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "nothing";
        }
    }
}
