package io.maestro.internal.engine;

import io.maestro.event.MaestroEvent;
import io.maestro.event.MaestroListener;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells one listener, on a thread of its own, in the order in which events were published. */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final MaestroListener listener;
    private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean closing;

    Dispatcher(MaestroListener listener) {
        this.listener = listener;
        Thread.ofVirtual().name("maestro-listener").start(this::tellAll);
    }

    void publish(MaestroEvent event) {
        queue.add(() -> tell(event));
    }

    /** Tells what is left, for so long at most. */
    void close(Duration limit) {
        queue.add(() -> closing = true);
        try {
            if (!done.await(TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS)) {
                LOG.warn("listener {} did not take the last {} events in time", listener, queue.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellAll() {
        try {
            while (!closing) {
                queue.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            done.countDown();
        }
    }

    private void tell(MaestroEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException | Error e) {
            LOG.error("listener {} failed on {}", listener, event, e);
        } finally {
            // An interrupt that the listener left behind is not meant for the thread that tells it.
            Thread.interrupted();
        }
    }
}
