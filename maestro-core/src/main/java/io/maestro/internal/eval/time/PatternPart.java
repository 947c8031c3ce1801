package io.maestro.internal.eval.time;

/** A part of a date pattern: it prints what it stands for, and reads it back. */
sealed interface PatternPart {

    /** A local time to print, in its zone. */
    record Printed(long local, int offset, Moment moment) {}

    void print(StringBuilder out, Printed printed);

    /** Reads this part. Returns where it ends, or the complement of where it went wrong. */
    int parse(String text, int from, ParsedFields fields, int currentYear);

    /** A number with at least so many digits; when read, with at most so many. */
    record Numeral(DateField field, int least, int most, boolean signed) implements PatternPart {
        @Override
        public void print(StringBuilder out, Printed printed) {
            Digits.pad(out, Fields.get(field, printed.local), least);
        }

        @Override
        public int parse(String text, int from, ParsedFields fields, int currentYear) {
            return Digits.parse(text, from, field, most, signed, fields);
        }
    }

    /** A year of two digits; when read, it lies at most 80 years back or 19 ahead. */
    record TwoDigitYear(DateField field, boolean lenient) implements PatternPart {
        private static final int CENTURY = 100;
        private static final int YEARS_BACK = 80;

        @Override
        public void print(StringBuilder out, Printed printed) {
            Digits.two(out, Math.abs(Fields.get(field, printed.local)) % CENTURY);
        }

        @Override
        public int parse(String text, int from, ParsedFields fields, int currentYear) {
            if (lenient) {
                boolean sign = from < text.length() && "+-".indexOf(text.charAt(from)) >= 0;
                if (sign || Digits.count(text, from, Integer.MAX_VALUE) != 2) {
                    return Digits.parse(text, from, field, 9, true, fields);
                }
            }
            if (Digits.count(text, from, 2) < 2) {
                return ~from;
            }
            int low = currentYear - YEARS_BACK;
            int year = Digits.value(text, from, 2);
            int start = Math.floorMod(low, CENTURY);
            fields.save(field, year + low - start + (year < start ? CENTURY : 0));
            return from + 2;
        }
    }

    /** A name, such as that of a month. */
    record Name(DateField field, boolean abbreviated) implements PatternPart {
        @Override
        public void print(StringBuilder out, Printed printed) {
            DateNames.of(field, Fields.get(field, printed.local), abbreviated).ifPresent(out::append);
        }

        @Override
        public int parse(String text, int from, ParsedFields fields, int currentYear) {
            int longest = 0;
            int found = 0;
            for (int value = Fields.minimum(field); value <= Fields.maximum(field, 0); value++) {
                for (var name : DateNames.accepted(field, value)) {
                    if (name.length() > longest && text.startsWith(name, from)) {
                        longest = name.length();
                        found = value;
                    }
                }
            }
            if (longest == 0) {
                return ~from;
            }
            fields.save(field, found);
            return from + longest;
        }
    }

    /** The first digits of the fraction of a second. */
    record Fraction(int digits) implements PatternPart {
        private static final int KNOWN = 3;

        @Override
        public void print(StringBuilder out, Printed printed) {
            int from = out.length();
            Digits.pad(out, Fields.get(DateField.MILLIS_OF_SECOND, printed.local), KNOWN);
            if (digits < KNOWN) {
                out.setLength(from + digits);
            } else {
                out.repeat('0', digits - KNOWN);
            }
        }

        @Override
        public int parse(String text, int from, ParsedFields fields, int currentYear) {
            return Digits.parseFraction(text, from, DateField.MILLIS_OF_SECOND, digits, fields);
        }
    }

    /** Characters that stand for themselves. */
    record Literal(String literal) implements PatternPart {
        @Override
        public void print(StringBuilder out, Printed printed) {
            out.append(literal);
        }

        @Override
        public int parse(String text, int from, ParsedFields fields, int currentYear) {
            boolean there = text.regionMatches(true, from, literal, 0, literal.length());
            return there ? from + literal.length() : ~from;
        }
    }

    /** The offset of the zone. */
    record Offset(boolean separated) implements PatternPart {
        @Override
        public void print(StringBuilder out, Printed printed) {
            OffsetText.print(out, printed.offset, separated);
        }

        @Override
        public int parse(String text, int from, ParsedFields fields, int currentYear) {
            return OffsetText.parse(text, from, fields);
        }
    }

    /** The id of the zone. */
    record ZoneId() implements PatternPart {
        @Override
        public void print(StringBuilder out, Printed printed) {
            out.append(printed.moment.zone().id());
        }

        @Override
        public int parse(String text, int from, ParsedFields fields, int currentYear) {
            int end = from;
            while (end < text.length()
                    && (Character.isLetterOrDigit(text.charAt(end)) || "/_+-".indexOf(text.charAt(end)) >= 0)) {
                end++;
            }
            for (; end > from; end--) {
                var zone = Zones.find(text.substring(from, end));
                if (zone.isPresent()) {
                    fields.zone(zone.get());
                    return end;
                }
            }
            return ~from;
        }
    }

    /** The name of the zone, such as {@code PST}. */
    record ZoneName(boolean abbreviated) implements PatternPart {
        @Override
        public void print(StringBuilder out, Printed printed) {
            out.append(printed.moment.zone().name(printed.moment.millis(), abbreviated));
        }

        @Override
        public int parse(String text, int from, ParsedFields fields, int currentYear) {
            int end = from;
            while (end < text.length() && Character.isUpperCase(text.charAt(end)) && end < from + 3) {
                end++;
            }
            for (; abbreviated && end > from; end--) {
                var zone = Zones.ofAbbreviation(text.substring(from, end));
                if (zone.isPresent()) {
                    fields.zone(zone.get());
                    return end;
                }
            }
            return ~from;
        }
    }
}
