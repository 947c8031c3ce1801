package io.maestro.store;

import io.maestro.step.TransactionalWork;
import org.jspecify.annotations.Nullable;

/**
 * A transaction in the database of a store, in which the body of a step works and its outcome is recorded. It ends with {@link
 * #commit} or {@link #rollBack}, one of which must be called.
 */
public interface StepTransaction {

    /**
     * Has a body work in the transaction.
     *
     * @param type the type of the connection that the body wants
     * @param work what it does. If it throws, the transaction is good for nothing but to be rolled back
     * @param <C> the type of the connection
     * @param <T> the type of what the work returns
     * @return what the work returned
     * @throws Exception what the work threw
     * @throws InterruptedException if the thread is interrupted while it waits for the work
     * @throws StoreException if the store has no connections of this type, or the work ended the transaction
     */
    <C, T extends @Nullable Object> T work(Class<C> type, TransactionalWork<C, T> work) throws Exception;

    /**
     * Records facts in the transaction, and commits it. Other commits of the same run may be under way, but none about the same attempt.
     *
     * @param commit what to record beside what the body did; begins no runs
     * @throws StoreUnavailableException if the transaction was lost and nothing of it has happened
     * @throws UnknownOutcomeException if all of it happened or nothing; {@link #isCommitted} finds out
     * @throws StoreException if the database refused, and nothing of it has happened
     */
    void commit(Commit commit);

    /**
     * Finds out what became of a commit, after an {@link UnknownOutcomeException}. Once this has returned, it stays so.
     *
     * @param commit what was to be recorded
     * @return true if all of it happened, false if nothing did
     * @throws StoreUnavailableException if that cannot be told now
     */
    boolean isCommitted(Commit commit);

    /**
     * Rolls the transaction back, unless it has ended. May be called by any thread and at any time, also while the body works in it; the
     * body is then refused whatever it asks for.
     */
    void rollBack();
}
