package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.WorkflowDefinition;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RoundTripTest {

    private static final int DEFINITIONS = 200;
    private static final Pattern ONLY_JSON = Pattern.compile("[\\x7f-\\x9f\\ufeff]");

    private final long seed = Seed.value();

    @Test
    void json_gives_back_what_was_written() {
        check(WorkflowJson::write, WorkflowJson::read);
    }

    @Test
    void json_without_white_space_gives_back_what_was_written() {
        check(WorkflowJson::writeCompact, WorkflowJson::read);
    }

    @Test
    void yaml_gives_back_what_was_written() {
        check(WorkflowYaml::write, WorkflowYaml::read);
    }

    /** YAML wants a few characters escaped that JSON takes as they are; all else that is JSON is YAML. */
    @Test
    void what_was_written_as_json_is_read_as_yaml() {
        check(
                WorkflowJson::write,
                text -> ONLY_JSON.matcher(text).find() ? WorkflowJson.read(text) : WorkflowYaml.read(text));
    }

    private void check(Function<WorkflowDefinition, String> write, Function<String, WorkflowDefinition> read) {
        var definitions = new RandomDefinitions(seed);
        for (int i = 0; i < DEFINITIONS; i++) {
            var definition = definitions.next();
            var text = write.apply(definition);
            var back = read.apply(text);
            assertThat(back)
                    .as("definition %s of seed %s, written as%n%s", i, seed, text)
                    .isEqualTo(definition);
            assertThat(inOrder(back))
                    .as("order in definition %s of seed %s", i, seed)
                    .isEqualTo(inOrder(definition));
        }
    }

    /** Maps are equal in any order, but in definitions the order counts; the texts of records tell it. */
    private static String inOrder(WorkflowDefinition definition) {
        return definition.toString();
    }
}
