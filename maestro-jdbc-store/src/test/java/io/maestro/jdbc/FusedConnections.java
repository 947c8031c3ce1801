package io.maestro.jdbc;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections of which a process ends itself inside of a commit. */
final class FusedConnections {

    private static final List<String> TABLES = List.of("workflow_run", "workflow_counter", "step_attempt");

    private final Fuse fuse;

    private FusedConnections(Fuse fuse) {
        this.fuse = fuse;
    }

    /** Returns a source over another. */
    static DataSource over(DataSource source, Fuse fuse) {
        var fused = new FusedConnections(fuse);
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            var result = call(source, method, arguments);
            return result instanceof Connection connection ? fused.connection(connection) : result;
        });
    }

    /** Has every connection to H2 of this process be one. */
    static void ofH2(Fuse fuse) throws SQLException {
        var fused = new FusedConnections(fuse);
        for (var driver : Collections.list(DriverManager.getDrivers())) {
            if (driver.acceptsURL("jdbc:h2:mem:")) {
                DriverManager.deregisterDriver(driver);
                DriverManager.registerDriver(proxy(Driver.class, (proxy, method, arguments) -> {
                    var result = call(driver, method, arguments);
                    return result instanceof Connection connection ? fused.connection(connection) : result;
                }));
            }
        }
    }

    private Connection connection(Connection real) {
        return proxy(Connection.class, new Transaction(real));
    }

    /** Rows are what commits are about; whatever else is written, such as a lease, is of no interest here. */
    private static boolean writesRows(String sql) {
        var text = sql.strip();
        return !text.startsWith("select") && TABLES.stream().anyMatch(text::contains);
    }

    /** A connection, on which there is one transaction at a time. */
    private final class Transaction implements InvocationHandler {

        private final Connection real;
        private boolean wrote;

        Transaction(Connection real) {
            this.real = real;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "commit" -> committed(method, arguments);
                case "rollback" -> {
                    wrote = false;
                    yield call(real, method, arguments);
                }
                case "prepareStatement" -> {
                    var statement = requireNonNull(call(real, method, arguments), "a statement");
                    yield writesRows((String) requireNonNull(arguments)[0]) ? writing(statement) : statement;
                }
                default -> call(real, method, arguments);
            };
        }

        private @Nullable Object committed(Method method, Object @Nullable [] arguments) throws Throwable {
            if (wrote) {
                fuse.pass(KillPoint.BEFORE_DATABASE_COMMIT);
            }
            var result = call(real, method, arguments);
            if (wrote) {
                fuse.pass(KillPoint.AFTER_DATABASE_COMMIT);
            }
            wrote = false;
            return result;
        }

        private PreparedStatement writing(Object statement) {
            return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
                if (!method.getName().startsWith("execute")) {
                    return call(statement, method, arguments);
                }
                if (wrote) {
                    fuse.pass(KillPoint.BETWEEN_STATEMENTS);
                }
                boolean alone = real.getAutoCommit();
                if (alone) {
                    fuse.pass(KillPoint.BEFORE_DATABASE_COMMIT);
                }
                var result = call(statement, method, arguments);
                if (alone) {
                    fuse.pass(KillPoint.AFTER_DATABASE_COMMIT);
                } else {
                    wrote = true;
                }
                return result;
            });
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(FusedConnections.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw requireNonNull(e.getCause());
        }
    }
}
