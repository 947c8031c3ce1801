package io.maestro.internal.eval.time;

import static java.util.Objects.requireNonNull;

import io.maestro.internal.eval.fault.Fault;
import java.util.Optional;

/**
 * An instant and the zone in which its date and time are read.
 *
 * @param millis milliseconds since 1970 in UTC
 * @param zone the zone
 */
public record Moment(long millis, Zone zone) {

    /** Checks that there is a zone. */
    public Moment {
        requireNonNull(zone, "zone");
    }

    /**
     * Returns the moment of a local date and time.
     *
     * @param year the year
     * @param month the month
     * @param day the day of the month
     * @param millisOfDay the time
     * @param zone the zone
     * @return the moment
     */
    public static Moment of(int year, int month, int day, int millisOfDay, Zone zone) {
        long local = Fields.set(DateField.YEAR, 0, year);
        local = Fields.set(DateField.MONTH_OF_YEAR, local, month);
        local = Fields.set(DateField.DAY_OF_MONTH, local, day);
        return new Moment(zone.toInstant(local + millisOfDay), zone);
    }

    /**
     * Returns the milliseconds of a time of day.
     *
     * @param hour the hour
     * @param minute the minute
     * @param second the second
     * @param millis the millisecond
     * @return the milliseconds since midnight
     */
    public static int millisOfDay(int hour, int minute, int second, int millis) {
        long local = Fields.set(DateField.HOUR_OF_DAY, 0, hour);
        local = Fields.set(DateField.MINUTE_OF_HOUR, local, minute);
        local = Fields.set(DateField.SECOND_OF_MINUTE, local, second);
        return (int) Fields.set(DateField.MILLIS_OF_SECOND, local, millis);
    }

    /**
     * Returns the same instant in another zone.
     *
     * @param other the zone
     * @return the moment
     */
    public Moment in(Zone other) {
        return new Moment(millis, other);
    }

    long local() {
        return zone.toLocal(millis);
    }

    /**
     * Returns a part.
     *
     * @param field which part
     * @return its value
     */
    public int get(DateField field) {
        return Fields.get(field, local());
    }

    /**
     * Returns this moment with another value of a part.
     *
     * @param field which part
     * @param value the value
     * @return the changed moment
     */
    public Moment with(DateField field, int value) {
        return find(field, value)
                .orElseThrow(() -> Fault.other(
                        "dst-gap",
                        "a " + field.label() + " of " + value + " does not exist on this day in " + zone.id()));
    }

    /** This moment with another value of a part, or nothing if the change of the offset skips that time. */
    private Optional<Moment> find(DateField field, int value) {
        long instant = zone.toInstant(Fields.set(field, local(), value), millis);
        boolean exists = Fields.get(field, zone.toLocal(instant)) == value;
        return exists ? Optional.of(new Moment(instant, zone)) : Optional.empty();
    }

    /** This moment with the smallest value of a part; if that time is skipped, the first one after it. */
    Moment atMinimum(DateField field) {
        return find(field, Fields.minimum(field))
                .orElseGet(() -> new Moment(zone.nextTransition(millis - Clock.DAY), zone));
    }

    /** This moment with the largest value of a part; if that time is skipped, the last one before it. */
    Moment atMaximum(DateField field) {
        return find(field, Fields.maximum(field, local()))
                .orElseGet(() -> new Moment(zone.previousTransition(millis + Clock.DAY), zone));
    }

    /**
     * Returns this moment moved.
     *
     * @param unit the unit
     * @param count how many of them; negative for earlier
     * @return the moved moment
     */
    public Moment plus(DateUnit unit, long count) {
        if (count == 0) {
            return this;
        }
        if (unit.isOfTime()) {
            return new Moment(unit.addTo(millis, count), zone);
        }
        long moved = unit.addTo(local(), count);
        return new Moment(Math.subtractExact(moved, (long) zone.offsetFromLocal(moved)), zone);
    }

    /**
     * Returns the first instant of this day.
     *
     * @return the moment
     */
    public Moment atStartOfDay() {
        long midnight = Fields.floor(DateField.DAY_OF_MONTH, local());
        // Six in the morning is on the right day even where midnight does not exist; from there back to the first
        // instant.
        long morning = zone.toInstantLeniently(midnight + 6L * Clock.HOUR);
        long start = zone.toInstant(midnight, morning);
        long before = zone.previousTransition(start);
        boolean overlap = before < start && zone.toLocal(start) <= zone.toLocal(before);
        long earlier = Math.subtractExact(zone.toLocal(start), (long) zone.offsetAt(before));
        return new Moment(overlap && earlier <= before ? earlier : start, zone);
    }

    /**
     * Returns the number of whole days from this moment to another, in this one's zone.
     *
     * @param other the other moment
     * @return the days; negative if the other is earlier
     */
    public int daysUntil(Moment other) {
        return Math.toIntExact((zone.toLocal(other.millis) - local()) / Clock.DAY);
    }

    /** Returns the ISO 8601 text, such as {@code 2020-02-29T00:00:00.000Z}. */
    @Override
    public String toString() {
        return IsoText.print(this);
    }
}
