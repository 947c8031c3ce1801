package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever comes in, it is either read or refused with problems that say where; nothing else ever happens. */
class FuzzTest {

    private static final int JSON_TEXTS = 10_000;
    private static final int YAML_TEXTS = 3_000;
    private static final int LONGEST = 3_000;
    private static final String[] SPLINTERS = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "null",
        "true",
        "-1",
        "0",
        "1e999",
        "99999999999999999999",
        "0.5",
        "\"$x\"",
        "\\",
        "\n",
        "  ",
        "- ",
        "&a ",
        "*a",
        "!!binary ",
        "!x ",
        "? ",
        "|",
        ">",
        "'",
        "#",
        "%",
        "---\n",
        "\t",
        "\u0000",
        "\ud800",
        "é",
        "\"step\"",
        "\"type\"",
        "\"workflow\"",
        "\"params\"",
        "\"value\"",
        "\"\"",
        "~",
        "<<: ",
        "\"MAP\"",
        "\"foreach\"",
        "\"job.0\"",
        "\"predecessors\": [\"x\"],",
        "\"while\"",
        "\"subworkflow\"",
        "\"loop_params\"",
        "\"steps\": [],",
        "\"signal_dependencies\": [{}],",
        "\"cron\"",
        "* * * * *",
        "IF x THEN ",
        "OTHERWISE ",
        "jobs: ",
        "<long>",
        "(constant)",
        "dag: sequential\n"
    };

    private final long seed = Seed.value();
    private final Random random = new Random(seed);

    @Test
    void a_damaged_json_text_is_read_or_refused() {
        damage(JSON_TEXTS, WorkflowJson::writeCompact, WorkflowJson::read);
    }

    @Test
    void a_damaged_yaml_text_is_read_or_refused() {
        damage(YAML_TEXTS, WorkflowYaml::write, WorkflowYaml::read);
    }

    @Test
    void a_damaged_text_in_the_short_form_is_read_or_refused() {
        damage(YAML_TEXTS, definition -> WorkflowYaml.writeShort(ShortDefinitions.of(definition)), WorkflowYaml::read);
    }

    private void damage(
            int count, Function<WorkflowDefinition, String> write, Function<String, WorkflowDefinition> read) {
        var texts = new ArrayList<String>();
        var definitions = new RandomDefinitions(seed);
        while (texts.size() < 40) {
            var text = write.apply(definitions.next());
            // Damage to a text that is not long is as telling, and it is read faster.
            if (text.length() < LONGEST) {
                texts.add(text);
            }
        }
        int refused = 0;
        for (int i = 0; i < count; i++) {
            refused += isRefused(damaged(texts), read) ? 1 : 0;
        }
        assertThat(refused).as("refused texts of seed %s", seed).isGreaterThan(count / 2);
    }

    private boolean isRefused(String text, Function<String, WorkflowDefinition> read) {
        try {
            return read.apply(text).steps().isEmpty();
        } catch (InvalidDefinitionException e) {
            if (!e.problems().stream().allMatch(FuzzTest::isWellTold)) {
                fail("seed " + seed + ": the text\n" + text + "\nwas refused badly", e);
            }
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("seed " + seed + ": the text\n" + text + "\nwas neither read nor refused", e);
        }
    }

    private static boolean isWellTold(Problem problem) {
        var message = problem.message();
        return problem.position().isPresent() && !message.isBlank() && !message.endsWith(".");
    }

    private String damaged(List<String> texts) {
        var text = new StringBuilder(texts.get(random.nextInt(texts.size())));
        for (int i = random.nextInt(4); i >= 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, SPLINTERS[random.nextInt(SPLINTERS.length)]);
                case 2 -> text.replace(at, to, SPLINTERS[random.nextInt(SPLINTERS.length)]);
                case 3 -> text.insert(random.nextInt(text.length()), text.substring(at, to));
                default -> text.setCharAt(at, (char) random.nextInt(128));
            }
        }
        return text.toString();
    }
}
