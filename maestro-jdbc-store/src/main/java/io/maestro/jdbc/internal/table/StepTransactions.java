package io.maestro.jdbc.internal.table;

import io.maestro.jdbc.internal.sql.OpenTransaction;
import io.maestro.jdbc.internal.sql.Transactions;
import io.maestro.store.StepTransaction;
import io.maestro.store.StoreException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The transactions that steps work in, of which only so many are open at once. Thread-safe. */
public final class StepTransactions {

    private final Transactions transactions;
    private final WorkTransaction.Tables tables;
    private final Semaphore permits;
    private final Set<OpenTransaction> open = ConcurrentHashMap.newKeySet();

    /**
     * Creates it with none open.
     *
     * @param transactions opens them
     * @param tables what is recorded in them
     * @param limit how many may be open at once
     */
    public StepTransactions(Transactions transactions, WorkTransaction.Tables tables, int limit) {
        this.transactions = transactions;
        this.tables = tables;
        this.permits = new Semaphore(limit, true);
    }

    /**
     * Opens one, and waits for that while as many are open as may be.
     *
     * @return the transaction
     * @throws StoreException if none can be opened, or the thread is interrupted while it waits
     */
    public StepTransaction open() {
        try {
            permits.acquire();
            boolean begun = false;
            try {
                var transaction = begin();
                begun = true;
                return transaction;
            } finally {
                if (!begun) {
                    permits.release();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("the step was interrupted while it waited for a transaction", e);
        }
    }

    private StepTransaction begin() throws InterruptedException {
        var place = new AtomicReference<@Nullable OpenTransaction>();
        var opened = transactions.open(() -> {
            var over = place.get();
            if (over != null) {
                open.remove(over);
            }
            permits.release();
        });
        place.set(opened);
        open.add(opened);
        return new WorkTransaction(opened, transactions, tables);
    }

    /** Undoes those that are open. */
    public void rollBack() {
        open.forEach(OpenTransaction::rollBack);
    }
}
