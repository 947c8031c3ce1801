package io.maestro.planted.internal.eval;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** Reads the time and the environment. */
public final class ReadsTheTime {
    LocalDate once() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    Supplier<Instant> later() {
        return Instant::now;
    }

    String setting() {
        return System.lineSeparator();
    }
}
