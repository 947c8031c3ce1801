package io.maestro.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.maestro.Maestro;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.dsl.WorkflowJson;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.test.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plain samples of Netflix Maestro run unmodified, and come to the end that its rules demand. */
class SamplesTest {

    private static final Path SAMPLES = Path.of("").toAbsolutePath().resolve("../../shared/conformance/samples");

    @Test
    void every_sample_that_can_be_read_runs_each_of_its_steps_to_success() throws IOException {
        assumeTrue(Files.exists(SAMPLES), "no samples at " + SAMPLES.normalize() + ", so they are not run");

        var plain = plainSamples();

        assertThat(plain).isNotEmpty().allSatisfy(SamplesTest::runs);
    }

    private static void runs(WorkflowDefinition definition) {
        var clock = VirtualClock.create();
        try (var maestro = Maestro.builder().time(clock).build()) {
            maestro.register(definition);
            var run = maestro.start(definition.id().value());

            assertThat(clock.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.steps())
                    .hasSameSizeAs(definition.steps())
                    .allSatisfy(step -> assertThat(step.status()).isEqualTo(StepStatus.SUCCEEDED));
        }
    }

    /** Samples that need what is not supported yet are refused when they are read; which those are is tested with the reader. */
    private static List<WorkflowDefinition> plainSamples() throws IOException {
        var definitions = new ArrayList<WorkflowDefinition>();
        try (var files = Files.list(SAMPLES)) {
            for (var file :
                    files.filter(file -> file.toString().endsWith(".json")).toList()) {
                try {
                    definitions.add(WorkflowJson.read(file));
                } catch (InvalidDefinitionException refused) {
                    assertThat(refused).hasMessageContaining("not supported yet");
                }
            }
        }
        return definitions;
    }
}
