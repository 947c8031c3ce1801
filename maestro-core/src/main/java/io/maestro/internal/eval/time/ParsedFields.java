package io.maestro.internal.eval.time;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/** What a text said about a date and time; put together from the largest field to the smallest. */
final class ParsedFields {

    /** A text without a year but with a month or day is about a leap year, so that 29 February is legal. */
    private static final int DEFAULT_YEAR = 2000;

    private static final Comparator<Saved> LARGEST_FIRST = Comparator.comparing(
                    (Saved saved) -> saved.field.range(), Comparator.reverseOrder())
            .thenComparing(saved -> saved.field.unit(), Comparator.reverseOrder());

    private final List<Saved> fields = new ArrayList<>();
    private Zone zone;
    private OptionalInt offset = OptionalInt.empty();

    private record Saved(DateField field, int value) {}

    ParsedFields(Zone zone) {
        this.zone = zone;
    }

    void save(DateField field, int value) {
        fields.add(new Saved(field, value));
    }

    void offset(int millis) {
        this.offset = OptionalInt.of(millis);
    }

    OptionalInt offset() {
        return offset;
    }

    void zone(Zone parsed) {
        this.zone = parsed;
    }

    Zone zone() {
        return zone;
    }

    int count() {
        return fields.size();
    }

    /** Forgets the fields saved after a mark, when a reading of the text turned out to be wrong. */
    void forget(int mark) {
        fields.subList(mark, fields.size()).clear();
    }

    long toInstant() {
        long local = toLocal();
        return offset.isPresent() ? Math.subtractExact(local, (long) offset.getAsInt()) : zone.toInstant(local);
    }

    private long toLocal() {
        var sorted = new ArrayList<>(fields);
        sorted.sort(LARGEST_FIRST);
        if (!sorted.isEmpty() && isMonthOrDay(sorted.getFirst().field)) {
            sorted.add(new Saved(DateField.YEAR, DEFAULT_YEAR));
            sorted.sort(LARGEST_FIRST);
        }
        long local = 0;
        for (var saved : sorted) {
            local = Fields.floor(saved.field, Fields.set(saved.field, local, saved.value));
        }
        // Once more: a day may only now be checked against its month.
        for (var saved : sorted) {
            local = Fields.set(saved.field, local, saved.value);
        }
        return sorted.isEmpty() ? local : Fields.floor(sorted.getLast().field, local);
    }

    private static boolean isMonthOrDay(DateField field) {
        return field.unit() <= DateField.MONTH_OF_YEAR.unit() && field.unit() >= Clock.DAY;
    }
}
