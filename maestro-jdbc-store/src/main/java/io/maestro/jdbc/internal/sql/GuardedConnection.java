package io.maestro.jdbc.internal.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the body of a step has it: it can do everything but end the transaction, or leave it.
 *
 * @param connection the connection
 * @param isOver tells whether the body has it no more
 */
record GuardedConnection(Connection connection, BooleanSupplier isOver) implements InvocationHandler {

    /** Besides these, a rollback to a savepoint is fine. */
    private static final Set<String> REFUSED = Set.of(
            "commit",
            "close",
            "abort",
            "setAutoCommit",
            "setTransactionIsolation",
            "setReadOnly",
            "setSchema",
            "setCatalog",
            "unwrap");

    static Connection of(Connection connection, BooleanSupplier isOver) {
        return (Connection) Proxy.newProxyInstance(
                GuardedConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new GuardedConnection(connection, isOver));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        int count = arguments == null ? 0 : arguments.length;
        var name = method.getName();
        if (method.getDeclaringClass() == Object.class) {
            return method.invoke(this, arguments);
        }
        if (name.equals("isClosed")) {
            return isOver.getAsBoolean();
        }
        if (name.equals("isWrapperFor")) {
            return false;
        }
        if (isOver.getAsBoolean()) {
            throw new SQLException("the transaction of the step is over, and its connection with it");
        }
        if (REFUSED.contains(name) || (name.equals("rollback") && count == 0)) {
            throw new SQLException(
                    name + " is not for the body of a step: its transaction is committed with its outcome, and is"
                            + " rolled back if it throws");
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
