package io.maestro.internal.eval.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds merging and evaluation to what a running Netflix Maestro answered. */
class ParamVectorsTest {

    private static final double SHARE_OF_DEVIATIONS = 0.03;

    @Test
    void answers_are_those_of_netflix_maestro() throws IOException {
        var file = vectors();
        assumeTrue(Files.exists(file), "no recorded vectors at " + file.normalize() + ", so they are not compared");

        try (var lines = Files.lines(file)) {
            var verdict = new ParamConformance(ParamDeviation.all()).compare(lines.iterator());

            assertThat(verdict.disagreements()).as(verdict.summary()).isEmpty();
            assertThat(verdict.deviations().size()).isLessThanOrEqualTo((int) (SHARE_OF_DEVIATIONS * verdict.total()));
        }
    }

    private static Path vectors() {
        var module = Path.of("").toAbsolutePath();
        return module.resolve("../../shared/conformance/vectors/params-dev.jsonl");
    }
}
