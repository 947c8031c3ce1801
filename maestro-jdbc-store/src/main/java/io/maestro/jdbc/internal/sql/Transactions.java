package io.maestro.jdbc.internal.sql;

import io.maestro.store.StoreException;
import io.maestro.store.StoreUnavailableException;
import io.maestro.store.UnknownOutcomeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** Does things in transactions, and tells by its exceptions what can be done about a failure. */
public final class Transactions {

    private final Sessions sessions;
    private final Dialect dialect;
    private final Claim claim;

    /** Whether what was under way may have happened when the connection is lost. */
    private enum Fate {
        /** No commit was asked for. */
        NOTHING_DONE,
        /** A statement is committed as it ends; if it failed for a reason of its own, it was not. */
        STATEMENT,
        /** The commit was asked for. */
        COMMIT
    }

    /** Thrown where a row with the same key was there; nothing was done. */
    public static final class DuplicateException extends StoreException {
        private static final long serialVersionUID = 1;

        DuplicateException(String message, Throwable cause) {
            super(message, cause);
        }

        /**
         * Creates the exception for a row that was found to be there, or to have been.
         *
         * @param message which
         */
        public DuplicateException(String message) {
            super(message);
        }
    }

    /** Thrown where the run that a row belongs to was not there; nothing was done. */
    public static final class NoOwnerException extends StoreException {
        private static final long serialVersionUID = 1;

        NoOwnerException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Creates it.
     *
     * @param sessions where connections come from
     * @param dialect what the database does differently
     * @param claim what allows to write
     */
    public Transactions(Sessions sessions, Dialect dialect, Claim claim) {
        this.sessions = sessions;
        this.dialect = dialect;
        this.claim = claim;
    }

    /**
     * Reads something by single statements.
     *
     * @param work reads it
     * @param <T> what it reads
     * @return what it read
     */
    public <T> T read(Function<Handle, T> work) {
        try {
            return sessions.with(work);
        } catch (JdbiException e) {
            throw translated("the store cannot be read", e, Fate.NOTHING_DONE);
        }
    }

    /**
     * Reads something that several statements see as it was at one time.
     *
     * @param work reads it
     * @param <T> what it reads
     * @return what it read
     */
    public <T> T readAtOnce(Function<Handle, T> work) {
        return read(handle -> handle.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::apply));
    }

    /**
     * Writes something by a single statement.
     *
     * @param work writes it
     * @param <T> what it returns
     * @return what it returned
     */
    public <T> T writeAtOnce(Function<Handle, T> work) {
        claim.ensure();
        try {
            return sessions.with(handle -> {
                var result = work.apply(handle);
                dialect.afterCommit(handle);
                return result;
            });
        } catch (JdbiException e) {
            throw translated("the store cannot be written", e, Fate.STATEMENT);
        }
    }

    /**
     * Writes something in a transaction.
     *
     * @param work writes it
     * @param <T> what it returns
     * @return what it returned
     */
    public <T> T write(Function<Handle, T> work) {
        claim.ensure();
        var attempt = new Attempt<T>(work);
        try {
            return sessions.with(attempt::run);
        } catch (JdbiException e) {
            throw translated("the store cannot be written", e, attempt.fate);
        }
    }

    /**
     * Begins a transaction for somebody else to work in. It ends with {@link #finish}, or when it is rolled back.
     *
     * @param whenOver is told once it has ended; not if this throws
     * @return the transaction
     * @throws InterruptedException if the thread is interrupted
     */
    public OpenTransaction open(Runnable whenOver) throws InterruptedException {
        claim.ensure();
        try {
            return OpenTransaction.begin(sessions.lend(), dialect, whenOver);
        } catch (JdbiException e) {
            throw translated("a transaction cannot be begun", e, Fate.NOTHING_DONE);
        } catch (RuntimeException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new StoreException("a transaction cannot be begun: " + e.getMessage(), e);
        }
    }

    /**
     * Writes something in a transaction in which somebody else has worked, and commits it.
     *
     * @param transaction the transaction
     * @param work writes it
     */
    public void finish(OpenTransaction transaction, Consumer<Handle> work) {
        claim.ensure();
        var fate = new AtomicReference<>(Fate.NOTHING_DONE);
        try {
            transaction.end(handle -> {
                dialect.enter(handle);
                work.accept(handle);
                fate.set(Fate.COMMIT);
                handle.commit();
                dialect.afterCommit(handle);
            });
        } catch (JdbiException e) {
            throw translated("the store cannot be written", e, fate.get());
        }
    }

    /**
     * Writes something in a transaction of the host's, which neither begins nor ends here.
     *
     * @param connection the host's connection
     * @param check makes sure that it is to the database of the store, before anything else
     * @param work writes it
     * @param <T> what it returns
     * @return what it returned
     */
    public <T> T within(Connection connection, Consumer<Handle> check, Function<Handle, T> work) {
        claim.ensure();
        try {
            if (connection.getAutoCommit()) {
                throw new StoreException(
                        "the connection commits each statement by itself; begin a transaction first: setAutoCommit(false)");
            }
            var handle = PlainSql.over(connection);
            check.accept(handle);
            dialect.enter(handle);
            return work.apply(handle);
        } catch (SQLException e) {
            throw new StoreException("the host's connection is no good: " + e.getMessage(), e);
        } catch (JdbiException e) {
            throw translated("the store cannot be written in the host's transaction", e, Fate.NOTHING_DONE);
        }
    }

    /** A transaction. As long as no commit was asked for, a lost connection means that nothing happened. */
    private final class Attempt<T> {
        private final Function<Handle, T> work;
        private volatile Fate fate = Fate.NOTHING_DONE;

        Attempt(Function<Handle, T> work) {
            this.work = work;
        }

        T run(Handle handle) {
            handle.begin();
            T result;
            try {
                dialect.enter(handle);
                result = work.apply(handle);
            } catch (RuntimeException | Error e) {
                rollback(handle, e);
                throw e;
            }
            fate = Fate.COMMIT;
            handle.commit();
            dialect.afterCommit(handle);
            return result;
        }

        private static void rollback(Handle handle, Throwable reason) {
            try {
                handle.rollback();
            } catch (RuntimeException e) {
                reason.addSuppressed(e);
            }
        }
    }

    private StoreException translated(String what, JdbiException failure, Fate fate) {
        var cause = sqlException(failure);
        var message = what + ": " + firstLine(cause.map(Throwable::getMessage).orElseGet(failure::getMessage));
        var kind = failure instanceof ConnectionException
                ? Dialect.Failure.DISCONNECTED
                : cause.map(dialect::failure).orElse(Dialect.Failure.OTHER);
        return switch (kind) {
            case DUPLICATE -> new DuplicateException(message, failure);
            case NO_OWNER -> new NoOwnerException(message, failure);
            case IN_THE_WAY -> new StoreUnavailableException(message, failure);
            case DISCONNECTED ->
                fate == Fate.NOTHING_DONE || failure instanceof ConnectionException
                        ? new StoreUnavailableException(message, failure)
                        : new UnknownOutcomeException(message, failure);
            case OTHER ->
                fate == Fate.COMMIT && !cause.map(Transactions::isConstraint).orElse(false)
                        ? new UnknownOutcomeException(message, failure)
                        : new StoreException(message, failure);
        };
    }

    /** A constraint may be checked as late as a commit, which then has not happened. */
    private static boolean isConstraint(SQLException failure) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith("23");
    }

    /** What follows the first line are statements and rows, which may hold what is nobody's business. */
    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    /** Returns the first exception of the database, which is the one that tells what failed. */
    private static Optional<SQLException> sqlException(JdbiException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
