package io.maestro.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of processes that were killed, for people; {@code bin/kills} prints it. */
final class KillReport {

    private final String database;
    private final Map<String, Integer> kills = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private long asked;
    private long acknowledged;
    private long told;
    private long runs;
    private long outcomes;

    KillReport(String database) {
        this.database = database;
    }

    void killed(String where) {
        kills.merge(where, 1, Integer::sum);
    }

    void add(Checker checker) {
        asked += checker.noted("ASK");
        acknowledged += checker.noted("ACK");
        told += checker.noted("END");
        runs += checker.runs();
        outcomes += checker.outcomes();
        violations.addAll(checker.violations());
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /** Writes it beside the other results of the build. */
    void write() throws IOException {
        var lines = new ArrayList<String>();
        lines.add("%s: %,d kills"
                .formatted(
                        database,
                        kills.values().stream().mapToInt(Integer::intValue).sum()));
        kills.forEach((where, count) -> lines.add("  %,7d %s".formatted(count, where)));
        lines.add("  %,d starts were asked for, %,d acknowledged".formatted(asked, acknowledged));
        lines.add("  %,d ends of runs were told".formatted(told));
        lines.add("  %,d runs and iterations are recorded, with %,d outcomes of steps".formatted(runs, outcomes));
        lines.add("  %,d violations".formatted(violations.size()));
        violations.forEach(violation -> lines.add("    " + violation));
        Files.write(Path.of("target", "kills-" + database + ".txt"), lines);
        lines.forEach(System.out::println);
    }
}
