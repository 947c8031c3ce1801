package io.maestro.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.conformance.Beside;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the engine to what Netflix Maestro's did. */
class RecordedCasesTest {

    private static final Set<String> GROUPS = Set.of(
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
        var cases = EngineCommand.cases(Beside.recordings("engine/" + file), GROUPS);

        var outcomes = cases.stream().map(Outcome::of).toList();

        var compared = outcomes.stream()
                .filter(outcome -> !(outcome instanceof Outcome.Waits))
                .count();
        assertThat(compared).isPositive();
        var different = outcomes.stream()
                .filter(Outcome.Differs.class::isInstance)
                .map(Outcome.Differs.class::cast)
                .toList();
        assertThat(different).allMatch(Outcome.Differs::isExplained);
        assertThat(different.size()).isLessThanOrEqualTo((int) (SHARE_OF_DEVIATIONS * compared));
    }

    @Test
    void every_deviation_has_its_entry_on_the_page() throws IOException {
        assertThat(EngineDeviations.all()).extracting(EngineDeviation::heading).isSubsetOf(Beside.deviations());
    }
}
