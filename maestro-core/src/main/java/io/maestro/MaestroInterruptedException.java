package io.maestro;

import io.maestro.error.MaestroException;

/** Thrown when a thread is interrupted while it waits for a run. Its interrupt flag stays set; the run goes on. */
public final class MaestroInterruptedException extends MaestroException {

    MaestroInterruptedException(InterruptedException cause) {
        super("interrupted while waiting for a run", cause);
    }
}
