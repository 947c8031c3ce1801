package io.maestro.dsl.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.Stores;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide to pictures shows the pictures that its code draws. */
class PicturesGuideTest {

    private static final Path GUIDES = (Files.exists(Path.of("src/main")) ? Path.of("") : Path.of("maestro-dsl"))
            .toAbsolutePath()
            .resolveSibling("docs/guide");

    @Test
    void the_mermaid_text_is_what_comes_of_the_workflow() throws IOException {
        var block =
                Pattern.compile("(?s)```mermaid\\n(.*?)```").matcher(Files.readString(GUIDES.resolve("pictures.md")));

        assertThat(block.find()).isTrue();
        assertThat(block.group(1)).isEqualTo(PicturesGuide.mermaid(PicturesGuide.training()));
    }

    @Test
    void the_picture_of_a_run_is_what_comes_of_its_facts() throws IOException {
        var picture = Recorded.of(PicturesGuide.training().definition())
                .went("list", 0, 320, "load")
                .loop("load", StepStatus.SUCCEEDED, 3, Map.of(StepStatus.SUCCEEDED, 3L), 320, 4_100, "train")
                .visited("train", 3, 131_000, 192_000, "score")
                .failed(
                        "score",
                        StepStatus.PLATFORM_FAILED,
                        3,
                        1,
                        192_000,
                        193_500,
                        "the metrics store does not answer")
                .picture(RunStatus.IN_PROGRESS, -1)
                .svg();
        var file = GUIDES.resolve("pictures-run.svg");
        if (System.getProperty("pictures", "").equals("write")) {
            Files.writeString(file, picture);
        }

        assertThat(Files.readString(file))
                .as("write it with: mvn -q -pl maestro-dsl -am test -Dtest=PicturesGuideTest -Dpictures=write "
                        + "-Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(picture);
    }

    @Test
    void the_code_of_the_guide_draws_definitions_runs_and_iterations(@TempDir Path folder) throws IOException {
        var training = PicturesGuide.training();
        var store = Stores.inMemory();
        try (var maestro = Maestro.builder().store(store).build()) {
            maestro.register(training);
            var run = maestro.start("training");
            run.await();
            PicturesGuide.svg(training, folder);

            assertThat(Drawing.of(Files.readString(folder.resolve("training.svg")))
                            .boxes())
                    .hasSize(5);
            assertThat(PicturesGuide.run(maestro, run.id())).isEqualTo(PicturesGuide.stored(store, run.id()));
            assertThat(Drawing.of(PicturesGuide.iteration(run)).boxes())
                    .extracting(Drawing.Box::step)
                    .containsExactly("read");
        }
        var parent = Drawn.workflow("parent", List.of(Drawn.subworkflow("call", "child")));
        assertThat(PicturesGuide.including(parent, Gallery.child()).mermaid()).contains("subgraph");
    }
}
