package io.maestro.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Holds what is in the tables of a store against what a {@link Victim} noted. It reads the tables by SQL and shares no code with
 * the store or the engine.
 */
final class Checker {

    private static final Set<String> OVER = Set.of("SUCCEEDED");
    private static final Pattern PARENT =
            Pattern.compile("\"parent\":\\{\"workflow\":\"([^\"]+)\",\"instance\":(\\d+),\"run\":(\\d+)}");

    private final Path notes;
    private final String tables;
    private final List<String> violations = new ArrayList<>();

    /** What was recorded as done when the process had last died. */
    private Set<String> doneBefore = Set.of();

    private Set<String> endedBefore = Set.of();

    private final Map<String, Long> noted = new HashMap<>();
    private String life = "nothing";
    private int linesBefore;
    private long runs;

    /**
     * Creates it.
     *
     * @param notes the file of the notes
     * @param tables what the names of the tables begin with
     */
    Checker(Path notes, String tables) {
        this.notes = notes;
        this.tables = tables;
    }

    /** The tables at a time when nobody writes them: the status of each run, and of each attempt, and whose iteration a run is. */
    private record Tables(Map<String, String> runs, Map<String, String> attempts, Map<String, String> parents) {

        boolean isDone(String run, String step, int attempt) {
            return OVER.contains(attempts.getOrDefault(run + ' ' + step + ' ' + attempt, "missing"));
        }
    }

    /** Returns what is not as it must be. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    /** Returns how many notes of a kind there were. */
    long noted(String kind) {
        return noted.getOrDefault(kind, 0L);
    }

    /** Returns how many runs were recorded when it last looked. */
    long runs() {
        return runs;
    }

    /** Returns how many attempts were recorded as done when it last looked. */
    long outcomes() {
        return doneBefore.size();
    }

    /** Looks at what the life that has just ended noted and left in the tables. */
    void check(String lifeThatEnded, Connection connection) throws SQLException, IOException {
        life = lifeThatEnded;
        var lines = Files.exists(notes) ? Files.readAllLines(notes) : List.<String>of();
        var recorded = read(connection);
        for (var line : lines.subList(linesBefore, lines.size())) {
            var words = line.split(" ", -1);
            noted.merge(words[0], 1L, Long::sum);
            check(words, recorded);
        }
        recorded.parents()
                .forEach((run, parent) -> require(
                        OVER.contains(recorded.runs().getOrDefault(run, "missing"))
                                || !recorded.isDone(parent, "mails", 1),
                        "mails of " + parent + " is recorded as done, but iteration " + run + " is "
                                + recorded.runs().get(run)));
        long going = recorded.runs().entrySet().stream()
                .filter(run ->
                        run.getKey().startsWith("orders:") && run.getValue().equals("IN_PROGRESS"))
                .count();
        require(going <= Victim.LIMIT, going + " runs went on at once");
        linesBefore = lines.size();
        runs = recorded.runs().size();
        doneBefore = stillThere(doneBefore, recorded.attempts());
        endedBefore = stillThere(endedBefore, recorded.runs());
    }

    /** Returns what is over by now, and makes sure that what was over still is. */
    private Set<String> stillThere(Set<String> before, Map<String, String> statuses) {
        before.forEach(key -> require(
                OVER.contains(statuses.getOrDefault(key, "missing")),
                key + " was recorded as done and is " + statuses.getOrDefault(key, "missing")));
        var now = new HashSet<String>();
        statuses.forEach((key, status) -> {
            if (OVER.contains(status)) {
                now.add(key);
            }
        });
        return now;
    }

    private void check(String[] line, Tables recorded) {
        switch (line[0]) {
            case "ACK" ->
                require(recorded.runs().containsKey(line[1]), "run " + line[1] + " was acknowledged and is lost");
            case "END" ->
                require(
                        line[2].equals(recorded.runs().get(line[1])),
                        "run " + line[1] + " was told to be " + line[2] + " but is "
                                + recorded.runs().get(line[1]));
            case "ASK" -> {
                // Whether it happened is open until it is acknowledged.
            }
            case "DO" -> checkBody(line[1], line[2], Integer.parseInt(line[3]), recorded);
            default -> throw new IllegalStateException("what is " + String.join(" ", line));
        }
    }

    private void checkBody(String run, String step, int attempt, Tables recorded) {
        require(
                !doneBefore.contains(run + ' ' + step + ' ' + attempt),
                "attempt " + attempt + " of " + step + " in " + run + " ran again after it was recorded as done");
        switch (step) {
            case "pick" -> {
                requireDone(recorded, run, step, "reserve", 1);
                if (attempt > 1) {
                    requireDone(recorded, run, step, "check", attempt - 1);
                }
            }
            case "check" -> requireDone(recorded, run, step, "pick", attempt);
            case "close" -> {
                requireDone(recorded, run, step, "check", 3);
                requireDone(recorded, run, step, "mails", 1);
            }
            default -> {
                // Depends on nothing in its run.
            }
        }
    }

    private void requireDone(Tables recorded, String run, String step, String earlier, int attempt) {
        require(
                recorded.isDone(run, earlier, attempt),
                step + " of " + run + " ran, but attempt " + attempt + " of " + earlier + " is not recorded as done");
    }

    private void require(boolean holds, String violation) {
        if (!holds) {
            violations.add("after " + life + ": " + violation);
        }
    }

    /** Looks at what the last life left, which had all runs come to their ends. */
    void checkEnds(Connection connection) throws SQLException {
        var recorded = read(connection);
        recorded.runs().forEach((run, status) -> require(OVER.contains(status), "run " + run + " is " + status));
        recorded.attempts().forEach((attempt, status) -> require(OVER.contains(status), attempt + " is " + status));
        var orders = new HashMap<Long, String>();
        recorded.runs().forEach((run, status) -> {
            var parts = run.split(":", -1);
            if (parts[0].equals("orders")) {
                orders.put(Long.parseLong(parts[1]), run);
                for (var step : List.of("reserve", "charge", "pick", "check", "mails", "close")) {
                    require(recorded.isDone(run, step, 1), step + " of " + run + " was never done");
                }
                require(recorded.isDone(run, "check", 3), "check of " + run + " was not done in its last pass");
            }
        });
        for (long instance = 1; instance <= orders.size(); instance++) {
            require(orders.containsKey(instance), "there is no instance " + instance + " of " + orders.size());
        }
        require(!orders.isEmpty(), "nothing ran");
        require(
                recorded.runs().size() == 4 * orders.size(),
                orders.size() + " runs with 3 iterations each left "
                        + recorded.runs().size() + " rows");
    }

    private Tables read(Connection connection) throws SQLException {
        var runs = new HashMap<String, String>();
        var attempts = new HashMap<String, String>();
        var parents = new HashMap<String, String>();
        try (var statement = connection.createStatement()) {
            var ids = new HashMap<Long, String>();
            try (var rows = statement.executeQuery(
                    "select id, workflow_id, instance, run, status, initiator from " + tables + "workflow_run")) {
                while (rows.next()) {
                    var name = rows.getString(2) + ':' + rows.getLong(3) + ':' + rows.getLong(4);
                    ids.put(rows.getLong(1), name);
                    runs.put(name, rows.getString(5));
                    var parent = PARENT.matcher(String.valueOf(rows.getString(6)));
                    if (parent.find()) {
                        parents.put(name, parent.group(1) + ':' + parent.group(2) + ':' + parent.group(3));
                    }
                }
            }
            try (var rows =
                    statement.executeQuery("select run_id, step_id, attempt, status from " + tables + "step_attempt")) {
                while (rows.next()) {
                    attempts.put(
                            ids.get(rows.getLong(1)) + ' ' + rows.getString(2) + ' ' + rows.getInt(3),
                            rows.getString(4));
                }
            }
        }
        return new Tables(runs, attempts, parents);
    }
}
