package io.maestro.jdbc;

import io.maestro.Maestro;
import io.maestro.PendingRun;
import io.maestro.RunHandle;
import io.maestro.StartRequest;
import io.maestro.definition.EffectPolicy;
import io.maestro.dsl.Workflow;
import io.maestro.run.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The code of the guide to transactions. What stands between the marks is quoted there; a test compares them. */
final class TransactionsGuide {

    private TransactionsGuide() {}

    /** Stands for what others do. */
    interface Bank {
        String pay(String item);
    }

    static Workflow workflow(Bank bank) {
        return Workflow.define("ship", w -> {
            var item = w.param("item", "lamp");
            w.param("order", 0L);
            // region: step
            w.step("reserve", ctx -> ctx.transactionally(Connection.class, shop -> reserve(shop, ctx.get(item))));
            // end
            // region: jdbi
            var insert = "insert into log values (?)";
            w.run("log", ctx -> ctx.transactionally(Handle.class, shop -> shop.execute(insert, ctx.get(item))));
            // end
            // region: transactional
            w.step("book", ctx -> ctx.transactionally(Connection.class, shop -> book(shop, ctx.get(item))))
                    .effects(EffectPolicy.TRANSACTIONAL);
            // end
            // region: once
            w.step("pay", ctx -> bank.pay(ctx.get(item))).effects(EffectPolicy.AT_MOST_ONCE);
            // end
        });
    }

    // region: reserve
    static String reserve(Connection shop, String item) throws SQLException {
        try (var statement = shop.prepareStatement("update stock set amount = amount - 2 where item = ?")) {
            statement.setString(1, item);
            return statement.executeUpdate() == 1 ? "reserved" : "sold out";
        }
    }
    // end

    private static String book(Connection connection, String item) throws SQLException {
        try (var statement = connection.prepareStatement("insert into log values (?)")) {
            statement.setString(1, "booked " + item);
            statement.execute();
            return item;
        }
    }

    static RunHandle start(Maestro maestro, JdbcStore store, Connection connection) throws SQLException {
        // region: start
        connection.setAutoCommit(false);
        insertOrder(connection, 17);
        PendingRun shipping = maestro.start("ship", StartRequest.of(Map.of("order", 17)), store.within(connection));
        connection.commit();
        RunHandle run = shipping.committed();
        // end
        return run;
    }

    private static void insertOrder(Connection connection, int number) throws SQLException {
        try (var statement = connection.prepareStatement("insert into log values (?)")) {
            statement.setString(1, "order " + number);
            statement.execute();
        }
    }

    static boolean settle(RunHandle run) {
        // region: settle
        var verdict = Verdict.done("ann", "the bank shows the transfer").output("paid");
        boolean settled = run.settle("pay", 1, verdict);
        // end
        return settled;
    }
}
