package io.maestro.internal.eval.time;

import static java.util.Objects.requireNonNull;

/**
 * A part of a moment, as {@code monthOfYear()} returns it.
 *
 * @param moment the moment
 * @param field which part of it
 */
public record MomentField(Moment moment, DateField field) {

    /** Checks that nothing is null. */
    public MomentField {
        requireNonNull(moment, "moment");
        requireNonNull(field, "field");
    }

    /**
     * Returns the value.
     *
     * @return the value
     */
    public int get() {
        return moment.get(field);
    }

    /**
     * Returns the value as an English text: the name of a month or a day of the week, else the number.
     *
     * @return the text
     */
    public String text() {
        return DateNames.of(field, get(), false).orElseGet(() -> Integer.toString(get()));
    }

    /**
     * Returns the moment with the smallest value.
     *
     * @return the moment
     */
    public Moment atMinimum() {
        return moment.atMinimum(field);
    }

    /**
     * Returns the moment with the largest value.
     *
     * @return the moment
     */
    public Moment atMaximum() {
        return moment.atMaximum(field);
    }

    /** Returns the name of the field as Joda-Time shows it. */
    @Override
    public String toString() {
        return "Property[" + field.label() + "]";
    }
}
