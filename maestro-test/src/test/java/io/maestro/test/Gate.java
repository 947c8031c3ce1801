package io.maestro.test;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Holds the threads that come to it back until it is opened. */
final class Gate {

    private final CompletableFuture<Boolean> arrived = new CompletableFuture<>();
    private final CountDownLatch open = new CountDownLatch(1);

    /** Waits until the gate is opened. */
    void pass() throws InterruptedException {
        arrived.complete(true);
        open.await();
    }

    /** Waits until the gate is opened, whoever interrupts. */
    void passStubbornly() {
        arrived.complete(true);
        boolean opened = false;
        while (!opened) {
            try {
                open.await();
                opened = true;
            } catch (InterruptedException e) {
                opened = false;
            }
        }
    }

    /** Waits until somebody has come. */
    void awaitArrival() {
        arrived.join();
    }

    /** Completes when somebody has come. */
    CompletableFuture<Boolean> arrived() {
        return arrived;
    }

    void open() {
        open.countDown();
    }
}
