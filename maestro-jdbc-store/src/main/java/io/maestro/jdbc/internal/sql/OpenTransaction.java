package io.maestro.jdbc.internal.sql;

import io.maestro.step.TransactionalWork;
import io.maestro.store.StoreException;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transaction that somebody else works in before the store does. */
public final class OpenTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(OpenTransaction.class);

    private final Lent lent;
    private final Dialect dialect;
    private final Runnable whenOver;
    private final String mark;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.IDLE);

    private enum Phase {
        IDLE,
        /** Somebody works in it. */
        IN_USE,
        /** It is to be rolled back, and whoever works in it has not noticed yet. */
        CANCELLED,
        /** It is being committed. */
        ENDING,
        OVER
    }

    private OpenTransaction(Lent lent, Dialect dialect, Runnable whenOver, String mark) {
        this.lent = lent;
        this.dialect = dialect;
        this.whenOver = whenOver;
        this.mark = mark;
    }

    /**
     * Begins one.
     *
     * @param lent the connection, which it gives back
     * @param dialect the database
     * @param whenOver is told once the connection is given back; not if this throws
     * @return the transaction
     * @throws InterruptedException if the thread is interrupted
     * @throws Exception if it could not be begun
     */
    static OpenTransaction begin(Lent lent, Dialect dialect, Runnable whenOver) throws Exception {
        try {
            var mark = lent.with(() -> {
                lent.handle().begin();
                return dialect.mark(lent.handle());
            });
            return new OpenTransaction(lent, dialect, whenOver, mark);
        } catch (Throwable e) {
            lent.abort();
            lent.giveBack();
            throw e;
        }
    }

    /**
     * Has somebody work in it.
     *
     * @param type the type of the connection that he wants
     * @param work what he does
     * @param <C> the type of the connection
     * @param <T> the type of what he returns
     * @return what he returned
     * @throws Exception what he threw
     */
    public <C, T extends @Nullable Object> T work(Class<C> type, TransactionalWork<C, T> work) throws Exception {
        if (type != Connection.class && type != Handle.class) {
            throw new StoreException(
                    "this store has java.sql.Connection and org.jdbi.v3.core.Handle, and no " + type.getName());
        }
        if (!phase.compareAndSet(Phase.IDLE, Phase.IN_USE)) {
            throw new StoreException("the transaction of the step is over");
        }
        return lent.with(() -> {
            try {
                var result = work.in(type.cast(connection(type)));
                requireSame();
                return result;
            } finally {
                leave();
            }
        });
    }

    private Object connection(Class<?> type) {
        var guarded = GuardedConnection.of(lent.handle().getConnection(), () -> phase.get() != Phase.IN_USE);
        return type == Connection.class ? guarded : Jdbi.open(guarded);
    }

    private void requireSame() {
        if (phase.get() == Phase.IN_USE && !dialect.isMarked(lent.handle(), mark)) {
            throw new StoreException(
                    "the body has ended the transaction in which it works: it must not COMMIT or ROLLBACK, nor, on"
                            + " H2, create or change tables");
        }
    }

    private void leave() {
        if (!phase.compareAndSet(Phase.IN_USE, Phase.IDLE)) {
            over();
        }
    }

    private void over() {
        phase.set(Phase.OVER);
        try {
            lent.giveBack();
        } catch (RuntimeException e) {
            LOG.debug("the connection of a transaction was broken", e);
        } finally {
            whenOver.run();
        }
    }

    /**
     * Ends it.
     *
     * @param last writes what is left to write, and commits
     * @throws StoreException if it was rolled back before
     */
    public void end(Consumer<Handle> last) {
        if (!phase.compareAndSet(Phase.IDLE, Phase.ENDING)) {
            throw new StoreException("the transaction of the step was rolled back, because the step was asked to end");
        }
        try {
            lent.withPatience(() -> last.accept(lent.handle()));
        } catch (RuntimeException | Error e) {
            rollBackAfter(e);
            throw e;
        } finally {
            over();
        }
    }

    /** Rolls it back, unless it has ended. While somebody works in it, he is refused whatever he asks for from now on. */
    public void rollBack() {
        while (true) {
            if (phase.compareAndSet(Phase.IDLE, Phase.OVER)) {
                rollBackIdle();
                return;
            }
            if (phase.compareAndSet(Phase.IN_USE, Phase.CANCELLED)) {
                lent.abort();
                return;
            }
            var now = phase.get();
            if (now != Phase.IDLE && now != Phase.IN_USE) {
                return;
            }
        }
    }

    private void rollBackIdle() {
        try {
            lent.withPatience(() -> lent.handle().rollback());
        } catch (RuntimeException e) {
            LOG.debug("a transaction ends with its connection", e);
            lent.abort();
        } finally {
            over();
        }
    }

    private void rollBackAfter(Throwable reason) {
        try {
            lent.withPatience(() -> lent.handle().rollback());
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
            lent.abort();
        }
    }
}
