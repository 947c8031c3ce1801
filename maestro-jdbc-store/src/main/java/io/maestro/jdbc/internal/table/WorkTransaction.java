package io.maestro.jdbc.internal.table;

import io.maestro.jdbc.internal.sql.OpenTransaction;
import io.maestro.jdbc.internal.sql.Transactions;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.step.TransactionalWork;
import io.maestro.store.Commit;
import io.maestro.store.StepTransaction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The transaction in which the body of a step works and its outcome is recorded.
 *
 * <p>If the connection is lost while it commits, the server may be about to commit all the same. The commit holds the row of its run,
 * so whoever gets hold of that afterwards sees what became of it for good.
 *
 * @param transaction the transaction
 * @param transactions does things in transactions
 * @param tables what records
 */
public record WorkTransaction(OpenTransaction transaction, Transactions transactions, Tables tables)
        implements StepTransaction {

    /**
     * What records.
     *
     * @param commits records commits
     * @param runs the table of runs
     * @param attempts the table of attempts
     */
    public record Tables(Commits commits, Runs runs, Attempts attempts) {}

    @Override
    public <C, T extends @Nullable Object> T work(Class<C> type, TransactionalWork<C, T> work) throws Exception {
        return transaction.work(type, work);
    }

    @Override
    public void commit(Commit commit) {
        transactions.finish(transaction, handle -> {
            lock(handle, commit);
            var unused = tables.commits().record(handle, commit);
        });
    }

    @Override
    public boolean isCommitted(Commit commit) {
        return transactions.write(handle -> {
            lock(handle, commit);
            return commit.facts().stream()
                    .filter(StepAttempt.class::isInstance)
                    .map(StepAttempt.class::cast)
                    .allMatch(attempt -> isEnded(handle, attempt));
        });
    }

    private void lock(Handle handle, Commit commit) {
        commit.facts().stream()
                .map(fact -> fact.runId())
                .distinct()
                .forEach((RunId run) -> tables.runs().lock(handle, run));
    }

    /** An attempt ends once, so if it has, it was by this commit. */
    private boolean isEnded(Handle handle, StepAttempt attempt) {
        return tables.attempts().of(handle, attempt.runId()).stream()
                .anyMatch(row -> row.step().equals(attempt.step())
                        && row.attempt() == attempt.attempt()
                        && row.status().isTerminal());
    }

    @Override
    public void rollBack() {
        transaction.rollBack();
    }
}
