package io.maestro.internal.eval.compile;

import io.maestro.error.MaestroException;

/** The way of a {@code throw} out of the program. */
final class Thrown extends MaestroException {

    private static final long serialVersionUID = 1;

    Thrown(String text) {
        super(text);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
