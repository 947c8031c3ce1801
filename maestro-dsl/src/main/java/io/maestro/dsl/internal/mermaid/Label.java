package io.maestro.dsl.internal.mermaid;

import java.util.List;
import java.util.stream.Collectors;

/** Writes what people read, so that nothing in it means anything to Mermaid. */
final class Label {

    private static final String PLAIN = " -_.,:/()+=!?'";

    private Label() {}

    /** Returns lines as the text of a label, in its quotation marks. */
    static String of(List<String> lines) {
        return lines.stream().map(Label::escaped).collect(Collectors.joining("<br>", "\"", "\""));
    }

    /** Returns a title as it stands in the preamble, which is YAML. */
    static String title(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0) {
                escaped.appendCodePoint(character);
            } else if (character >= 0x80 && !Character.isISOControl(character)) {
                escaped.appendCodePoint(character);
            } else {
                escaped.append('#').append(character).append(';');
            }
        });
        return escaped.toString();
    }
}
