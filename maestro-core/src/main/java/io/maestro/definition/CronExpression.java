package io.maestro.definition;

import static java.util.Objects.requireNonNull;

/**
 * Times that come again and again, in the notation of Unix (minute, hour, day of the month, month, day of the week) or of
 * Quartz (a second before these, and if wanted a year behind them; one of the two days must be {@code ?}).
 *
 * <p>Fields take numbers, names of months and days in English, {@code *}, ranges, steps and lists of these; the days of
 * Quartz also take {@code L}, {@code W} and {@code #}. On Unix a Sunday is 0 or 7, in Quartz it is 1.
 *
 * @param text the expression
 */
public record CronExpression(String text) {

    /**
     * Checks the notation.
     *
     * @throws InvalidCronException if the text is in neither notation
     */
    public CronExpression {
        requireNonNull(text, "text");
        CronFields.of(text);
    }

    /**
     * Tells whether two of the times can be less than two minutes apart, which JSON and YAML do not take.
     *
     * @return true if so
     */
    public boolean isDense() {
        return CronFields.of(text).areDense();
    }

    /** Returns the expression. */
    @Override
    public String toString() {
        return text;
    }
}
