package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.param.ParamDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published JSON Schema knows what the readers know. */
class SchemaTest {

    private static final int DEFINITIONS = 200;
    private static final Pattern EXPECTED =
            Pattern.compile("'zzzzzzzzzzzz' is not known; expected one of ([\\w, ]+) \\[");

    private final long seed = Seed.value();

    @Test
    void it_is_the_one_in_the_documentation() throws IOException {
        assertThat(PublishedSchema.text())
                .isEqualTo(Files.readString(Path.of("..", "docs", "schema", "workflow.schema.json")));
    }

    @Test
    void what_is_written_is_valid() {
        var definitions = new RandomDefinitions(seed);
        for (int i = 0; i < DEFINITIONS; i++) {
            var json = WorkflowJson.write(definitions.next());
            assertThat(PublishedSchema.problems(json))
                    .as("definition %s of seed %s, written as%n%s", i, seed, json)
                    .isEmpty();
        }
    }

    /** A reader that is given a member that it does not know says which ones it does. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "properties | {\"properties\": {%s}, \"workflow\": {}}",
                "runStrategy/anyOf/2 | {\"properties\": {\"run_strategy\": {%s}}, \"workflow\": {}}",
                "alerting | {\"properties\": {\"alerting\": {%s}}, \"workflow\": {}}",
                "slack | {\"properties\": {\"alerting\": {\"slack\": {%s}}}, \"workflow\": {}}",
                "bypassDigest | {\"properties\": {\"alerting\": {\"bypass_digest_config\": {%s}}}, \"workflow\": {}}",
                "pagerDuty | {\"properties\": {\"alerting\": {\"pagerduty_config\": {%s}}}, \"workflow\": {}}",
                "alertConfig | {\"properties\": {\"alerting\": {\"type_configs\": {\"RUN_SUCCESS\": {%s}}}}, \"workflow\": {}}",
                "targetCompletionTime | {\"properties\": {\"alerting\": {\"tct\": {%s}}}, \"workflow\": {}}",
                "gitInfo | {\"git_info\": {%s}, \"workflow\": {}}",
                "workflow | {\"workflow\": {%s}}",
                "cronTrigger | {\"workflow\": {\"time_triggers\": [{\"type\": \"CRON\", %s}]}}",
                "predefinedTrigger | {\"workflow\": {\"time_triggers\": [{\"type\": \"PREDEFINED\", %s}]}}",
                "intervalTrigger | {\"workflow\": {\"time_triggers\": [{\"type\": \"INTERVAL\", %s}]}}",
                "signalTrigger | {\"workflow\": {\"signal_triggers\": [{%s}]}}",
                "wantedSignal | {\"workflow\": {\"signal_triggers\": [{\"definitions\": {\"s\": {%s}}}]}}",
                "triggerMatch | {\"workflow\": {\"signal_triggers\": [{\"definitions\": {\"s\": {\"match_params\": {\"p\": {%s}}}}}]}}",
                "typedStep | {\"workflow\": {\"steps\": [{\"step\": {\"id\": \"a\", %s}}]}}",
                "foreachStep | {\"workflow\": {\"steps\": [{\"foreach\": {\"id\": \"a\", %s}}]}}",
                "whileStep | {\"workflow\": {\"steps\": [{\"while\": {\"id\": \"a\", %s}}]}}",
                "subworkflowStep | {\"workflow\": {\"steps\": [{\"subworkflow\": {\"id\": \"a\", %s}}]}}",
                "templateStep | {\"workflow\": {\"steps\": [{\"template\": {\"id\": \"a\", \"sub_type\": \"t\", %s}}]}}",
                "transition | {\"workflow\": {\"steps\": [{\"step\": {\"id\": \"a\", \"transition\": {%s}}}]}}",
                "signalDependency | {\"workflow\": {\"steps\": [{\"step\": {\"id\": \"a\", \"signal_dependencies\": [{%s}]}}]}}",
                "signalMatch | {\"workflow\": {\"steps\": [{\"step\": {\"id\": \"a\", \"signal_dependencies\": [{\"match_params\": {\"p\": {%s}}}]}}]}}",
                "signalOutput | {\"workflow\": {\"steps\": [{\"step\": {\"id\": \"a\", \"signal_outputs\": [{%s}]}}]}}",
                "retryPolicy | {\"workflow\": {\"steps\": [{\"step\": {\"id\": \"a\", \"retry_policy\": {%s}}}]}}",
                "exponentialBackoff | {\"workflow\": {\"steps\": [{\"step\": {\"id\": \"a\", \"retry_policy\": {\"backoff\": {\"type\": \"EXPONENTIAL_BACKOFF\", %s}}}}]}}",
                "fixedBackoff | {\"workflow\": {\"steps\": [{\"step\": {\"id\": \"a\", \"retry_policy\": {\"backoff\": {\"type\": \"FIXED_BACKOFF\", %s}}}}]}}"
            })
    void it_has_the_members_that_the_reader_knows(String definition, String request) {
        var refusals = Refusals.ofJson(request.replace("%s", "\"zzzzzzzzzzzz\": 1"));
        var known = refusals.stream()
                .map(EXPECTED::matcher)
                .filter(Matcher::find)
                .map(match -> Set.of(match.group(1).split(", ", -1)))
                .findFirst();

        assertThat(known).as("%s", refusals).contains(PublishedSchema.members(definition));
    }

    /** These have free members, so that what the reader knows is what does not end up there. */
    @Test
    void it_has_no_members_that_the_reader_takes_for_free_ones() {
        var param = WorkflowJson.read(Requests.withParam(
                        "{\"type\": \"LONG\", \"value\": 1, \"mode\": \"CONSTANT\", \"tags\": [{\"name\": \"t\", "
                                + "\"namespace\": \"SYSTEM\", \"permit\": 1}], \"validator\": \"v\"}"))
                .params()
                .values()
                .iterator()
                .next();

        assertThat(param.meta()).isEmpty();
        assertThat(param.tags().getFirst().attributes()).isEmpty();
        assertThat(PublishedSchema.members("paramShape"))
                .containsExactlyInAnyOrder("type", "value", "expression", "mode", "tags", "validator");
        assertThat(PublishedSchema.members("tag/anyOf/1")).containsExactlyInAnyOrder("name", "namespace", "permit");
        assertThat(PublishedSchema.members(""))
                .containsExactlyInAnyOrder(
                        "properties",
                        "workflow",
                        "is_active",
                        "git_info",
                        "workflow_id",
                        "workflow_version_id",
                        "version_author",
                        "create_time");
        assertThat(param.content()).isInstanceOf(ParamDefinition.Literal.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"workflow\": {\"id\": \"w\"}}",
                "{\"workflow\": {\"id\": \"w w\", \"steps\": [{\"step\": {\"id\": \"a\", \"type\": \"NoOp\"}}]}}",
                "{\"workflow\": {\"id\": \"w\", \"steps\": []}}",
                "{\"workflow\": {\"id\": \"w\", \"steps\": [{\"stp\": {\"id\": \"a\", \"type\": \"NoOp\"}}]}}",
                "{\"workflow\": {\"id\": \"w\", \"steps\": [{\"step\": {\"id\": \"a\"}}]}}",
                "{\"workflow\": {\"id\": \"w\", \"steps\": [{\"step\": {\"id\": \"a__b\", \"type\": \"NoOp\"}}]}}",
                "{\"workflow\": {\"id\": \"w\", \"steps\": [{\"step\": {\"id\": \"a\", \"type\": \"foreach\"}}]}}",
                "{\"workflow\": {\"id\": \"w\", \"steps\": [{\"step\": {\"id\": \"a\", \"type\": \"NoOp\", \"failure_mode\": \"PANIC\"}}]}}",
                "{\"workflow\": {\"id\": \"w\", \"steps\": [{\"step\": {\"id\": \"a\", \"type\": \"NoOp\", \"params\": {\"p\": {\"type\": \"LONG\"}}}}]}}",
                "{\"workflow\": {\"id\": \"w\", \"steps\": [{\"step\": {\"id\": \"a\", \"type\": \"NoOp\", \"params\": {\"p\": {\"type\": \"long_array\", \"value\": 1}}}}]}}",
                "{\"workflow\": {\"id\": \"w\", \"steps\": [{\"foreach\": {\"id\": \"a\", \"concurrency\": 501, \"steps\": []}}]}}",
                "{\"workflow\": {\"id\": \"w\", \"steps\": [{\"while\": {\"id\": \"a\", \"steps\": []}}]}}",
                "{\"create_time\": 1, \"workflow\": {\"id\": \"w\", \"steps\": [{\"step\": {\"id\": \"a\", \"type\": \"NoOp\"}}]}}"
            })
    void what_is_wrong_in_its_shape_is_not_valid(String json) {
        assertThat(PublishedSchema.problems(json)).isNotEmpty();
        assertThat(Refusals.ofJson(json)).isNotEmpty();
    }

    @Test
    void constants_are_valid_in_any_case_and_numbers_as_texts() {
        assertThat(PublishedSchema.problems("""
                        {"properties": {"run_strategy": "Parallel", "step_concurrency": "5", "alerting_disabled": "TRUE"},
                         "workflow": {"id": "w", "timeout": "2 hours", "criticality": "low",
                          "params": {"p": {"type": "lOng", "value": "1", "mode": "constant"}},
                          "steps": [{"Step": {"id": "a", "type": "noop", "retry_policy": {"error_retry_limit": "${n}"},
                            "transition": {"successors": {"b": true}}}},
                            {"FOREACH": {"id": "b", "concurrency": "3", "steps": [], "params": {"loop_params": {"type": "Map", "value": {}}}}}]}}""")).isEmpty();
    }
}
