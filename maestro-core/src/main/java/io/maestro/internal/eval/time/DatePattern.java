package io.maestro.internal.eval.time;

import io.maestro.internal.eval.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern such as {@code yyyy-MM-dd HH:mm}, with the letters of Joda-Time. Immutable.
 *
 * @param pattern the text
 * @param parts what it consists of
 */
public record DatePattern(String pattern, List<PatternPart> parts) {

    /** Copies the list. */
    public DatePattern {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a pattern.
     *
     * @param pattern the text
     * @return the pattern
     */
    public static DatePattern of(String pattern) {
        if (pattern.isEmpty()) {
            throw Fault.other("bad-date-pattern", "a date pattern must not be empty");
        }
        return new DatePattern(pattern, new PatternReader(pattern).read());
    }

    /**
     * Prints a moment.
     *
     * @param moment the moment
     * @return the text
     */
    public String print(Moment moment) {
        var out = new StringBuilder(pattern.length() + 8);
        int offset = moment.zone().offsetAt(moment.millis());
        var printed = new PatternPart.Printed(Math.addExact(moment.millis(), (long) offset), offset, moment);
        for (var part : parts) {
            part.print(out, printed);
        }
        return out.toString();
    }

    /**
     * Parses a text, all of it.
     *
     * @param text the text
     * @param zone the zone of the text if it names none
     * @param currentYear the present year, by which a year of two digits is understood
     * @return the moment, in the zone that the text names
     */
    public Moment parse(String text, Zone zone, int currentYear) {
        var fields = new ParsedFields(zone);
        int position = 0;
        for (var part : parts) {
            position = part.parse(text, position, fields, currentYear);
            if (position < 0) {
                break;
            }
        }
        if (position != text.length()) {
            throw Fault.other("bad-date-text", "'" + text + "' does not match the pattern '" + pattern + "'");
        }
        return new Moment(fields.toInstant(), fields.zone());
    }

    /** Cuts a pattern into its parts. */
    private static final class PatternReader {

        /** How many digits a number has at most if nothing numeric follows it. */
        private static final int MANY_DIGITS = 9;

        private final String pattern;
        private int position;

        PatternReader(String pattern) {
            this.pattern = pattern;
        }

        List<PatternPart> read() {
            var parts = new ArrayList<PatternPart>();
            while (position < pattern.length()) {
                parts.add(isLetter(pattern.charAt(position)) ? field() : literal());
            }
            return parts;
        }

        private static boolean isLetter(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        }

        private PatternPart literal() {
            var literal = new StringBuilder();
            boolean quoted = false;
            for (; position < pattern.length(); position++) {
                char c = pattern.charAt(position);
                if (c == '\'' && pattern.startsWith("''", position)) {
                    literal.append(c);
                    position++;
                } else if (c == '\'') {
                    quoted = !quoted;
                } else if (!quoted && isLetter(c)) {
                    break;
                } else {
                    literal.append(c);
                }
            }
            return new PatternPart.Literal(literal.toString());
        }

        private PatternPart field() {
            char letter = pattern.charAt(position);
            int count = 1;
            while (pattern.startsWith(String.valueOf(letter), position + count)) {
                count++;
            }
            position += count;
            return part(letter, count);
        }

        private PatternPart part(char letter, int count) {
            return switch (letter) {
                case 'G' -> new PatternPart.Name(DateField.ERA, false);
                case 'C' -> new PatternPart.Numeral(DateField.CENTURY_OF_ERA, count, count, true);
                case 'x' -> year(DateField.WEEKYEAR, count);
                case 'y' -> year(DateField.YEAR, count);
                case 'Y' -> year(DateField.YEAR_OF_ERA, count);
                case 'M' ->
                    count >= 3
                            ? new PatternPart.Name(DateField.MONTH_OF_YEAR, count == 3)
                            : number(DateField.MONTH_OF_YEAR, count, 2);
                case 'E' -> new PatternPart.Name(DateField.DAY_OF_WEEK, count < 4);
                case 'a' -> new PatternPart.Name(DateField.HALFDAY_OF_DAY, false);
                case 'S' -> new PatternPart.Fraction(count);
                case 'z' -> new PatternPart.ZoneName(count < 4);
                case 'Z' -> count > 2 ? new PatternPart.ZoneId() : new PatternPart.Offset(count == 2);
                default -> counted(letter, count);
            };
        }

        private PatternPart counted(char letter, int count) {
            return switch (letter) {
                case 'd' -> number(DateField.DAY_OF_MONTH, count, 2);
                case 'D' -> number(DateField.DAY_OF_YEAR, count, 3);
                case 'e' -> number(DateField.DAY_OF_WEEK, count, 1);
                case 'w' -> number(DateField.WEEK_OF_WEEKYEAR, count, 2);
                case 'H' -> number(DateField.HOUR_OF_DAY, count, 2);
                case 'k' -> number(DateField.CLOCKHOUR_OF_DAY, count, 2);
                case 'K' -> number(DateField.HOUR_OF_HALFDAY, count, 2);
                case 'h' -> number(DateField.CLOCKHOUR_OF_HALFDAY, count, 2);
                case 'm' -> number(DateField.MINUTE_OF_HOUR, count, 2);
                case 's' -> number(DateField.SECOND_OF_MINUTE, count, 2);
                default ->
                    throw Fault.other(
                            "bad-date-pattern",
                            "'" + letter + "' has no meaning in the date pattern '" + pattern + "'");
            };
        }

        private static PatternPart number(DateField field, int least, int most) {
            return new PatternPart.Numeral(field, least, Math.max(least, most), false);
        }

        private PatternPart year(DateField field, int count) {
            boolean numberFollows = nextLetter().map(PatternReader::isNumeric).orElse(false);
            if (count == 2) {
                var counted = field == DateField.YEAR_OF_ERA ? DateField.YEAR : field;
                return new PatternPart.TwoDigitYear(counted, !numberFollows);
            }
            return new PatternPart.Numeral(
                    field, count, numberFollows ? count : Math.max(count, MANY_DIGITS), field != DateField.YEAR_OF_ERA);
        }

        private Optional<String> nextLetter() {
            int end = position;
            while (end < pattern.length() && pattern.charAt(end) == pattern.charAt(position)) {
                end++;
            }
            return end == position ? Optional.empty() : Optional.of(pattern.substring(position, end));
        }

        private static boolean isNumeric(String letters) {
            char letter = letters.charAt(0);
            return letter == 'M' ? letters.length() <= 2 : "CxyYdhHmsSeDFwWkKc".indexOf(letter) >= 0;
        }
    }
}
