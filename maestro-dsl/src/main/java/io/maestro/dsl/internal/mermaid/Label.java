package io.maestro.dsl.internal.mermaid;

import io.maestro.dsl.internal.picture.Words;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes what people read, so that nothing in it means anything to Mermaid. */
final class Label {

    private static final int MOST_IN_LABEL = 60;
    private static final int MOST_IN_TITLE = 100;
    private static final String PLAIN = " -_.,:/()+=!?'";

    /**
     * Where Markdown sees a list, a heading or a link, or Mermaid itself an icon. Some versions of Mermaid take labels for Markdown
     * and show none of these; a word joiner, which nobody sees, keeps a text from being one.
     */
    private static final Pattern MARKDOWN = Pattern.compile("^(?:[0-9]+|[-+*#])|:(?=//|fa-)|www(?=\\.)|@");

    private static final String WORD_JOINER = "\u2060";

    private Label() {}

    /** Returns lines as the text of a label, in its quotation marks. Long ones are cut. */
    static String of(List<String> lines) {
        return lines.stream()
                .map(line -> escaped(Words.excerpt(line, MOST_IN_LABEL)))
                .collect(Collectors.joining("<br>", "\"", "\""));
    }

    /** Returns the same in one line. There is no room for more above a subgraph. */
    static String ofSubgraph(List<String> lines) {
        return "\"" + escaped(Words.excerpt(Words.line(lines), MOST_IN_TITLE)) + "\"";
    }

    /** Returns the title of all as it stands in the preamble, which is YAML. */
    static String title(String text) {
        return "\"" + Words.excerpt(text, MOST_IN_TITLE).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String escaped(String line) {
        var escaped = new StringBuilder();
        MARKDOWN.matcher(line).replaceAll("$0" + WORD_JOINER).codePoints().forEach(character -> {
            if (character >= 0x80 || Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0) {
                escaped.appendCodePoint(character);
            } else {
                escaped.append('#').append(character).append(';');
            }
        });
        return escaped.toString();
    }
}
