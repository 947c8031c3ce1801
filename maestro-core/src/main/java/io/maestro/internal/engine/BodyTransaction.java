package io.maestro.internal.engine;

import io.maestro.step.TransactionalWork;
import io.maestro.store.StepTransaction;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The transaction in which the body of an attempt works, from when it first asks for one. */
final class BodyTransaction {

    private final Supplier<StepTransaction> begin;
    private final Thread owner;
    private boolean working;
    private boolean ended;
    private volatile @Nullable StepTransaction open;

    /**
     * Creates it for a body that has not asked for one yet.
     *
     * @param begin begins a transaction
     * @param owner the thread of the body
     */
    BodyTransaction(Supplier<StepTransaction> begin, Thread owner) {
        this.begin = begin;
        this.owner = owner;
    }

    <C, T extends @Nullable Object> T work(Class<C> type, TransactionalWork<C, T> work) throws Exception {
        if (Thread.currentThread() != owner || working) {
            throw new IllegalStateException(
                    "only the thread of a body works in its transaction, and not while it does so already");
        }
        if (ended) {
            throw new IllegalStateException("the body has ended, and its transaction with it");
        }
        working = true;
        try {
            var transaction = open;
            if (transaction == null) {
                transaction = begin.get();
                open = transaction;
            }
            return transaction.work(type, work);
        } catch (Throwable e) {
            rollBack();
            throw e;
        } finally {
            working = false;
        }
    }

    /** The body has returned. */
    void end() {
        ended = true;
    }

    boolean isOpen() {
        return open != null;
    }

    /** Hands the transaction over to who commits it. */
    Optional<StepTransaction> take() {
        var taken = Optional.ofNullable(open);
        open = null;
        return taken;
    }

    /** Rolls the transaction back, if there is one that nobody has taken. */
    void rollBack() {
        take().ifPresent(StepTransaction::rollBack);
    }

    /** Has the transaction rolled back while the body may still work in it. */
    void cancel() {
        var cancelled = open;
        if (cancelled != null) {
            cancelled.rollBack();
        }
    }
}
