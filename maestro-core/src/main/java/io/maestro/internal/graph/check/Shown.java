package io.maestro.internal.graph.check;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names in messages. */
final class Shown {

    /** How many names of a long list are shown at its beginning and at its end. */
    private static final int AT_EITHER_END = 5;

    private Shown() {}

    /** Returns a way round a cycle: each name followed by the next, and the last by the first. */
    static String ring(List<?> names) {
        return Stream.concat(names.stream(), names.stream().limit(1))
                .map(name -> "'" + name + "'")
                .collect(Collectors.collectingAndThen(Collectors.toList(), Shown::way));
    }

    private static String way(List<String> quoted) {
        int left = quoted.size() - 2 * AT_EITHER_END;
        return left <= 1
                ? String.join(" -> ", quoted)
                : String.join(" -> ", quoted.subList(0, AT_EITHER_END)) + " -> ... " + left + " more ... -> "
                        + String.join(" -> ", quoted.subList(quoted.size() - AT_EITHER_END, quoted.size()));
    }

    /** Returns the names as a list in words, at least one. */
    static String list(List<?> names) {
        return joined(names, " and ");
    }

    /** Returns the names as a choice in words, at least one. */
    static String choice(List<?> names) {
        return joined(names, " or ");
    }

    private static String joined(List<?> names, String beforeLast) {
        var quoted = names.stream()
                .limit(AT_EITHER_END)
                .map(name -> "'" + name + "'")
                .collect(Collectors.toList());
        if (names.size() > AT_EITHER_END) {
            quoted.add(names.size() - AT_EITHER_END + " more");
        }
        var last = quoted.removeLast();
        return quoted.isEmpty() ? last : String.join(", ", quoted) + beforeLast + last;
    }
}
