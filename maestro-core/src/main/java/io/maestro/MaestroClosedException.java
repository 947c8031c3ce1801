package io.maestro;

import io.maestro.error.MaestroException;

/** Thrown when something new is asked of a {@link Maestro} that was closed. */
public final class MaestroClosedException extends MaestroException {

    MaestroClosedException() {
        super("this Maestro was closed");
    }
}
