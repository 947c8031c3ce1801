package io.maestro.dsl.internal.svg;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes XML. What is text in it is escaped, and characters that XML cannot hold are replaced. */
final class Xml {

    private static final char REPLACEMENT = '\ufffd';

    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();
    private boolean inTag;

    /** Begins an element. */
    Xml open(String element) {
        endTag();
        if (!open.isEmpty()) {
            text.append('\n').repeat(' ', open.size());
        }
        text.append('<').append(element);
        open.push(element);
        inTag = true;
        return this;
    }

    /** Adds an attribute to the element that was just begun. */
    Xml with(String attribute, String value) {
        text.append(' ').append(attribute).append("=\"");
        escape(value);
        text.append('"');
        return this;
    }

    /** Adds an attribute to the element that was just begun. */
    Xml with(String attribute, double value) {
        return with(attribute, number(value));
    }

    /** Ends the element that was begun last, without content. */
    void close() {
        var element = open.pop();
        if (inTag) {
            text.append("/>");
            inTag = false;
        } else {
            text.append('\n')
                    .repeat(' ', open.size())
                    .append("</")
                    .append(element)
                    .append('>');
        }
    }

    /** Ends the element that was begun last, with a text as its content. */
    void close(String content) {
        endTag();
        escape(content);
        text.append("</").append(open.pop()).append('>');
    }

    private void endTag() {
        if (inTag) {
            text.append('>');
            inTag = false;
        }
    }

    private void escape(String value) {
        value.codePoints().forEach(character -> {
            switch (character) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '"' -> text.append("&quot;");
                default -> text.appendCodePoint(isAllowed(character) ? character : REPLACEMENT);
            }
        });
    }

    private static boolean isAllowed(int character) {
        if (character < ' ') {
            return character == '\t' || character == '\n';
        }
        boolean isHalf = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return !isHalf && character != 0xfffe && character != 0xffff;
    }

    /** Writes a number with one digit after the point, if it is not whole. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        var sign = tenths < 0 ? "-" : "";
        long whole = Math.abs(tenths) / 10;
        long part = Math.abs(tenths) % 10;
        return sign + whole + (part == 0 ? "" : "." + part);
    }

    /** Returns what was written, with a line end at its end. */
    String text() {
        return text + "\n";
    }
}
