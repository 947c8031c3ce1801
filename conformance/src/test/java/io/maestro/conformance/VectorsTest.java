package io.maestro.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.conformance.params.ParamSuite;
import io.maestro.conformance.sel.SelSuite;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds us to what a running Netflix Maestro answered. */
class VectorsTest {

    private static final double SHARE_OF_DEVIATIONS = 0.03;

    static List<Suite> suites() {
        return List.of(new SelSuite(), new ParamSuite());
    }

    @ParameterizedTest
    @MethodSource("suites")
    void answers_are_those_of_netflix_maestro(Suite suite) throws IOException {
        var file = Beside.recordings("vectors/" + suite.name() + "-dev.jsonl");

        var verdict = new VectorCommand(suite).verdict(file);

        assertThat(verdict.total()).isPositive();
        assertThat(verdict.disagreements()).as(verdict.summary()).isEmpty();
        assertThat(verdict.deviations().size()).isLessThanOrEqualTo((int) (SHARE_OF_DEVIATIONS * verdict.total()));
    }

    @ParameterizedTest
    @MethodSource("suites")
    void every_deviation_has_its_entry_on_the_page(Suite suite) throws IOException {
        assertThat(suite.deviations())
                .isNotEmpty()
                .extracting(Deviation::heading)
                .isSubsetOf(Beside.deviations());
    }
}
