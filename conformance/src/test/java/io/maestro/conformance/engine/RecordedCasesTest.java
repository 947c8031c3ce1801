package io.maestro.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.conformance.Beside;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the engine to what Netflix Maestro's did. */
class RecordedCasesTest {

    /** What the engine can do as a whole; the other groups are about what it cannot yet, or about what is odd. */
    private static final Set<String> WHOLE = Set.of(
            "graph",
            "condition-error",
            "foreach",
            "while",
            "subworkflow",
            "params",
            "sample",
            "failure",
            "retry",
            "timeout");

    private static final double SHARE_OF_DEVIATIONS = 0.05;

    @ParameterizedTest
    @ValueSource(strings = {"engine-dev.jsonl", "samples-dev.jsonl"})
    void come_to_the_recorded_facts(String file) throws IOException {
        var outcomes = outcomes(file, Set.of());

        assertThat(outcomes).anyMatch(Outcome.Agrees.class::isInstance);
        assertThat(different(outcomes)).allMatch(Outcome.Differs::isExplained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine-dev.jsonl", "samples-dev.jsonl"})
    void seldom_differ_where_nothing_is_missing(String file) throws IOException {
        var outcomes = outcomes(file, WHOLE);
        long compared = outcomes.stream()
                .filter(outcome -> !(outcome instanceof Outcome.Waits))
                .count();

        assertThat(compared).isPositive();
        assertThat(different(outcomes).size()).isLessThanOrEqualTo((int) (SHARE_OF_DEVIATIONS * compared));
    }

    private static List<Outcome> outcomes(String file, Set<String> groups) throws IOException {
        return EngineCommand.cases(Beside.recordings("engine/" + file), groups).stream()
                .map(Outcome::of)
                .toList();
    }

    private static List<Outcome.Differs> different(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Outcome.Differs.class::isInstance)
                .map(Outcome.Differs.class::cast)
                .toList();
    }

    @Test
    void every_deviation_has_its_entry_on_the_page() throws IOException {
        assertThat(EngineDeviations.all()).extracting(EngineDeviation::heading).isSubsetOf(Beside.deviations());
    }
}
