package io.maestro.dsl.internal.svg;

import io.maestro.dsl.internal.picture.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * A text in lines that are not wider than there is room for.
 *
 * @param face its face
 * @param lines the lines, at least one
 */
record TextBlock(Face face, List<String> lines) {

    private static final String ELLIPSIS = "…";
    private static final String BREAKS_AFTER = " -_./:,;";

    /** Copies the list. */
    TextBlock {
        lines = List.copyOf(lines);
    }

    /**
     * Sets a text. Lines end at spaces, or after signs that part words; if there is none, anywhere. What does not fit into the
     * last line is left out, with an ellipsis.
     */
    static TextBlock of(String text, Face face, double width, int mostLines) {
        var lines = new ArrayList<String>();
        var rest = Words.oneLine(text);
        while (!rest.isEmpty() && lines.size() < mostLines) {
            int end = fitting(rest, face, width);
            if (end < rest.length() && lines.size() == mostLines - 1) {
                lines.add(shortened(rest, face, width));
                break;
            }
            lines.add(rest.substring(0, end).strip());
            rest = rest.substring(end).strip();
        }
        return new TextBlock(face, lines.isEmpty() ? List.of("") : lines);
    }

    /** Returns how much of a text goes into a line. */
    private static int fitting(String text, Face face, double width) {
        int most = mostCharacters(text, face, width);
        if (most == text.length()) {
            return most;
        }
        for (int end = most; end > most / 3; end--) {
            if (text.charAt(end) == ' ' || BREAKS_AFTER.indexOf(text.charAt(end - 1)) >= 0) {
                return end;
            }
        }
        return most;
    }

    private static String shortened(String text, Face face, double width) {
        int most = mostCharacters(text, face, width - face.width(ELLIPSIS));
        return text.substring(0, most).strip() + ELLIPSIS;
    }

    /** Returns how many characters there is room for; one in any case. */
    private static int mostCharacters(String text, Face face, double width) {
        int end = text.offsetByCodePoints(0, 1);
        double room = width - face.width(text.substring(0, end));
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            room -= face.width(text.substring(end, next));
            if (room < 0) {
                break;
            }
            end = next;
        }
        return end;
    }

    double width() {
        return lines.stream().mapToDouble(face::width).max().orElse(0);
    }

    double height() {
        return lines.size() * face.lineHeight();
    }
}
