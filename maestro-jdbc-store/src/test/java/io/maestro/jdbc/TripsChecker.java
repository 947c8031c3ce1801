package io.maestro.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds what is in the tables of a store against what a {@link TripsVictim} noted: what failed is handled, what was booked is given back
 * the last first, then the failure of the trip is handled, and each of it comes to one outcome. It reads the tables by SQL and
 * shares no code with the store or the engine.
 */
final class TripsChecker {

    private static final Set<String> OUTCOMES = Set.of("SUCCEEDED", "FATALLY_FAILED", "COMPLETED_WITH_ERROR");
    private static final List<String> BOOKINGS = List.of("flight", "hotel", "car");

    /** What a trip that is not paid for does after its flow, one after the other. */
    private static final List<String> WINDING_UP =
            List.of("note", "refund", "cancel-car", "cancel-hotel", "cancel-flight", "alarm");

    private final Path notes;
    private final String tables;
    private final List<String> violations = new ArrayList<>();
    private Map<String, String> outcomesBefore = Map.of();
    private int linesBefore;
    private String life = "nothing";

    /**
     * Creates it.
     *
     * @param notes the file of the notes
     * @param tables what the names of the tables begin with
     */
    TripsChecker(Path notes, String tables) {
        this.notes = notes;
        this.tables = tables;
    }

    /** The tables at a time when nobody writes them: the status of each run, and of each attempt as {@code run step attempt}. */
    private record Tables(Map<String, String> runs, Map<String, String> attempts) {

        /** Returns how a step ended, over its attempts. */
        List<String> outcomes(String run, String step) {
            return attempts.entrySet().stream()
                    .filter(attempt -> attempt.getKey().startsWith(run + ' ' + step + ' '))
                    .map(Map.Entry::getValue)
                    .filter(OUTCOMES::contains)
                    .toList();
        }

        boolean succeeded(String run, String step) {
            return outcomes(run, step).equals(List.of("SUCCEEDED"));
        }
    }

    /** Returns what is not as it must be. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    /** Looks at what the life that has just ended noted and left in the tables. */
    void check(String lifeThatEnded, Connection connection) throws SQLException, IOException {
        life = lifeThatEnded;
        var lines = Files.exists(notes) ? Files.readAllLines(notes) : List.<String>of();
        var recorded = read(connection);
        for (var line : lines.subList(linesBefore, lines.size())) {
            check(line.split(" ", -1), recorded);
        }
        linesBefore = lines.size();
        outcomesBefore.forEach((attempt, outcome) -> require(
                outcome.equals(recorded.attempts().get(attempt)),
                attempt + " had ended as " + outcome + " and is "
                        + recorded.attempts().get(attempt)));
        var outcomes = new HashMap<>(recorded.attempts());
        outcomes.values().retainAll(OUTCOMES);
        outcomesBefore = outcomes;
        recorded.runs().keySet().forEach(run -> {
            for (var step : WINDING_UP) {
                require(recorded.outcomes(run, step).size() <= 1, step + " of " + run + " has two outcomes");
            }
        });
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
            case "DO" -> checkBody(line[1], line[2], line[3], recorded);
            default -> throw new IllegalStateException("what is " + String.join(" ", line));
        }
    }

    private void checkBody(String run, String step, String attempt, Tables recorded) {
        require(
                !outcomesBefore.containsKey(run + ' ' + step + ' ' + attempt),
                "attempt " + attempt + " of " + step + " in " + run + " ran again after its outcome was recorded");
        int place = WINDING_UP.indexOf(step);
        if (place < 0) {
            return;
        }
        require(!recorded.outcomes(run, "pay").isEmpty(), step + " of " + run + " ran before the flow was over");
        for (var earlier : isPaid(run) ? List.<String>of() : WINDING_UP.subList(0, place)) {
            require(
                    recorded.succeeded(run, earlier),
                    step + " of " + run + " ran, but " + earlier + " is not recorded as done");
        }
    }

    private static boolean isPaid(String run) {
        return Long.parseLong(run.split(":", -1)[1]) % TripsVictim.PAID == 0;
    }

    private void require(boolean holds, String violation) {
        if (!holds) {
            violations.add("after " + life + ": " + violation);
        }
    }

    /** Looks at what the last life left, which had all runs come to their ends. */
    void checkEnds(Connection connection) throws SQLException {
        var recorded = read(connection);
        require(recorded.runs().size() > TripsVictim.PAID, "too little ran");
        recorded.runs().forEach((run, status) -> {
            require(status.equals(isPaid(run) ? "SUCCEEDED" : "FAILED"), "run " + run + " is " + status);
            for (var step : BOOKINGS) {
                require(recorded.succeeded(run, step), step + " of " + run + " was not done once");
            }
            for (var step : WINDING_UP) {
                boolean isDue = !isPaid(run) || step.equals("note");
                require(
                        isDue
                                ? recorded.succeeded(run, step)
                                : recorded.outcomes(run, step).isEmpty(),
                        step + " of " + run + (isDue ? " was not done once" : " was done"));
            }
        });
    }

    private Tables read(Connection connection) throws SQLException {
        var runs = new HashMap<String, String>();
        var attempts = new HashMap<String, String>();
        var sql = "select r.workflow_id, r.instance, r.run, r.status, a.step_id, a.attempt, a.status from " + tables
                + "workflow_run r left join " + tables + "step_attempt a on a.run_id = r.id";
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                var run = rows.getString(1) + ':' + rows.getLong(2) + ':' + rows.getLong(3);
                runs.put(run, rows.getString(4));
                if (rows.getString(5) != null) {
                    attempts.put(run + ' ' + rows.getString(5) + ' ' + rows.getInt(6), rows.getString(7));
                }
            }
        }
        return new Tables(runs, attempts);
    }
}
