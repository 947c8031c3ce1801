package io.maestro.dsl.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maestro.Definitions;
import io.maestro.Maestro;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.Step;
import io.maestro.definition.SubworkflowStep;
import io.maestro.dsl.Workflow;
import io.maestro.error.Problem;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What pictures are made of, and of what none can be made. */
class PictureTest {

    private static List<String> steps(Picture picture) {
        return Drawing.of(picture.svg()).boxes().stream().map(Drawing.Box::step).toList();
    }

    private static List<String> within(Picture picture, String step) {
        return Drawing.of(picture.svg()).box(step).inner().stream()
                .map(Drawing.Box::step)
                .toList();
    }

    @Test
    void the_same_gives_the_same_picture_to_the_letter() {
        Gallery.definitions().forEach((name, definition) -> {
            assertThat(Picture.of(definition).svg())
                    .isEqualTo(Picture.of(definition).svg());
            assertThat(Picture.of(definition).mermaid())
                    .isEqualTo(Picture.of(definition).mermaid());
        });
    }

    @Test
    void a_changed_picture_leaves_the_first_as_it_was() {
        var picture = Picture.of(Drawn.workflow("w", List.of(Drawn.subworkflow("call", "child"))));
        var before = picture.svg();

        assertThat(picture.leftToRight().including(Gallery.child()).svg()).isNotEqualTo(before);
        assertThat(picture.svg()).isEqualTo(before);
    }

    @Test
    void what_the_engine_refuses_for_another_reason_can_be_drawn_to_see_why() {
        var tangled = Drawn.workflow("tangled", Drawn.steps("a > b, c; b > c [1 +]; c > b"));

        assertThat(Definitions.check(tangled)).isNotEmpty();
        assertThat(steps(Picture.of(tangled))).containsExactly("a", "b", "c");
    }

    @Test
    void steps_with_one_id_and_transitions_to_nowhere_are_refused_all_at_once() {
        var body = List.of(Drawn.typed("x", "NoOp"), Drawn.typed("x", "NoOp"));
        var missing = Drawn.steps("load > publsh; publish").stream()
                .filter(step -> !step.id().value().equals("publsh"))
                .toList();
        var broken =
                Drawn.workflow("broken", List.of(missing.get(0), missing.get(1), Drawn.foreach("loop", "i", body)));

        var e = catchThrowableOfType(InvalidDefinitionException.class, () -> Picture.of(broken));

        assertThat(e).hasMessageContaining("workflow 'broken'");
        assertThat(e.problems().stream().map(Problem::toString))
                .containsExactly(
                        "/workflow/steps/0/step/transition/successors/publsh: step 'load' leads to 'publsh', "
                                + "which does not exist; did you mean 'publish'? [UNKNOWN_STEP]",
                        "/workflow/steps/2/foreach/steps/1/step/id: the id 'x' is used by another step before [DUPLICATE]");
        assertThatThrownBy(() -> Picture.of(Gallery.child()).including(broken))
                .isInstanceOf(InvalidDefinitionException.class);
    }

    @Nested
    class Including {

        @Test
        void shows_the_steps_of_a_workflow_wherever_a_step_runs_it() {
            var body = List.<Step>of(Drawn.subworkflow("inner", "child"));
            var parent = Drawn.workflow(
                    "parent", List.of(Drawn.subworkflow("outer", "child"), Drawn.foreach("loop", "i", body)));

            var picture = Picture.of(parent).including(Gallery.child());

            assertThat(within(picture, "outer")).containsExactly("one", "two", "three", "four");
            assertThat(Drawing.of(picture.svg()).box("loop").inner().getFirst().inner())
                    .hasSize(4);
        }

        @Test
        void does_not_go_round_where_workflows_run_each_other() {
            var ping = Drawn.workflow("ping", List.of(Drawn.subworkflow("to-pong", "pong")));
            var pong = Drawn.workflow("pong", List.of(Drawn.subworkflow("to-ping", "ping")));

            var picture = Picture.of(ping).including(ping, pong);

            assertThat(within(picture, "to-pong")).containsExactly("to-ping");
            assertThat(Drawing.of(picture.svg())
                            .box("to-pong")
                            .inner()
                            .getFirst()
                            .inner())
                    .isEmpty();
        }

        @Test
        void takes_no_expression_for_the_id_of_a_workflow() {
            var computed = Drawn.withParam(
                    Drawn.subworkflow("call", "any"),
                    SubworkflowStep.ID,
                    ParamDefinition.expression(ParamType.STRING, "child"));

            var picture = Picture.of(Drawn.workflow("w", List.of(computed))).including(Gallery.child());

            assertThat(within(picture, "call")).isEmpty();
        }
    }

    @Nested
    class OfRuns {

        @Test
        void a_run_tells_how_often_its_cycle_came_to_each_step() {
            var training = Workflow.define("training", w -> {
                var train = w.step("train", ctx -> ctx.attempt());
                var score = w.step("score", train, model -> model);
                w.from(score)
                        .when(ctx -> ctx.get(score) < 3)
                        .backTo(train)
                        .otherwise(w.step("publish", score, good -> good));
            });
            try (var maestro = Maestro.inMemory()) {
                maestro.register(training);
                var run = maestro.start("training");
                run.await();

                var drawing = Drawing.of(Picture.of(run).svg());

                assertThat(drawing.text()).contains("training:1:1, version 1", "succeeded");
                assertThat(drawing.box("train").text()).contains("succeeded", "visit 3");
                assertThat(drawing.box("publish").text()).contains("succeeded").doesNotContain("visit");
            }
        }

        @Test
        void a_run_is_drawn_as_what_it_began_with_whatever_was_registered_since() {
            try (var maestro = Maestro.inMemory()) {
                maestro.register(Drawn.workflow("w", Drawn.steps("a > b")));
                var run = maestro.start("w");
                run.await();
                maestro.register(Drawn.workflow("w", Drawn.steps("a > c")));

                assertThat(steps(Picture.of(run))).containsExactly("a", "b");
            }
        }

        @Test
        void an_iteration_shows_the_steps_of_its_loop_and_so_does_one_within_it() {
            var workflow = Workflow.define("w", w -> {
                var regions = w.step("regions", ctx -> List.of("eu", "us"));
                w.foreach("outer", regions, (region, body) -> {
                    var files = body.step("files", region, r -> List.of(r + "1", r + "2"));
                    var sizes = body.foreach("inner", files, (file, most) -> most.step("read", file, String::length));
                    return body.step("count", sizes, List::size);
                });
            });
            try (var maestro = Maestro.inMemory()) {
                maestro.register(workflow);
                var run = maestro.start("w");
                run.await();

                var outer = run.child("outer", 2).orElseThrow();
                var inner = outer.child("inner", 1).orElseThrow();

                assertThat(steps(Picture.of(outer))).containsExactly("files", "inner", "count");
                assertThat(Drawing.of(Picture.of(outer).svg()).box("inner").text())
                        .contains("2 iterations · 2 steps succeeded");
                assertThat(Drawing.of(Picture.of(inner).svg()).text()).startsWith("w / outer / inner");
                assertThat(Drawing.of(Picture.of(inner).svg()).box("read").styleClass())
                        .isEqualTo("step done");
            }
        }

        @Test
        void the_newest_attempt_of_a_step_counts_whatever_order_they_come_in() {
            var recorded = Recorded.of(Drawn.workflow("w", Drawn.steps("a")))
                    .visited("a", 2, 10, 20)
                    .visited("a", 1, 0, 5);

            assertThat(recorded.picture(RunStatus.SUCCEEDED, 20).mermaid()).contains("10 ms · visit 2");
        }

        @Test
        void every_status_is_told_in_words_and_by_a_mark() {
            for (var status : StepStatus.values()) {
                var picture = Recorded.of(Drawn.workflow("w", Drawn.steps("a")))
                        .step("a", status, -1, -1)
                        .picture(RunStatus.IN_PROGRESS, -1);

                var words = status == StepStatus.NOT_CREATED
                        ? "not reached"
                        : status.name().replace('_', ' ');
                assertThat(Drawing.of(picture.svg()).box("a").text()).containsIgnoringCase("\n" + words);
                assertThat(picture.mermaid()).containsIgnoringCase(" " + words + "<br>");
            }
            for (var status : RunStatus.values()) {
                var picture = Recorded.of(Drawn.workflow("w", Drawn.steps("a"))).picture(status, -1);

                assertThat(Drawing.of(picture.svg()).text())
                        .containsIgnoringCase("\n" + status.name().replace('_', ' '));
            }
        }

        @Test
        void a_definition_that_the_run_is_none_of_is_refused() {
            var recorded = Recorded.of(Drawn.workflow("w", Drawn.steps("a; b"))).step("b", StepStatus.RUNNING, 0, -1);
            var run = recorded.run(RunStatus.IN_PROGRESS, -1);
            var other = Drawn.workflow("v", Drawn.steps("a; b"));
            var older = Drawn.workflow("w", Drawn.steps("a"));

            assertThatThrownBy(() -> Picture.of(other, run, recorded.attempts()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("run 'w:17:1' is one of workflow 'w' but the definition is that of 'v'");
            assertThatThrownBy(() -> Picture.of(older, run, recorded.attempts()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("run 'w:17:1' has a step 'b' which the definition does not have; "
                            + "expected version 3 of the workflow");
        }

        @Test
        void a_definition_without_the_loop_that_the_run_is_an_iteration_of_is_refused() {
            var plain = Drawn.workflow("w", Drawn.steps("loop"));
            var run = Recorded.ofBody(plain, "loop").run(RunStatus.IN_PROGRESS, -1);

            assertThatThrownBy(() -> Picture.of(plain, run, List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has a step 'loop' which the definition does not have");
        }
    }
}
