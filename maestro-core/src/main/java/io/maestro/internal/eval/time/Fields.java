package io.maestro.internal.eval.time;

import io.maestro.internal.eval.fault.Fault;
import java.time.LocalDate;
import java.time.temporal.IsoFields;

/** Reads and sets the fields of local times. */
final class Fields {

    static final int MIN_YEAR = -292_275_054;
    static final int MAX_YEAR = 292_278_993;

    private static final int CENTURY = 100;

    private Fields() {}

    static int get(DateField field, long local) {
        if (field.isOfTime()) {
            int value = (int) (Math.floorMod(local, field.range()) / field.unit());
            return field.countsFromOne() && value == 0 ? (int) (field.range() / field.unit()) : value;
        }
        return get(field, Clock.date(local));
    }

    private static int get(DateField field, LocalDate date) {
        return switch (field) {
            case ERA -> date.getYear() > 0 ? 1 : 0;
            case CENTURY_OF_ERA -> yearOfEra(date) / CENTURY;
            case YEAR_OF_ERA -> yearOfEra(date);
            case YEAR -> date.getYear();
            case WEEKYEAR -> date.get(IsoFields.WEEK_BASED_YEAR);
            case MONTH_OF_YEAR -> date.getMonthValue();
            case WEEK_OF_WEEKYEAR -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case DAY_OF_YEAR -> date.getDayOfYear();
            case DAY_OF_MONTH -> date.getDayOfMonth();
            case DAY_OF_WEEK -> date.getDayOfWeek().getValue();
            default -> throw new IllegalStateException(field + " is a field of time");
        };
    }

    private static int yearOfEra(LocalDate date) {
        return date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
    }

    static int minimum(DateField field) {
        return switch (field) {
            case YEAR, WEEKYEAR -> MIN_YEAR;
            case YEAR_OF_ERA, MONTH_OF_YEAR, WEEK_OF_WEEKYEAR, DAY_OF_YEAR, DAY_OF_MONTH, DAY_OF_WEEK -> 1;
            case CLOCKHOUR_OF_DAY, CLOCKHOUR_OF_HALFDAY -> 1;
            default -> 0;
        };
    }

    static int maximum(DateField field, long local) {
        if (field.isOfTime()) {
            int count = (int) (field.range() / field.unit());
            return field.countsFromOne() ? count : count - 1;
        }
        var date = Clock.date(local);
        return switch (field) {
            case ERA -> 1;
            case CENTURY_OF_ERA -> MAX_YEAR / CENTURY;
            case YEAR_OF_ERA, YEAR, WEEKYEAR -> MAX_YEAR;
            case MONTH_OF_YEAR -> 12;
            case WEEK_OF_WEEKYEAR ->
                (int) IsoFields.WEEK_OF_WEEK_BASED_YEAR.rangeRefinedBy(date).getMaximum();
            case DAY_OF_YEAR -> date.lengthOfYear();
            case DAY_OF_MONTH -> date.lengthOfMonth();
            case DAY_OF_WEEK -> 7;
            default -> throw new IllegalStateException(field + " is a field of time");
        };
    }

    static long set(DateField field, long local, int value) {
        int maximum = maximum(field, local);
        if (value < minimum(field) || value > maximum) {
            throw Fault.other(
                    "bad-date-field",
                    field.label() + " must be between " + minimum(field) + " and " + maximum + " but was " + value);
        }
        if (field.isOfTime()) {
            long current = Math.floorMod(local, field.range()) / field.unit();
            return local + (value % (field.range() / field.unit()) - current) * field.unit();
        }
        return Clock.onDate(local, set(field, Clock.date(local), value));
    }

    private static LocalDate set(DateField field, LocalDate date, int value) {
        return switch (field) {
            case ERA -> date.withYear(value == get(field, date) ? date.getYear() : 1 - date.getYear());
            case CENTURY_OF_ERA -> inEra(date, value * CENTURY + yearOfEra(date) % CENTURY);
            case YEAR_OF_ERA -> inEra(date, value);
            case YEAR -> date.withYear(value);
            case WEEKYEAR -> date.with(IsoFields.WEEK_BASED_YEAR, value);
            case MONTH_OF_YEAR -> date.withMonth(value);
            case WEEK_OF_WEEKYEAR -> date.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, value);
            case DAY_OF_YEAR -> date.withDayOfYear(value);
            case DAY_OF_MONTH -> date.withDayOfMonth(value);
            case DAY_OF_WEEK -> date.plusDays((long) value - date.getDayOfWeek().getValue());
            default -> throw new IllegalStateException(field + " is a field of time");
        };
    }

    private static LocalDate inEra(LocalDate date, int yearOfEra) {
        return date.withYear(date.getYear() > 0 ? yearOfEra : 1 - yearOfEra);
    }

    /** Sets everything smaller than the field to its beginning. */
    static long floor(DateField field, long local) {
        if (field.isOfTime()) {
            return local - Math.floorMod(local, field.unit());
        }
        var date = Clock.date(local);
        var floor = switch (field) {
            case ERA -> LocalDate.of(date.getYear() > 0 ? 1 : MIN_YEAR, 1, 1);
            case CENTURY_OF_ERA ->
                inEra(date, yearOfEra(date) / CENTURY * CENTURY).withDayOfYear(1);
            case YEAR_OF_ERA, YEAR -> date.withDayOfYear(1);
            case WEEKYEAR -> monday(date.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 1));
            case MONTH_OF_YEAR -> date.withDayOfMonth(1);
            case WEEK_OF_WEEKYEAR -> monday(date);
            case DAY_OF_YEAR, DAY_OF_MONTH, DAY_OF_WEEK -> date;
            default -> throw new IllegalStateException(field + " is a field of time");
        };
        return Math.multiplyExact(floor.toEpochDay(), Clock.DAY);
    }

    private static LocalDate monday(LocalDate date) {
        return date.minusDays(date.getDayOfWeek().getValue() - 1L);
    }
}
