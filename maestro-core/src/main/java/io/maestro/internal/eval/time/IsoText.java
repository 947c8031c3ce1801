package io.maestro.internal.eval.time;

import io.maestro.internal.eval.fault.Fault;

/**
 * ISO 8601: printing of moments, and lenient parsing of {@code 2020}, {@code 2020-060}, {@code 2020-W09-6}, {@code
 * 2020-02-29T12:30:00.5+01:00}, {@code T12:30} and what lies between.
 */
public final class IsoText {

    private static final int YEAR_DIGITS = 9;
    private static final int FRACTION_DIGITS = 9;

    private final String text;
    private final ParsedFields fields;

    private IsoText(String text, Zone zone) {
        this.text = text;
        this.fields = new ParsedFields(zone);
    }

    /**
     * Parses a text. A zone offset in it decides which instant is meant, but not the zone of the moment.
     *
     * @param text the text
     * @param zone the zone of the moment, and of the text if that names none
     * @return the moment
     */
    public static Moment parse(String text, Zone zone) {
        var parser = new IsoText(text, zone);
        int end = text.startsWith("T") ? parser.timeOnly() : parser.dateAndTime();
        if (end != text.length()) {
            throw Fault.other(
                    "bad-date-text", "'" + text + "' is no ISO 8601 date; expected, say, '2020-02-29T12:30:00Z'");
        }
        return new Moment(parser.fields.toInstant(), zone);
    }

    static String print(Moment moment) {
        var out = new StringBuilder(29);
        int offset = moment.zone().offsetAt(moment.millis());
        printLocal(out, moment.millis() + offset);
        if (offset == 0) {
            out.append('Z');
        } else {
            OffsetText.printExactly(out, offset);
        }
        return out.toString();
    }

    static String local(long local) {
        var out = new StringBuilder(23);
        printLocal(out, local);
        return out.toString();
    }

    private static void printLocal(StringBuilder out, long local) {
        var date = Clock.date(local);
        int time = (int) Math.floorMod(local, (long) Clock.DAY);
        Digits.pad(out, date.getYear(), 4);
        out.append('-');
        Digits.two(out, date.getMonthValue());
        out.append('-');
        Digits.two(out, date.getDayOfMonth());
        out.append('T');
        Digits.two(out, time / Clock.HOUR);
        out.append(':');
        Digits.two(out, time / Clock.MINUTE % 60);
        out.append(':');
        Digits.two(out, time / Clock.SECOND % 60);
        out.append('.');
        Digits.pad(out, time % Clock.SECOND, 3);
    }

    private int timeOnly() {
        int end = time(1);
        return end < 0 ? end : optionalOffset(end);
    }

    private int dateAndTime() {
        int end = date();
        if (end < 0 || !literal(end, "T")) {
            return end;
        }
        int time = time(end + 1);
        return optionalOffset(time < 0 ? end + 1 : time);
    }

    /** Of the three ways to write a date the one counts that explains most of the text. */
    private int date() {
        int ordinal = ordinalDate();
        fields.forget(0);
        int week = weekDate();
        fields.forget(0);
        int standard = standardDate();
        if (standard >= Math.max(ordinal, week)) {
            return standard;
        }
        fields.forget(0);
        return ordinal > week ? ordinalDate() : weekDate();
    }

    private int standardDate() {
        int year = number(0, DateField.YEAR, YEAR_DIGITS);
        int month = after(year, "-", DateField.MONTH_OF_YEAR, 2);
        int day = after(month, "-", DateField.DAY_OF_MONTH, 2);
        return Math.max(year, Math.max(month, day));
    }

    private int weekDate() {
        int year = number(0, DateField.WEEKYEAR, YEAR_DIGITS);
        int week = after(year, "-W", DateField.WEEK_OF_WEEKYEAR, 2);
        return Math.max(week, after(week, "-", DateField.DAY_OF_WEEK, 1));
    }

    private int ordinalDate() {
        int year = number(0, DateField.YEAR, YEAR_DIGITS);
        return after(year, "-", DateField.DAY_OF_YEAR, 3);
    }

    /** Reads the time. Hours, minutes and seconds may each be the last part, and may each have a fraction. */
    private int time(int from) {
        int hour = number(from, DateField.HOUR_OF_DAY, 2);
        if (hour < 0) {
            return hour;
        }
        int minute = after(hour, ":", DateField.MINUTE_OF_HOUR, 2);
        if (minute < 0) {
            return optionalFraction(hour, DateField.MILLIS_OF_HOUR);
        }
        int second = after(minute, ":", DateField.SECOND_OF_MINUTE, 2);
        return second < 0
                ? optionalFraction(minute, DateField.MILLIS_OF_MINUTE)
                : optionalFraction(second, DateField.MILLIS_OF_SECOND);
    }

    private int optionalFraction(int from, DateField field) {
        if (!literal(from, ".") && !literal(from, ",")) {
            return from;
        }
        return Math.max(from, Digits.parseFraction(text, from + 1, field, FRACTION_DIGITS, fields));
    }

    private int optionalOffset(int from) {
        return Math.max(from, OffsetText.parse(text, from, fields));
    }

    private int after(int from, String separator, DateField field, int most) {
        return from >= 0 && literal(from, separator) ? number(from + separator.length(), field, most) : -1;
    }

    private boolean literal(int from, String literal) {
        return text.regionMatches(true, from, literal, 0, literal.length());
    }

    private int number(int from, DateField field, int most) {
        boolean signed = field == DateField.YEAR || field == DateField.WEEKYEAR;
        return Digits.parse(text, from, field, most, signed, fields);
    }
}
