package io.maestro.internal.eval.syntax;

/** The characters of names: those of Java 1.1, which the grammar of Netflix Maestro still has. */
final class Letters {

    private static final String LETTER_RANGES =
            "AZaz__$$\u00c0\u00d6\u00d8\u00f6\u00f8\u1fff\u3040\u318f\u3300\u337f\u3400\u3d2d\u4e00\u9fff\uf900\ufaff";

    private static final String DIGIT_RANGES =
            "09\u0660\u0669\u06f0\u06f9\u0966\u096f\u09e6\u09ef\u0a66\u0a6f\u0ae6\u0aef\u0b66\u0b6f\u0be7\u0bef"
                    + "\u0c66\u0c6f\u0ce6\u0cef\u0d66\u0d6f\u0e50\u0e59\u0ed0\u0ed9\u1040\u1049";

    private Letters() {}

    static boolean isLetter(char c) {
        return c < 128
                ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$'
                : in(LETTER_RANGES, c);
    }

    static boolean isLetterOrDigit(char c) {
        return isLetter(c) || isDigit(c) || in(DIGIT_RANGES, c);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean in(String ranges, char c) {
        for (int i = 0; i < ranges.length(); i += 2) {
            if (c >= ranges.charAt(i) && c <= ranges.charAt(i + 1)) {
                return true;
            }
        }
        return false;
    }
}
