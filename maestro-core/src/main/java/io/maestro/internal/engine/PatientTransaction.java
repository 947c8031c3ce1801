package io.maestro.internal.engine;

import io.maestro.step.TransactionalWork;
import io.maestro.store.Commit;
import io.maestro.store.StepTransaction;
import io.maestro.store.StoreUnavailableException;
import io.maestro.store.UnknownOutcomeException;
import org.jspecify.annotations.Nullable;

/** A transaction cannot be tried again, but what became of it can be asked until it is known. */
final class PatientTransaction implements StepTransaction {
    private final PatientStore store;
    private final StepTransaction transaction;

    PatientTransaction(PatientStore store, StepTransaction transaction) {
        this.store = store;
        this.transaction = transaction;
    }

    @Override
    public <C, T extends @Nullable Object> T work(Class<C> type, TransactionalWork<C, T> work) throws Exception {
        return transaction.work(type, work);
    }

    @Override
    public void commit(Commit commit) {
        try {
            transaction.commit(commit);
        } catch (UnknownOutcomeException e) {
            if (!isCommitted(commit)) {
                throw new StoreUnavailableException(String.valueOf(e.getMessage()), e);
            }
        }
    }

    @Override
    public boolean isCommitted(Commit commit) {
        return store.patiently(() -> transaction.isCommitted(commit));
    }

    @Override
    public void rollBack() {
        transaction.rollBack();
    }
}
