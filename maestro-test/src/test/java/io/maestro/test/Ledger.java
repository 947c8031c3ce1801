package io.maestro.test;

import io.maestro.run.StepAttempt;
import io.maestro.step.TransactionalWork;
import io.maestro.store.Commit;
import io.maestro.store.ForwardingStore;
import io.maestro.store.StepTransaction;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import io.maestro.store.StoreUnavailableException;
import io.maestro.store.UnknownOutcomeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A store whose database is a list of texts, to which bodies add in transactions. */
final class Ledger extends ForwardingStore {

    private final Store rows;
    private final Book book;
    private final AtomicReference<Trouble> trouble = new AtomicReference<>(Trouble.NONE);

    /** What is there after the process has died. */
    static final class Book {
        private final List<String> entries = new CopyOnWriteArrayList<>();
        private final AtomicInteger open = new AtomicInteger();

        List<String> entries() {
            return entries;
        }

        /** Returns how many transactions have neither been committed nor rolled back. */
        int open() {
            return open.get();
        }
    }

    /** What befalls the next commit. */
    enum Trouble {
        NONE,
        LOST,
        REFUSED,
        UNKNOWN_AND_DONE,
        UNKNOWN_AND_NOT_DONE
    }

    /** What a body is given. */
    interface Page {
        void add(String entry);
    }

    Ledger(Store rows, Book book) {
        super(rows);
        this.rows = rows;
        this.book = book;
    }

    void befall(Trouble next) {
        trouble.set(next);
    }

    @Override
    public StepTransaction openTransaction() {
        book.open.incrementAndGet();
        return new Transaction();
    }

    private final class Transaction implements StepTransaction {
        private final List<String> added = new ArrayList<>();
        private final AtomicBoolean over = new AtomicBoolean();

        @Override
        public <C, T extends @Nullable Object> T work(Class<C> type, TransactionalWork<C, T> work) throws Exception {
            Page page = added::add;
            return work.in(type.cast(page));
        }

        @Override
        public void commit(Commit commit) {
            if (!end()) {
                throw new StoreException("rolled back");
            }
            switch (trouble.getAndSet(Trouble.NONE)) {
                case NONE -> happen(commit);
                case LOST -> throw new StoreUnavailableException("lost", new IllegalStateException());
                case REFUSED -> throw new StoreException("a constraint is broken");
                case UNKNOWN_AND_DONE -> {
                    happen(commit);
                    throw new UnknownOutcomeException("the connection was lost");
                }
                case UNKNOWN_AND_NOT_DONE -> throw new UnknownOutcomeException("the connection was lost");
            }
        }

        private void happen(Commit commit) {
            try {
                var unused = rows.commit(commit);
            } finally {
                if (isCommitted(commit)) {
                    book.entries.addAll(added);
                }
            }
        }

        @Override
        public boolean isCommitted(Commit commit) {
            return commit.facts().stream()
                    .allMatch(fact -> fact instanceof StepAttempt attempt
                            && rows.attempts(attempt.runId()).contains(attempt));
        }

        @Override
        public void rollBack() {
            var unused = end();
        }

        private boolean end() {
            boolean first = over.compareAndSet(false, true);
            if (first) {
                book.open.decrementAndGet();
            }
            return first;
        }
    }
}
