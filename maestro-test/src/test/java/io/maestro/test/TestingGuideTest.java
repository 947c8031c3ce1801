package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the guide to testing quotes are tests that run. */
class TestingGuideTest extends TestingGuide {

    private static final Path MODULE = Files.exists(Path.of("src/main")) ? Path.of("") : Path.of("maestro-test");
    private static final Path GUIDE = MODULE.toAbsolutePath().resolveSibling("docs/guide/testing.md");
    private static final Path CODE = MODULE.resolve("src/test/java/io/maestro/test/TestingGuide.java");
    private static final Pattern REGION =
            Pattern.compile("(?s)// region: (?<name>[a-z0-9-]+)\\n(?<code>.*?)\\n *// end\\n");
    private static final Pattern QUOTE =
            Pattern.compile("(?s)<!-- region: (?<name>[a-z0-9-]+) -->\\n```java\\n(?<code>.*?)\\n?```\\n");

    private static Map<String, String> blocks(Path file, Pattern pattern) throws IOException {
        var blocks = new TreeMap<String, String>();
        pattern.matcher(Files.readString(file))
                .results()
                .forEach(block -> blocks.put(
                        block.group("name"), block.group("code").stripIndent().strip()));
        return blocks;
    }

    @Test
    void the_guide_quotes_the_regions() throws IOException {
        assertThat(blocks(GUIDE, QUOTE)).hasSize(13).isEqualTo(blocks(CODE, REGION));
    }

    @Test
    void the_guide_shows_the_golden_run() throws IOException {
        var golden = Files.readString(MODULE.resolve("src/test/golden/payment.txt"));

        assertThat(Files.readString(GUIDE)).contains("```text\n" + golden + "```\n");
    }
}
