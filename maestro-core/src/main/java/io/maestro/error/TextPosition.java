package io.maestro.error;

/**
 * A place in a text.
 *
 * @param line the line, from 1
 * @param column the column, from 1
 */
public record TextPosition(int line, int column) {

    /** Checks that both numbers are positive. */
    public TextPosition {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("line and column start at 1 but were " + line + ":" + column);
        }
    }

    /** Returns {@code line:column}. */
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
