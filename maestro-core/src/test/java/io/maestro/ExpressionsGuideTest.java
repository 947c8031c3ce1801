package io.maestro;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.param.ParamValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code of the guide to expressions does what the guide says, and is what the guide and the Javadoc quote. */
class ExpressionsGuideTest {

    private static final Path MODULE = Files.exists(Path.of("src/main")) ? Path.of("") : Path.of("maestro-core");
    private static final Path CODE = MODULE.resolve("src/test/java/io/maestro/ExpressionsGuide.java");
    private static final Path GUIDE = MODULE.toAbsolutePath().resolveSibling("docs/guide/expressions.md");

    private static final Pattern REGION =
            Pattern.compile("(?s)// region: (?<name>[a-z-]+)\\n(?<code>.*?)\\n *// end\\n");
    private static final Pattern QUOTE =
            Pattern.compile("(?s)<!-- region: (?<name>[a-z-]+) -->\\n```java\\n(?<code>.*?)\\n?```\\n");
    private static final Pattern SNIPPET = Pattern.compile("(?s)\\{@snippet :\\n(?<code>.*?)\\n \\* }\\n");

    @Test
    void the_code_does_what_the_guide_says() {
        var clock = Clock.fixed(Instant.parse("2026-11-22T23:30:00Z"), ZoneOffset.UTC);

        assertThat(ExpressionsGuide.sel()).isTrue();
        assertThat(ExpressionsGuide.world(clock)).isEqualTo("20261123");
        assertThat(ExpressionsGuide.stranger("name.toUperCase()", Map.of("name", "a")))
                .contains("did you mean 'toUpperCase'?");
        assertThat(ExpressionsGuide.stranger("while (true) { name.length(); }", Map.of("name", "a")))
                .contains("LIMIT/");
        assertThat(ExpressionsGuide.params().get("path"))
                .extracting(param -> param.value())
                .isEqualTo(ParamValue.of("/reports/2026/2026-11-22"));
    }

    @Test
    void the_guide_quotes_the_regions_and_no_other_java() throws IOException {
        assertThat(blocks(GUIDE, QUOTE)).isEqualTo(blocks(CODE, REGION));
        assertThat(Files.readString(GUIDE).lines().filter("```java"::equals))
                .hasSameSizeAs(blocks(CODE, REGION).keySet());
    }

    @ParameterizedTest
    @CsvSource({"Sel,sel", "Params,params"})
    void the_javadoc_of_a_door_quotes_a_region(String door, String region) throws IOException {
        var snippet = SNIPPET.matcher(Files.readString(MODULE.resolve("src/main/java/io/maestro/" + door + ".java")));

        assertThat(snippet.find()).isTrue();
        assertThat(snippet.group("code").replaceAll("(?m)^ \\* ?", "").stripIndent())
                .isEqualTo(blocks(CODE, REGION).get(region));
    }

    private static Map<String, String> blocks(Path file, Pattern pattern) throws IOException {
        var blocks = new LinkedHashMap<String, String>();
        var matcher = pattern.matcher(Files.readString(file));
        while (matcher.find()) {
            blocks.put(matcher.group("name"), matcher.group("code").stripIndent());
        }
        assertThat(blocks).isNotEmpty();
        return blocks;
    }
}
