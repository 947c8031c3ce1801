package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What guide and Javadoc quote is code that compiles and that other tests run. */
class JavaGuideTest {

    private static final Path MODULE = Files.exists(Path.of("src/main")) ? Path.of("") : Path.of("maestro-dsl");
    private static final Path GUIDE = MODULE.toAbsolutePath().resolveSibling("docs/guide/writing-workflows-in-java.md");
    private static final Path SOURCE = MODULE.resolve("src/test/java/io/maestro/dsl/GuideWorkflows.java");
    private static final Path JAVADOC = MODULE.resolve("src/main/java/io/maestro/dsl/Workflow.java");

    private static final Pattern REGION =
            Pattern.compile("(?s)// region: (?<name>[a-z-]+)\\n(?<code>.*?)\\n *// end\\n");
    private static final Pattern QUOTE =
            Pattern.compile("(?s)<!-- region: (?<name>[a-z-]+) -->\\n```java\\n(?<code>.*?)\\n?```\\n");
    private static final Pattern SNIPPET = Pattern.compile("(?s)\\{@snippet :\\n(?<code>.*?)\\n \\* }\\n");

    @Test
    void the_guide_quotes_the_regions() throws IOException {
        assertThat(blocks(GUIDE, QUOTE)).isEqualTo(blocks(SOURCE, REGION));
    }

    @Test
    void every_piece_of_java_in_the_guide_is_a_quote() throws IOException {
        var guide = Files.readString(GUIDE);

        assertThat(guide.lines().filter("```java"::equals))
                .hasSameSizeAs(blocks(GUIDE, QUOTE).keySet());
    }

    @Test
    void the_javadoc_of_the_workflow_quotes_the_first_region() throws IOException {
        var javadoc = SNIPPET.matcher(Files.readString(JAVADOC));

        assertThat(javadoc.find()).isTrue();
        var snippet = javadoc.group("code").lines().map(line -> line.replaceFirst("^ \\*", ""));
        assertThat(dedented(snippet.collect(Collectors.joining("\n"))))
                .isEqualTo(Optional.ofNullable(blocks(SOURCE, REGION).get("ten-lines"))
                        .orElseThrow());
    }

    private static Map<String, String> blocks(Path file, Pattern pattern) throws IOException {
        var blocks = new LinkedHashMap<String, String>();
        var matcher = pattern.matcher(Files.readString(file));
        while (matcher.find()) {
            blocks.put(matcher.group("name"), dedented(matcher.group("code")));
        }
        assertThat(blocks).isNotEmpty();
        return blocks;
    }

    private static String dedented(String code) {
        List<String> lines = code.lines().toList();
        return String.join("\n", lines).stripIndent();
    }
}
