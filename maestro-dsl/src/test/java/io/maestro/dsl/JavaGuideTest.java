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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What guides and Javadoc quote is code that compiles and that other tests run. */
class JavaGuideTest {

    private static final Path MODULE = Files.exists(Path.of("src/main")) ? Path.of("") : Path.of("maestro-dsl");
    private static final Path GUIDES = MODULE.toAbsolutePath().resolveSibling("docs/guide");
    private static final Path SOURCES = MODULE.resolve("src/test/java/io/maestro/dsl");
    private static final Path JAVADOC = MODULE.resolve("src/main/java/io/maestro/dsl/Workflow.java");

    private static final Pattern REGION =
            Pattern.compile("(?s)// region: (?<name>[a-z-]+)\\n(?<code>.*?)\\n *// end\\n");
    private static final Pattern QUOTE =
            Pattern.compile("(?s)<!-- region: (?<name>[a-z-]+) -->\\n```java\\n(?<code>.*?)\\n?```\\n");
    private static final Pattern SNIPPET = Pattern.compile("(?s)\\{@snippet :\\n(?<code>.*?)\\n \\* }\\n");

    /** A guide and where its code comes from. */
    enum Guide {
        WRITING("writing-workflows-in-java.md", "GuideWorkflows.java"),
        RUNNING("running-workflows.md", "RunningGuide.java"),
        OPERATING("operating.md", "OperatingGuide.java"),
        RESTARTING("restarting.md", "RestartingGuide.java"),
        COMPENSATION("compensation.md", "CompensationGuide.java"),
        FAILURES("failures.md", "FailuresGuide.java"),
        PICTURES("pictures.md", "picture/PicturesGuide.java"),
        QUEUES("run-strategies.md", "QueueGuide.java"),
        LIMITS("limits.md", "LimitsGuide.java"),
        README("../../README.md", "ReadmeExample.java");

        private final Path text;
        private final Path code;

        Guide(String text, String code) {
            this.text = GUIDES.resolve(text);
            this.code = SOURCES.resolve(code);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_guide_quotes_the_regions(Guide guide) throws IOException {
        assertThat(blocks(guide.text, QUOTE)).isEqualTo(blocks(guide.code, REGION));
    }

    @ParameterizedTest
    @EnumSource
    void every_piece_of_java_in_a_guide_is_a_quote(Guide guide) throws IOException {
        var text = Files.readString(guide.text);

        assertThat(text.lines().filter("```java"::equals))
                .hasSameSizeAs(blocks(guide.text, QUOTE).keySet());
    }

    @Test
    void the_javadoc_of_the_workflow_quotes_the_first_region() throws IOException {
        var javadoc = SNIPPET.matcher(Files.readString(JAVADOC));

        assertThat(javadoc.find()).isTrue();
        var snippet = javadoc.group("code").lines().map(line -> line.replaceFirst("^ \\*", ""));
        assertThat(dedented(snippet.collect(Collectors.joining("\n"))))
                .isEqualTo(
                        Optional.ofNullable(blocks(Guide.WRITING.code, REGION).get("ten-lines"))
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
