package io.maestro.internal.eval.value;

/** The parts of JSON that need care. */
public final class JsonText {

    private JsonText() {}

    /**
     * Writes a number. What is no finite number is written as text, as JSON has no other way.
     *
     * @param number the number
     * @param out where to write
     */
    public static void append(double number, StringBuilder out) {
        if (Double.isFinite(number)) {
            out.append(number);
        } else {
            out.append('"').append(number).append('"');
        }
    }

    /**
     * Writes a text in quotes.
     *
     * @param text the text
     * @param out where to write
     */
    public static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04X", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
