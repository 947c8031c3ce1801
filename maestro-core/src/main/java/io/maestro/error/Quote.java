package io.maestro.error;

import java.util.regex.Pattern;

/** What an author wrote, as it stands in a message. */
public final class Quote {

    private static final int LONGEST = 60;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");

    private Quote() {}

    /**
     * Returns a text in quotes, cut off where it gets long, so that a message stays one line that can be read.
     *
     * @param text the text
     * @return the text with its control characters as {@code \}{@code uXXXX}
     */
    public static String of(String text) {
        var shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return "'"
                + CONTROL.matcher(shown)
                        .replaceAll(control ->
                                "\\\\u%04x".formatted((int) control.group().charAt(0)))
                + "'";
    }
}
