package io.maestro.internal.eval.syntax;

import java.util.Arrays;
import java.util.OptionalInt;

/** Decodes {@code \\u0041} before the lexer sees it, as Java does: a quote or a brace written so is a quote or a brace. */
final class UnicodeEscapes {

    private static final int DIGITS = 4;

    private UnicodeEscapes() {}

    /**
     * A decoded text.
     *
     * @param text the text without escapes
     * @param origins for each character the offset it was read from; empty if the text had no escapes
     * @param malformedAt the offset of an escape without its four digits
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and confined to Source
    record Decoded(String text, int[] origins, OptionalInt malformedAt) {

        int originOf(int offset) {
            if (origins.length == 0) {
                return offset;
            }
            return origins[Math.min(offset, origins.length - 1)];
        }
    }

    static Decoded decode(String text) {
        if (!text.contains("\\u")) {
            return new Decoded(text, new int[0], OptionalInt.empty());
        }
        var decoded = new StringBuilder(text.length());
        int[] origins = new int[text.length() + 1];
        int i = 0;
        while (i < text.length()) {
            origins[decoded.length()] = i;
            if (text.charAt(i) != '\\' || i + 1 == text.length()) {
                decoded.append(text.charAt(i++));
            } else if (text.charAt(i + 1) != 'u') {
                // A backslash that escapes another one keeps it from starting a unicode escape.
                origins[decoded.length() + 1] = i + 1;
                decoded.append(text, i, i + 2);
                i += 2;
            } else {
                int digits = skipLetters(text, i + 1);
                int value = hexAt(text, digits);
                if (value < 0) {
                    return new Decoded(text, new int[0], OptionalInt.of(i));
                }
                decoded.append((char) value);
                i = digits + DIGITS;
            }
        }
        origins[decoded.length()] = i;
        return new Decoded(decoded.toString(), Arrays.copyOf(origins, decoded.length() + 1), OptionalInt.empty());
    }

    private static int skipLetters(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == 'u') {
            i++;
        }
        return i;
    }

    private static int hexAt(String text, int from) {
        if (from + DIGITS > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + DIGITS; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }
}
