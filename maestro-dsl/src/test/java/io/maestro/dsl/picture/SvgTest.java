package io.maestro.dsl.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.dsl.picture.Drawing.Box;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures as SVG, read back as any other program would read them. */
class SvgTest {

    private static final String HOSTILE =
            "</text></style><script>alert('1')</script> \" onload=\"alert(2) &lt; ]]> <!-- <?x";

    private static Stream<Picture> pictures() {
        var definitions = Gallery.definitions().values().stream()
                .map(Picture::of)
                .map(picture -> picture.including(Gallery.child()));
        return Stream.concat(definitions, Gallery.runs().values().stream())
                .flatMap(picture -> Stream.of(picture, picture.leftToRight()));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void a_picture_is_a_document_that_needs_nothing_else_and_runs_nothing(Picture picture) {
        var drawing = Drawing.of(picture.svg());

        assertThat(drawing.elements()).isSubsetOf("svg", "style", "title", "g", "rect", "path", "circle", "text");
        assertThat(drawing.attributes())
                .isSubsetOf(
                        "xmlns",
                        "class",
                        "role",
                        "aria-label",
                        "viewBox",
                        "width",
                        "height",
                        "x",
                        "y",
                        "rx",
                        "cx",
                        "cy",
                        "r",
                        "d",
                        "transform",
                        "text-anchor",
                        "data-step",
                        "data-from",
                        "data-to");
        assertThat(drawing.style()).doesNotContain("url(", "@import", "@font-face");
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void boxes_lie_within_the_frame_of_their_step_and_beside_each_other(Picture picture) {
        var drawing = Drawing.of(picture.svg());

        assertBoxes(drawing.boxes(), drawing.whole());
    }

    private static void assertBoxes(List<Box> boxes, Box within) {
        for (int i = 0; i < boxes.size(); i++) {
            var box = boxes.get(i);
            assertThat(box.isWithin(within)).as("%s within %s", box, within).isTrue();
            assertThat(boxes.subList(i + 1, boxes.size())).noneMatch(box::overlaps);
            assertBoxes(box.inner(), box);
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void texts_begin_and_end_within_their_box(Picture picture) {
        assertTexts(Drawing.of(picture.svg()).boxes());
    }

    private static void assertTexts(List<Box> boxes) {
        for (var box : boxes) {
            assertThat(box.texts()).isNotEmpty().allSatisfy(text -> {
                assertThat(text.x()).isBetween(box.x(), box.right() - text.leastWidth());
                assertThat(text.y()).isBetween(box.y() + 10, box.bottom() - 3);
            });
            assertTexts(box.inner());
        }
    }

    @Test
    void each_colour_has_another_for_dark_surroundings() {
        for (var picture : pictures().toList()) {
            var parts = Drawing.of(picture.svg()).style().split("@media \\(prefers-color-scheme: dark\\) ");
            assertThat(parts).hasSize(2);
            var light = colours(parts[0]);
            var dark = colours(parts[1]);

            assertThat(dark.keySet()).isEqualTo(light.keySet());
            light.forEach((what, colour) -> assertThat(dark.get(what)).as(what).isNotEqualTo(colour));
        }
    }

    private static Map<String, String> colours(String rules) {
        var colours = new TreeMap<String, String>();
        Pattern.compile("(?<what>[^\\n{}]+\\{ (fill|stroke)): (?<colour>#[0-9a-f]{6})")
                .matcher(rules)
                .results()
                .forEach((MatchResult rule) -> colours.put(rule.group("what").strip(), rule.group("colour")));
        return colours;
    }

    @Test
    void rules_of_style_are_for_what_is_in_the_picture_only() {
        var rules =
                Drawing.of(Picture.of(Gallery.child()).svg()).style().lines().map(String::strip);

        assertThat(rules.filter(rule -> rule.contains("{") && !rule.startsWith("@media")))
                .isNotEmpty()
                .allMatch(rule -> rule.startsWith(".maestro-picture "));
    }

    @Test
    void whatever_a_text_holds_it_stays_a_text() {
        var named = Map.of("a", Drawn.named(Drawn.typed("a", "NoOp"), HOSTILE));
        var workflow = WorkflowDefinition.builder(new WorkflowId("w")).name(HOSTILE);
        Drawn.steps("a > b [x == '<b>&\"']", named).forEach(workflow::step);
        var failed = Recorded.of(workflow.build())
                .failed(
                        "b",
                        StepStatus.FATALLY_FAILED,
                        1,
                        0,
                        0,
                        1,
                        HOSTILE + "\u0000\ud83d\uffff\r\n" + "x".repeat(5_000))
                .picture(RunStatus.FAILED, 1);

        var drawing = Drawing.of(failed.svg());

        assertThat(drawing.elements()).doesNotContain("script");
        assertThat(drawing.attributes()).doesNotContain("onload");
        assertThat(drawing.text()).startsWith("</text></style><script>");
        assertThat(drawing.boxes().getFirst().text()).startsWith("</text></style><script>");
        assertThat(drawing.boxes().getFirst().tooltip()).startsWith(HOSTILE + " (a)");
        assertThat(drawing.boxes().getLast().tooltip())
                .contains(HOSTILE)
                .hasSizeLessThan(2_000)
                .doesNotContain("\r");
        assertThat(drawing.arrows().getFirst().text()).isEqualTo("x == '<b>&\"'");
    }

    @Test
    void a_long_text_is_broken_and_cut_and_told_in_full_to_who_points_at_it() {
        var name = "a name that goes on and on ".repeat(9).strip();
        var step = Drawn.named(Drawn.typed("a", "NoOp"), name);

        var box = Drawing.of(Picture.of(Drawn.workflow("w", List.of(step))).svg())
                .boxes()
                .getFirst();

        assertThat(box.texts()).hasSize(4);
        assertThat(box.text()).startsWith("a name that goes on").contains("…");
        assertThat(box.width()).isLessThan(300);
        assertThat(box.tooltip()).contains(name);
    }

    @Test
    void a_step_of_a_run_tells_how_it_stands_and_its_tooltip_the_rest() {
        var drawing = Drawing.of(Gallery.run("run-half-way").svg());

        assertThat(drawing.text()).contains("etl", "etl:17:1, version 3", "in progress");
        assertThat(drawing.box("clean").text()).contains("succeeded · 20 ms · visit 3");
        assertThat(drawing.box("clean").styleClass()).isEqualTo("step done");
        assertThat(drawing.box("clean").tooltip())
                .contains("attempt 3", "began 2026-11-22T08:00:04Z", "ended 2026-11-22T08:00:04.020Z");
        assertThat(drawing.box("archive").text()).contains("user failed · 3 s · retry 2", "connection refused");
        assertThat(drawing.box("archive").styleClass()).isEqualTo("step retrying");
        assertThat(drawing.box("load-each").text()).contains("running", "40 iterations");
        assertThat(drawing.box("publish").styleClass()).isEqualTo("step not-reached");
    }

    @Test
    void transitions_tell_whether_they_lead_back_and_whether_the_run_went_there() {
        var arrows = Drawing.of(Gallery.run("run-failed").svg()).arrows();
        var classes = new TreeMap<String, String>();
        arrows.forEach(arrow -> classes.put(arrow.from() + " " + arrow.to(), arrow.styleClass()));

        assertThat(classes)
                .containsEntry("extract clean", "arrow taken")
                .containsEntry("extract skip", "arrow not-taken")
                .containsEntry("score clean", "arrow back")
                .containsEntry("publish notify", "arrow");
        var labels = new ArrayList<String>();
        arrows.forEach(arrow -> labels.add(arrow.text()));
        assertThat(labels).contains("score < 0.9 at most 5 passes");
    }

    @Test
    void colours_are_those_of_what_there_is() {
        assertThat(Picture.of(Gallery.child()).svg()).doesNotContain(".done", ".failed");
        assertThat(Gallery.run("run-failed").svg()).contains(".done", ".failed", ".stopped", ".warned");
    }

    @Test
    void a_workflow_without_steps_has_a_title_at_least() {
        var drawing = Drawing.of(Picture.of(Drawn.workflow("empty", List.of())).svg());

        assertThat(drawing.boxes()).isEmpty();
        assertThat(drawing.text()).isEqualTo("empty");
    }
}
