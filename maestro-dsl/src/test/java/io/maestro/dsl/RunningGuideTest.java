package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.run.RunStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The code of the README and of the guide to running workflows does what they say. */
class RunningGuideTest {

    private static final Workflow WORKFLOW = Workflow.define("daily-etl", w -> {
        var day = w.param("day", LocalDate.class);
        var greeting = w.type("greet", "Greet");
        w.step("print", day, LocalDate::toString).after(greeting);
    });

    @Test
    void the_example_of_the_readme_prints_what_it_says() {
        var printed = new ByteArrayOutputStream();

        ReadmeExample.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("SUCCEEDED", "HELLO, MAESTRO!");
    }

    @Test
    void a_workflow_runs_is_listed_and_its_events_are_heard() {
        var metrics = new RunningGuide.Metrics();
        try (var maestro = RunningGuide.build(metrics)) {
            var ended = RunningGuide.run(maestro, WORKFLOW);

            assertThat(ended.status()).isEqualTo(RunStatus.SUCCEEDED);
            var etl = maestro.register(WORKFLOW);
            assertThat(RunningGuide.once(etl).id())
                    .isEqualTo(RunningGuide.once(etl).id());
            assertThat(RunningGuide.failed(maestro)).isEmpty();
        }
        assertThat(metrics.seen).isNotEmpty();
    }
}
