package io.maestro.jdbc.internal.sql;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections to a URL, which are kept to be used again: the pool of a test, where a host has one of its own. Thread-safe. */
public final class KeptConnections implements DataSource {

    private final String url;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /**
     * Creates an empty pool.
     *
     * @param url where they lead
     */
    public KeptConnections(String url) {
        this.url = url;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var kept = idle.pollFirst();
        var connection = kept == null ? DriverManager.getConnection(url) : kept;
        return (Connection) Proxy.newProxyInstance(
                KeptConnections.class.getClassLoader(), new Class<?>[] {Connection.class}, new Use(connection));
    }

    /** Closes those that nobody uses; the others are when they are given back. */
    public void close() {
        closed = true;
        for (var connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            closeQuietly(connection);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // Whoever has it no longer needs it.
        }
    }

    private void giveBack(Connection connection) throws SQLException {
        if (closed || connection.isClosed()) {
            closeQuietly(connection);
            return;
        }
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        idle.addFirst(connection);
    }

    /** A connection while somebody uses it, who gives it back by closing it. */
    private final class Use implements InvocationHandler {
        private final Connection connection;
        private final AtomicBoolean over = new AtomicBoolean();

        Use(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            return switch (method.getName()) {
                case "close" -> {
                    if (!over.getAndSet(true)) {
                        giveBack(connection);
                    }
                    yield null;
                }
                case "isClosed" -> over.get() || connection.isClosed();
                default -> passedOn(method, arguments);
            };
        }

        private @Nullable Object passedOn(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            if (over.get()) {
                throw new SQLException("this connection was given back");
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the URL says who connects");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("there is no log");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("the URL says how long a login may take");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("there is no log");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException("there is nothing behind it");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
