package io.maestro.planted.trigger;

/** Holds a monitor. */
public final class Locks {
    synchronized void lock() {}
}
