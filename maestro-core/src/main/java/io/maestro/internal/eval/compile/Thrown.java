package io.maestro.internal.eval.compile;

/** The way of a {@code throw} out of the program. */
final class Thrown extends RuntimeException {

    private static final long serialVersionUID = 1;

    Thrown(String text) {
        super(text, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
