package io.maestro.jdbc;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Ends the process, as {@code kill -9} would, when it comes to a point for the n-th time. */
final class Fuse {

    /** What the process returns then. */
    static final int HALTED = 113;

    private final Optional<KillPoint> point;
    private final AtomicInteger left;
    private volatile boolean armed;

    private Fuse(Optional<KillPoint> point, int times) {
        this.point = point;
        this.left = new AtomicInteger(times);
    }

    /** Returns the argument by which a process is told to end itself. */
    static String argument(KillPoint point, int times) {
        return point + ":" + times;
    }

    /** Reads the argument; anything else is a fuse that never burns. */
    static Fuse of(String argument) {
        int colon = argument.indexOf(':');
        return colon < 0
                ? new Fuse(Optional.empty(), 0)
                : new Fuse(
                        Optional.of(KillPoint.valueOf(argument.substring(0, colon))),
                        Integer.parseInt(argument.substring(colon + 1)));
    }

    boolean isThere() {
        return point.isPresent();
    }

    /** From now on it counts. */
    void arm() {
        armed = true;
    }

    void pass(KillPoint here) {
        if (armed && point.equals(Optional.of(here)) && left.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(HALTED);
        }
    }
}
