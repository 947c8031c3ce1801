package io.maestro.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.dsl.WorkflowYaml;
import io.maestro.param.EvaluatedParam;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.test.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The workflow in the guide to params comes to what the guide says. */
class ParamsGuideTest {

    private static final Path GUIDE = Path.of("../docs/guide/params.md");

    private static String block(String mark) throws IOException {
        var matcher = Pattern.compile("(?s)<!-- " + mark + ": params -->\\n```yaml\\n(?<text>.*?)```")
                .matcher(Files.readString(GUIDE));
        assertThat(matcher.find()).as("a block '%s'", mark).isTrue();
        return matcher.group("text");
    }

    @Test
    void the_workflow_comes_to_what_the_guide_says() throws IOException {
        var clock = VirtualClock.at(Instant.parse("2024-05-07T10:00:00Z"));
        try (var maestro = Maestro.builder().time(clock).build()) {
            maestro.register(WorkflowYaml.read(block("run")));
            var run = maestro.start("daily-load");
            clock.awaitEnd(run);
            var values = new LinkedHashMap<String, Object>();
            run.run().params().forEach((name, param) -> values.put(name, plain(param)));
            var statuses = new LinkedHashMap<String, StepStatus>();
            run.steps().forEach(step -> {
                statuses.put(step.step().value(), step.status());
                step.params().forEach((name, param) -> values.put(step.step() + "." + name, plain(param)));
            });

            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(statuses).containsEntry("complain", StepStatus.UNSATISFIED);
            assertThat(values).containsAllEntriesOf(told());
        }
    }

    @SuppressWarnings("unchecked") // the block is an object
    private static Map<String, Object> told() throws IOException {
        var told = new LinkedHashMap<String, Object>();
        new YAMLMapper()
                .readValue(block("comes to"), Map.class)
                .forEach((name, value) ->
                        told.put(name.toString(), value instanceof Integer number ? number.longValue() : value));
        return told;
    }

    private static Object plain(EvaluatedParam param) {
        return param.value().toJava();
    }
}
