package io.maestro.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.conformance.engine.EngineCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The samples of Netflix Maestro that need nothing that is not there yet run unmodified, and come to what was recorded of them. */
class SamplesTest {

    @Test
    void samples_come_to_what_was_recorded_of_them() throws IOException {
        var file = Beside.recordings("engine/samples-dev.jsonl");
        var printed = new ByteArrayOutputStream();

        int disagreements = new EngineCommand()
                .run(List.of(file.toString()), new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(disagreements).as(printed.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("10 agree");
    }
}
