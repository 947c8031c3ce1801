package io.maestro.jdbc.internal.node;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** How a connection is told that somebody calls. */
interface Calls {

    /**
     * Waits for calls.
     *
     * @param limit how long at most
     * @return whether there were any
     * @throws SQLException if the connection is lost
     * @throws InterruptedException if the thread is interrupted
     */
    boolean await(Duration limit) throws SQLException, InterruptedException;

    /** Returns the calls of a connection. With another driver than PostgreSQL's own nobody is called, and all look now and then. */
    static Calls of(Connection connection) throws SQLException {
        var driver = OfDriver.find();
        return driver.isPresent() && connection.isWrapperFor(driver.get().getDeclaringClass())
                ? new OfDriver(connection.unwrap(driver.get().getDeclaringClass()), driver.get())
                : limit -> {
                    Thread.sleep(limit);
                    return false;
                };
    }

    /**
     * JDBC does not know of such calls, and the driver is the host's, so its method is looked up.
     *
     * @param connection the driver's connection
     * @param notifications its method
     */
    record OfDriver(Object connection, Method notifications) implements Calls {

        static Optional<Method> find() {
            try {
                return Optional.of(
                        Class.forName("org.postgresql.PGConnection").getMethod("getNotifications", int.class));
            } catch (ClassNotFoundException | NoSuchMethodException e) {
                return Optional.empty();
            }
        }

        @Override
        public boolean await(Duration limit) throws SQLException {
            try {
                var calls = notifications.invoke(connection, Math.toIntExact(limit.toMillis()));
                return calls != null && Array.getLength(calls) > 0;
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof SQLException failure ? failure : new SQLException(e.getCause());
            } catch (IllegalAccessException e) {
                throw new SQLException("the driver does not let itself be asked for calls", e);
            }
        }
    }
}
