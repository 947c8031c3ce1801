package io.maestro.dsl.internal.picture;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Things in words, as short as they can be. */
public final class Words {

    private static final String BETWEEN = " · ";
    private static final String ELLIPSIS = "…";

    private Words() {}

    /** Returns the name of a constant as a person would write it. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns a duration with two units at most. */
    static String of(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return Math.max(0, duration.toMillis()) + " ms";
        }
        if (duration.compareTo(Duration.ofSeconds(10)) < 0) {
            int tenths = duration.toMillisPart() / 100;
            return duration.toSeconds() + (tenths == 0 ? "" : "." + tenths) + " s";
        }
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return duration.toSeconds() + " s";
        }
        if (duration.compareTo(Duration.ofHours(1)) < 0) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        if (duration.compareTo(Duration.ofDays(1)) < 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toDays() + " d " + duration.toHoursPart() + " h";
    }

    /**
     * Returns parts as one line.
     *
     * @param parts the parts
     * @return the parts with a sign between them
     */
    public static String line(List<String> parts) {
        return String.join(BETWEEN, parts);
    }

    /**
     * Returns a text as one line, and no more of it than there is room for.
     *
     * @param text the text
     * @param most how many characters there may be
     * @return the text, or its beginning with an ellipsis
     */
    public static String excerpt(String text, int most) {
        var line = text.strip().replaceAll("\\s+", " ");
        if (line.codePointCount(0, line.length()) <= most) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, most - 1)).stripTrailing() + ELLIPSIS;
    }
}
