package io.maestro.planted.internal.engine;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/** Reads the time past the system clock, in every way there is. */
public final class ReadsTheTime {
    Instant instant() {
        return Instant.now();
    }

    long millis() {
        return System.currentTimeMillis();
    }

    long nanos() {
        return System.nanoTime();
    }

    Clock clock() {
        return Clock.systemUTC();
    }

    InstantSource source() {
        return InstantSource.system();
    }
}
