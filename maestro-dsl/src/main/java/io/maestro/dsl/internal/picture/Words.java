package io.maestro.dsl.internal.picture;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Things in words, as short as they can be. */
public final class Words {

    private static final String BETWEEN = " · ";
    private static final String ELLIPSIS = "…";
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
    private static final Pattern NO_CHARACTER = Pattern.compile("[\\p{Cs}\\x{fffe}\\x{ffff}]");

    private Words() {}

    /** Returns the name of a constant as a person would write it. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns how many there are of something. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
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
     * Returns a text as one line. What is no text, such as control characters, becomes a space or a replacement character.
     *
     * @param text any text
     * @return the text, without space around it
     */
    public static String oneLine(String text) {
        var line = SPACE.matcher(text).replaceAll(" ").strip();
        return NO_CHARACTER.matcher(line).replaceAll("\ufffd");
    }

    /**
     * Returns a text as one line, and no more of it than there is room for.
     *
     * @param text the text
     * @param most how many characters there may be
     * @return the text, or its beginning with an ellipsis
     */
    public static String excerpt(String text, int most) {
        var line = oneLine(text);
        if (line.codePointCount(0, line.length()) <= most) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, most - 1)).stripTrailing() + ELLIPSIS;
    }
}
