package io.maestro.internal.eval;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page in the making. */
final class MarkdownPage {

    private final StringBuilder out = new StringBuilder();

    /** Adds what is ready to be read. */
    void raw(String markdown) {
        out.append(markdown);
    }

    void heading(int level, String title) {
        out.append('\n').append("#".repeat(level)).append(' ').append(title).append('\n');
    }

    void paragraph(String text) {
        out.append('\n').append(text).append('\n');
    }

    void table(List<String> header, Stream<List<String>> rows) {
        out.append('\n');
        row(header);
        row(Collections.nCopies(header.size(), "---"));
        rows.forEach(this::row);
    }

    private void row(List<String> cells) {
        out.append(
                cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    static String code(String text) {
        return "`" + text + "`";
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
