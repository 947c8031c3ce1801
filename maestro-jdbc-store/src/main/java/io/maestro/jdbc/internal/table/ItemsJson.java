package io.maestro.jdbc.internal.table;

import static java.util.stream.Collectors.joining;

import io.maestro.value.JavaValue;
import io.maestro.value.ValueCodec;
import java.util.ArrayList;
import java.util.List;

/** The elements of a loop as the text of one array, of which each comes back letter for letter. */
final class ItemsJson {

    private ItemsJson() {}

    static String write(List<JavaValue> items) {
        return items.stream().map(item -> item.text().orElseThrow()).collect(joining(",", "[", "]"));
    }

    static List<JavaValue> read(String array, ValueCodec values) {
        return elements(array).stream()
                .map(element -> JavaValue.stored(element, values))
                .toList();
    }

    /** Cuts an array at its own commas, which are those outside of texts, objects and inner arrays. */
    private static List<String> elements(String array) {
        var elements = new ArrayList<String>();
        int start = 1;
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < array.length(); i++) {
            switch (array.charAt(i)) {
                case '"' -> quoted = !quoted;
                case '\\' -> i++;
                case '[', '{' -> depth += quoted ? 0 : 1;
                case ']', '}' -> depth -= quoted ? 0 : 1;
                case ',' -> {
                    if (depth == 1 && !quoted) {
                        elements.add(array.substring(start, i));
                        start = i + 1;
                    }
                }
                default -> {}
            }
        }
        elements.add(array.substring(start, array.length() - 1));
        return elements;
    }
}
