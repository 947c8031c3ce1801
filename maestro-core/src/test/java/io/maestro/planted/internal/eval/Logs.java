package io.maestro.planted.internal.eval;

import org.slf4j.Logger;

/** Logs. */
public final class Logs {
    void log(Logger log) {
        log.info("evaluated");
    }
}
