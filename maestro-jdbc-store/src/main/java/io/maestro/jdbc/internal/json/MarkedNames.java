package io.maestro.jdbc.internal.json;

import java.util.function.Predicate;

/** Names of members that begin with a dollar sign, in the text of JSON, of which nothing else is touched. */
final class MarkedNames {

    private static final String MARKED = "\"$";

    private MarkedNames() {}

    /** Tells whether there are texts that begin with a dollar sign, which may be such names. */
    static boolean mayBeIn(String json) {
        return json.contains(MARKED);
    }

    /** Tells whether there is a name that begins with exactly one dollar sign. */
    static boolean hasTag(String json) {
        return !changed(json, name -> !name.startsWith("$$"), "").equals(json);
    }

    /** Doubles the dollar sign at the beginning of each name that has one. */
    static String doubled(String json) {
        return changed(json, name -> true, "$$");
    }

    /** Takes away the dollar sign at the beginning of each name that has one. */
    static String halved(String json) {
        return changed(json, name -> true, "");
    }

    /** Puts something in the place of the first dollar sign of names. */
    private static String changed(String json, Predicate<String> which, String instead) {
        var changed = new StringBuilder(json.length() + 16);
        int copied = 0;
        int end;
        for (int start = json.indexOf('"'); start >= 0; start = json.indexOf('"', end)) {
            end = endOfText(json, start);
            if (json.startsWith(MARKED, start) && isName(json, end) && which.test(json.substring(start + 1, end - 1))) {
                changed.append(json, copied, start + 1).append(instead);
                copied = start + MARKED.length();
            }
        }
        return changed.append(json, copied, json.length()).toString();
    }

    /** Returns the place after the closing quote. */
    private static int endOfText(String json, int start) {
        int i = start + 1;
        while (i < json.length() && json.charAt(i) != '"') {
            i += json.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + 1, json.length());
    }

    private static boolean isName(String json, int end) {
        int i = end;
        while (i < json.length() && Character.isWhitespace(json.charAt(i))) {
            i++;
        }
        return i < json.length() && json.charAt(i) == ':';
    }
}
