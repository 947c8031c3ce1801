package io.maestro.conformance.engine;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/** What came of the replay of a case. */
sealed interface Outcome {

    /** Every fact is as it was recorded. */
    record Agrees() implements Outcome {}

    /** It was not replayed, as the engine does not have yet what it needs. */
    record Waits(Set<Feature> features) implements Outcome {}

    /** Some facts differ. */
    record Differs(List<Explained> differences) implements Outcome {
        /** Copies the list. */
        public Differs {
            differences = List.copyOf(differences);
        }

        /** Tells whether each difference is one that we want. */
        boolean isExplained() {
            return differences.stream()
                    .noneMatch(difference -> difference.heading().isEmpty());
        }
    }

    /**
     * A difference, and why we want it.
     *
     * @param difference the difference
     * @param heading the entry that explains it, or an empty text
     */
    record Explained(Difference difference, String heading) {
        String toString(String id) {
            return (heading.isEmpty() ? id : id + " (" + heading + ")") + ": " + difference;
        }
    }

    /** Replays a case. */
    static Outcome of(EngineCase recorded) {
        var needs = Needs.of(recorded);
        if (!needs.isEmpty()) {
            return new Waits(needs);
        }
        var differences = differences(recorded);
        return differences.isEmpty()
                ? new Agrees()
                : new Differs(differences.stream()
                        .map(difference -> new Explained(difference, heading(recorded, difference)))
                        .toList());
    }

    /** Where the engine breaks, or does not come to rest, no fact is as it was recorded. */
    private static List<Difference> differences(EngineCase recorded) {
        try {
            return Comparison.differences(recorded, Replay.of(recorded));
        } catch (RuntimeException | AssertionError e) {
            return List.of(new Difference(
                    "/", recorded.expected(), MissingNode.getInstance(), StringNode.valueOf(e.toString())));
        }
    }

    private static String heading(EngineCase recorded, Difference difference) {
        return EngineDeviations.all().stream()
                .filter(deviation -> deviation.explains(recorded, difference))
                .map(EngineDeviation::heading)
                .findFirst()
                .orElse("");
    }
}
