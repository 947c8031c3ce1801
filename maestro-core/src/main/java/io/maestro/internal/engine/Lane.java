package io.maestro.internal.engine;

import io.maestro.internal.kernel.Decision;
import io.maestro.run.DroppedVisits;
import io.maestro.run.Fact;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.Message;
import io.maestro.store.NewRun;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A way to the store that commits in turn. Whatever queues while one commit is under way goes into the next, so a lone run
 * commits alone and ten thousand runs share a commit; nothing waits for a timer.
 *
 * <p>Nothing here waits for what it commits: each entry says what to do once it is recorded, and that is done in the order of
 * the entries. If a shared commit fails, its entries are tried one by one, so that one bad entry harms no other.
 */
final class Lane {

    /** How many commits a poster makes before he passes the lane on. */
    private static final int PATIENCE = 16;

    private final Store store;
    private final Executor own;
    private final Executor relief;
    private final ConcurrentLinkedQueue<Entry> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** Something to record. */
    sealed interface Entry {

        /** Tells whether it must not be recorded any more, because something that came before it could not be. */
        boolean isVoid();

        /** Takes notice that it was not recorded. */
        void failed(RuntimeException cause);
    }

    /** Runs that begin together; not, if a run has them begin that is not advanced here any more. */
    record Begin(
            List<NewRun> runs,
            Optional<RunProcess> parent,
            Consumer<List<Begun>> then,
            Consumer<RuntimeException> otherwise)
            implements Entry {
        @Override
        public boolean isVoid() {
            return parent.filter(RunProcess::isVoid).isPresent();
        }

        @Override
        public void failed(RuntimeException cause) {
            otherwise.accept(cause);
        }
    }

    /** What runs are to know that other nodes may advance; nothing, if only its place in the order counts. */
    record Send(List<Message> messages, Runnable then, Consumer<RuntimeException> otherwise) implements Entry {
        @Override
        public boolean isVoid() {
            return false;
        }

        @Override
        public void failed(RuntimeException cause) {
            otherwise.accept(cause);
        }
    }

    /**
     * What a decision of a run records, and what others are to know of it; nothing, if only its place in the order counts.
     */
    record Write(
            RunProcess run,
            Decision decision,
            List<Message> messages,
            Runnable then,
            Consumer<RuntimeException> otherwise)
            implements Entry {

        /** Creates an entry of which nobody else is to know. */
        Write(RunProcess run, Decision decision, Runnable then, Consumer<RuntimeException> otherwise) {
            this(run, decision, List.of(), then, otherwise);
        }

        @Override
        public boolean isVoid() {
            return run.isVoid();
        }

        @Override
        public void failed(RuntimeException cause) {
            otherwise.accept(cause);
        }
    }

    /**
     * Creates an idle lane.
     *
     * @param store where to commit
     * @param relief a thread for commits that wait, and for where a poster's patience ends
     */
    Lane(Store store, Executor relief) {
        this.store = store;
        this.relief = relief;
        this.own = store.commitsAtOnce() ? Runnable::run : relief;
    }

    void submit(Entry entry) {
        queue.add(entry);
        if (waiting.getAndIncrement() == 0) {
            own.execute(this::commitWaiting);
        }
    }

    private void commitWaiting() {
        for (int patience = PATIENCE; patience > 0; patience--) {
            int taken = waiting.get();
            var entries = new ArrayList<Entry>(taken);
            for (int i = 0; i < taken; i++) {
                entries.add(queue.remove());
            }
            commitTogether(entries);
            if (waiting.addAndGet(-taken) == 0) {
                return;
            }
        }
        relief.execute(this::commitWaiting);
    }

    /** What a run decided after a fact that could not be recorded rests on that fact, so it must not be recorded either. */
    private void commitTogether(List<Entry> entries) {
        var wanted = new ArrayList<Entry>(entries.size());
        for (var entry : entries) {
            if (entry.isVoid()) {
                entry.failed(new CancellationException("what came before could not be recorded"));
            } else {
                wanted.add(entry);
            }
        }
        List<Begun> begun;
        try {
            begun = commit(commitOf(wanted));
        } catch (RuntimeException e) {
            if (wanted.size() == 1) {
                wanted.get(0).failed(e);
            } else {
                wanted.forEach(entry -> commitTogether(List.of(entry)));
            }
            return;
        }
        tell(wanted, begun);
    }

    /** A store that fails with an error must not leave those who wait in the lane waiting for ever. */
    private List<Begun> commit(Commit commit) {
        if (commit.isEmpty()) {
            return List.of();
        }
        try {
            return store.commit(commit);
        } catch (Error e) {
            throw new StoreException("the store failed: " + e, e);
        }
    }

    private static Commit commitOf(List<Entry> entries) {
        var newRuns = new ArrayList<NewRun>();
        var facts = new ArrayList<Fact>(entries.size());
        var dropped = new ArrayList<DroppedVisits>();
        var messages = new ArrayList<Message>();
        for (var entry : entries) {
            switch (entry) {
                case Begin begin -> newRuns.addAll(begin.runs());
                case Write write -> {
                    facts.addAll(write.decision().facts());
                    dropped.addAll(write.decision().dropped());
                    messages.addAll(write.messages());
                }
                case Send send -> messages.addAll(send.messages());
            }
        }
        return new Commit(newRuns, facts, dropped, messages);
    }

    private static void tell(List<Entry> entries, List<Begun> begun) {
        int told = 0;
        for (var entry : entries) {
            switch (entry) {
                case Begin begin -> {
                    int next = told + begin.runs().size();
                    begin.then().accept(begun.subList(told, next));
                    told = next;
                }
                case Write write -> write.then().run();
                case Send send -> send.then().run();
            }
        }
    }
}
