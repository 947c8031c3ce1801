package io.maestro.internal.eval.time;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The English names of months, days, halves of days and eras. */
final class DateNames {

    private DateNames() {}

    static Optional<String> of(DateField field, int value, boolean abbreviated) {
        var style = abbreviated ? TextStyle.SHORT : TextStyle.FULL;
        return switch (field) {
            case MONTH_OF_YEAR -> Optional.of(Month.of(value).getDisplayName(style, Locale.US));
            case DAY_OF_WEEK -> Optional.of(DayOfWeek.of(value).getDisplayName(style, Locale.US));
            case HALFDAY_OF_DAY -> Optional.of(value == 0 ? "AM" : "PM");
            case ERA -> Optional.of(value == 0 ? "BC" : "AD");
            default -> Optional.empty();
        };
    }

    /** The names by which a text may give a value: long or short, as written, in lower or in upper case. */
    static List<String> accepted(DateField field, int value) {
        var names = new ArrayList<String>();
        for (boolean abbreviated : new boolean[] {true, false}) {
            of(field, value, abbreviated).ifPresent(name -> addCases(names, name));
        }
        if (field == DateField.ERA) {
            addCases(names, value == 0 ? "BCE" : "CE");
        }
        return names;
    }

    private static void addCases(List<String> names, String name) {
        names.add(name);
        names.add(name.toLowerCase(Locale.US));
        names.add(name.toUpperCase(Locale.US));
    }
}
