package io.maestro.internal.eval.value;

/**
 * A number of days.
 *
 * @param days the number
 */
public record DayCount(int days) {

    /** Returns the ISO 8601 text, such as {@code P3D}. */
    @Override
    public String toString() {
        return "P" + days + "D";
    }
}
