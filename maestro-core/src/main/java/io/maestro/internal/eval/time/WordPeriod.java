package io.maestro.internal.eval.time;

import io.maestro.internal.eval.fault.Fault;

/** Durations in words, such as {@code 1 week, 2 days and 3 hours}; largest unit first, each at most once. */
public final class WordPeriod {

    private static final String[] UNITS = {"year", "month", "week", "day", "hour", "minute", "second", "millisecond"};

    /** Years and months have no fixed length. */
    private static final long[] MILLIS = {0, 0, Clock.WEEK, Clock.DAY, Clock.HOUR, Clock.MINUTE, Clock.SECOND, 1};

    /** Longest first. */
    private static final String[] SEPARATORS = {", and ", " and ", ",and ", ", ", ",", " "};

    private WordPeriod() {}

    /**
     * Reads a duration.
     *
     * @param text the text
     * @return the duration in milliseconds
     */
    public static long millis(String text) {
        long millis = 0;
        int next = 0;
        int position = 0;
        do {
            int end = skipNumber(text, position);
            int unit = end < 0 ? -1 : unitAt(text, end, next);
            if (unit < 0) {
                throw Fault.other("bad-date-text", "'" + text + "' is no duration; expected, say, '1 day 2 hours'");
            }
            long count = number(text.substring(position, end));
            if (MILLIS[unit] == 0 && count != 0) {
                throw Fault.other("bad-duration", "a " + UNITS[unit] + " has no fixed length; use weeks or days");
            }
            millis = Math.addExact(millis, Math.multiplyExact(count, MILLIS[unit]));
            next = unit + 1;
            position = end + suffixLength(text, end, UNITS[unit]);
            position += separatorLength(text, position);
        } while (position < text.length());
        return millis;
    }

    private static int skipNumber(String text, int from) {
        int start = from < text.length() && "+-".indexOf(text.charAt(from)) >= 0 ? from + 1 : from;
        int count = Digits.count(text, start, 10);
        return count == 0 ? -1 : start + count;
    }

    private static long number(String digits) {
        long count = Long.parseLong(digits);
        return Math.toIntExact(count);
    }

    private static int unitAt(String text, int from, int first) {
        for (int unit = first; unit < UNITS.length; unit++) {
            if (suffixLength(text, from, UNITS[unit]) > 0) {
                return unit;
            }
        }
        return -1;
    }

    private static int suffixLength(String text, int from, String unit) {
        for (var suffix : new String[] {" " + unit + "s", " " + unit}) {
            if (text.regionMatches(true, from, suffix, 0, suffix.length())) {
                return suffix.length();
            }
        }
        return 0;
    }

    private static int separatorLength(String text, int from) {
        for (var separator : SEPARATORS) {
            if (text.regionMatches(true, from, separator, 0, separator.length())
                    && from + separator.length() < text.length()) {
                return separator.length();
            }
        }
        return 0;
    }
}
