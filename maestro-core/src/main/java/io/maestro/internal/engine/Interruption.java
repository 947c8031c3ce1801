package io.maestro.internal.engine;

import java.util.concurrent.atomic.AtomicReference;

/** The interruption of the thread that works for an attempt: it comes while code of others works, and not after that. */
final class Interruption {

    private final Thread thread;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WORKING);

    private enum Phase {
        WORKING,
        INTERRUPTING,
        INTERRUPTED,
        OVER
    }

    Interruption(Thread thread) {
        this.thread = thread;
    }

    /** Interrupts the thread, once; tells whether it did so now. */
    boolean request() {
        if (!phase.compareAndSet(Phase.WORKING, Phase.INTERRUPTING)) {
            return false;
        }
        thread.interrupt();
        phase.set(Phase.INTERRUPTED);
        return true;
    }

    /** Tells whether it was interrupted. */
    boolean isRequested() {
        var now = phase.get();
        return now == Phase.INTERRUPTING || now == Phase.INTERRUPTED;
    }

    /** Called by the thread when the code of others has returned: after this nobody interrupts it any more. */
    void end() {
        while (!phase.compareAndSet(Phase.WORKING, Phase.OVER) && !phase.compareAndSet(Phase.INTERRUPTED, Phase.OVER)) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
    }
}
