package io.maestro.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run and those below it came to. Written, a section is a line, and each of its facts is a line below it.
 *
 * @param sections the facts by name, by the run or attempt that they are about
 */
record RunFacts(Map<String, Map<String, String>> sections) {

    private static final String COMMENT = "#";
    private static final String INDENT = "  ";
    private static final String COLON = ": ";

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if a line is no fact; the message tells which
     */
    static RunFacts read(String text) {
        var sections = new LinkedHashMap<String, Map<String, String>>();
        Map<String, String> facts = Map.of();
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            int colon = line.indexOf(COLON);
            if (line.isBlank() || line.startsWith(COMMENT)) {
                continue;
            }
            if (!line.startsWith(INDENT)) {
                facts = sections.computeIfAbsent(line, section -> new LinkedHashMap<>());
            } else if (sections.isEmpty() || colon < 0) {
                throw new IllegalArgumentException("line " + number + " is no fact: '" + line.strip() + "'");
            } else {
                facts.put(line.substring(INDENT.length(), colon), line.substring(colon + COLON.length()));
            }
        }
        return new RunFacts(sections);
    }

    /** Returns these facts as text for people. */
    String text() {
        return sections.entrySet().stream()
                .map(section -> section.getKey() + "\n"
                        + section.getValue().entrySet().stream()
                                .map(fact -> INDENT + fact.getKey() + COLON + fact.getValue() + "\n")
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    /** Returns these facts without those of some names. */
    RunFacts without(Set<String> names) {
        var left = new LinkedHashMap<String, Map<String, String>>();
        sections.forEach((section, facts) -> {
            var some = new LinkedHashMap<>(facts);
            some.keySet().removeAll(names);
            left.put(section, some);
        });
        return new RunFacts(left);
    }

    /**
     * Compares these facts with others.
     *
     * @param others those that are there instead
     * @return for each section that is not the same its differing lines: those of this with a minus, those of the others with a plus
     */
    List<String> differencesTo(RunFacts others) {
        var all = new LinkedHashSet<>(sections.keySet());
        all.addAll(others.sections.keySet());
        var differences = new ArrayList<String>();
        for (var section : all) {
            var here = sections.getOrDefault(section, Map.of());
            var there = others.sections.getOrDefault(section, Map.of());
            if (!here.equals(there)) {
                differences.add(heading(section, here, there) + changes(here, there));
            }
        }
        return differences;
    }

    private static String heading(String section, Map<String, String> here, Map<String, String> there) {
        return (here.isEmpty() ? "+ " : there.isEmpty() ? "- " : "  ") + section;
    }

    private static String changes(Map<String, String> here, Map<String, String> there) {
        var names = new LinkedHashSet<>(here.keySet());
        names.addAll(there.keySet());
        var lines = new StringBuilder();
        for (var name : names) {
            if (!Objects.equals(here.get(name), there.get(name))) {
                append(lines, "\n-   ", name, here);
                append(lines, "\n+   ", name, there);
            }
        }
        return lines.toString();
    }

    private static void append(StringBuilder lines, String sign, String name, Map<String, String> facts) {
        if (facts.containsKey(name)) {
            lines.append(sign).append(name).append(COLON).append(facts.get(name));
        }
    }
}
