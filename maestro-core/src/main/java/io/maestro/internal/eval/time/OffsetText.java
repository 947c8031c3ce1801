package io.maestro.internal.eval.time;

/** Offsets such as {@code -08:00} and {@code +0530}. */
final class OffsetText {

    private static final int HOURS = 23;
    private static final int SIXTIETHS = 59;

    private OffsetText() {}

    /** Writes hours and minutes. */
    static void print(StringBuilder out, int offset, boolean separated) {
        int rest = Math.abs(offset);
        out.append(offset < 0 ? '-' : '+');
        Digits.two(out, rest / Clock.HOUR);
        out.append(separated ? ":" : "");
        Digits.two(out, rest % Clock.HOUR / Clock.MINUTE);
    }

    /** Writes hours and minutes, and whatever the offset has of seconds and milliseconds. */
    static void printExactly(StringBuilder out, int offset) {
        print(out, offset, true);
        int rest = Math.abs(offset) % Clock.MINUTE;
        if (rest > 0) {
            out.append(':');
            Digits.two(out, rest / Clock.SECOND);
        }
        if (rest % Clock.SECOND > 0) {
            out.append('.');
            Digits.pad(out, rest % Clock.SECOND, 3);
        }
    }

    /** Reads an offset, or {@code Z}. Returns where it ends, or the complement of where it went wrong. */
    static int parse(String text, int from, ParsedFields fields) {
        if (text.regionMatches(true, from, "Z", 0, 1)) {
            fields.offset(0);
            return from + 1;
        }
        if (from + 1 >= text.length() || "+-".indexOf(text.charAt(from)) < 0) {
            return ~from;
        }
        var reading = new Reading(text, from + 1);
        if (!reading.part(Clock.HOUR, HOURS)) {
            return ~reading.position;
        }
        boolean separated = reading.skip(":");
        boolean well = reading.part(Clock.MINUTE, SIXTIETHS, separated)
                && (!separated || reading.skip(":"))
                && reading.part(Clock.SECOND, SIXTIETHS, separated)
                && (!separated || reading.skip(".") || reading.skip(","));
        if (well) {
            reading.fraction(separated);
        }
        if (reading.failed) {
            return ~reading.position;
        }
        fields.offset(text.charAt(from) == '-' ? -reading.offset : reading.offset);
        return reading.position;
    }

    /** The parts of an offset read so far. After the hours each part may be missing, but not after its separator. */
    private static final class Reading {
        private final String text;
        private int position;
        private int offset;
        private boolean failed;

        Reading(String text, int position) {
            this.text = text;
            this.position = position;
        }

        boolean skip(String separator) {
            boolean there = text.startsWith(separator, position);
            position += there ? 1 : 0;
            return there;
        }

        boolean part(int unit, int maximum, boolean needed) {
            if (!needed && Digits.count(text, position, 2) == 0) {
                return false;
            }
            failed = !part(unit, maximum);
            return !failed;
        }

        boolean part(int unit, int maximum) {
            if (Digits.count(text, position, 2) < 2) {
                return false;
            }
            int value = Digits.value(text, position, 2);
            if (value > maximum) {
                return false;
            }
            offset += value * unit;
            position += 2;
            return true;
        }

        void fraction(boolean needed) {
            int count = Digits.count(text, position, 3);
            failed = needed && count == 0;
            int unit = Clock.SECOND;
            for (int i = 0; i < count; i++) {
                unit /= 10;
                offset += Digits.value(text, position++, 1) * unit;
            }
        }
    }
}
