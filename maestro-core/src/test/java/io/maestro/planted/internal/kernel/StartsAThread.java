package io.maestro.planted.internal.kernel;

/** Starts a thread. */
public final class StartsAThread {
    void start() {
        Thread.startVirtualThread(() -> {});
    }
}
