package io.maestro.planted.tag;

/** Keeps state for the whole JVM. */
public final class CountsForAll {
    static int count;

    int next() {
        return ++count;
    }
}
