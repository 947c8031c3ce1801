package io.maestro.internal.eval.time;

/** Decimal digits within texts. */
final class Digits {

    private Digits() {}

    static boolean at(String text, int position) {
        return position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9';
    }

    static int count(String text, int from, int most) {
        int count = 0;
        while (count < most && at(text, from + count)) {
            count++;
        }
        return count;
    }

    static int value(String text, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            value = value * 10 + (text.charAt(i) - '0');
        }
        return value;
    }

    /** Writes a number with at least so many digits; a sign does not count as one. */
    static void pad(StringBuilder out, int value, int least) {
        var digits = Long.toString(Math.abs((long) value));
        if (value < 0) {
            out.append('-');
        }
        out.repeat('0', Math.max(0, least - digits.length())).append(digits);
    }

    /** Writes a number below a hundred with two digits; the common case, and the fast one. */
    static void two(StringBuilder out, int value) {
        out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }

    /**
     * Reads a number of a pattern. Returns where it ends, or the complement of where it went wrong.
     *
     * @param most how many digits it may have
     * @param signed whether a sign may stand before it
     */
    static int parse(String text, int from, DateField field, int most, boolean signed, ParsedFields fields) {
        boolean sign = signed && from < text.length() && "+-".indexOf(text.charAt(from)) >= 0 && at(text, from + 1);
        int start = sign ? from + 1 : from;
        int count = count(text, start, most);
        if (count == 0) {
            return ~from;
        }
        int value = value(text, start, count);
        fields.save(field, sign && text.charAt(from) == '-' ? -value : value);
        return start + count;
    }

    /** Reads the digits behind a decimal point, as milliseconds of a larger unit. */
    static int parseFraction(String text, int from, DateField field, int most, ParsedFields fields) {
        int count = count(text, from, most);
        if (count == 0) {
            return ~from;
        }
        long unit = field.range();
        long value = 0;
        for (int i = from; i < from + count; i++) {
            unit /= 10;
            value += (text.charAt(i) - '0') * unit;
        }
        fields.save(field, (int) value);
        return from + count;
    }
}
