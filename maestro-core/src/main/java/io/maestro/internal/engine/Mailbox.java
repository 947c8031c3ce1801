package io.maestro.internal.engine;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Messages that are handled one at a time, in the order in which they came. Who posts to an idle mailbox handles what is there
 * himself, which saves handing it to another thread; after a while he passes it on, so that nobody is kept for long.
 *
 * @param <M> the type of the messages
 */
final class Mailbox<M> {

    /** How many messages a poster handles before he passes the mailbox on. */
    private static final int PATIENCE = 64;

    private final ConcurrentLinkedQueue<M> messages = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Consumer<? super M> handler;
    private final Executor relief;

    /**
     * Creates an empty mailbox.
     *
     * @param handler handles a message; throws nothing
     * @param relief carries on where a poster's patience ends
     */
    Mailbox(Consumer<? super M> handler, Executor relief) {
        this.handler = handler;
        this.relief = relief;
    }

    /** Puts a message in before anybody else can, to be handled by {@link #open}; what is posted before that waits for it. */
    void prepare(M first) {
        waiting.set(1);
        messages.add(first);
    }

    void open() {
        handleWaiting();
    }

    void post(M message) {
        messages.add(message);
        if (waiting.getAndIncrement() == 0) {
            handleWaiting();
        }
    }

    private void handleWaiting() {
        int patience = PATIENCE;
        do {
            handler.accept(messages.remove());
            if (waiting.decrementAndGet() == 0) {
                return;
            }
        } while (--patience > 0);
        relief.execute(this::handleWaiting);
    }
}
