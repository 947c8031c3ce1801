package io.maestro.internal.graph.check;

import static io.maestro.internal.graph.check.Draft.errors;
import static io.maestro.internal.graph.check.Draft.found;
import static io.maestro.internal.graph.check.Draft.step;
import static io.maestro.internal.graph.check.Draft.warnings;
import static io.maestro.internal.graph.check.Draft.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.Predicate;
import io.maestro.definition.Step;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Where transitions lead: cycles, and steps that no run comes to. */
class FlowCheckTest {

    private static final Predicate SOMETIMES = new Predicate.Code();

    @Nested
    class A_cycle {

        @Test
        void may_go_back_on_a_condition() {
            assertThat(found(workflow(
                            step("a").to("b").noOp(),
                            step("b").to("c").noOp(),
                            step("c").to("b", SOMETIMES).to("d").noOp(),
                            step("d").noOp())))
                    .isEmpty();
        }

        @Test
        void may_go_back_without_a_condition_from_where_a_condition_leads_to() {
            assertThat(found(workflow(
                            step("look").to("mend", SOMETIMES).to("done").noOp(),
                            step("mend").to("look").noOp(),
                            step("done").noOp())))
                    .isEmpty();
        }

        @Test
        void must_not_go_back_each_time() {
            assertThat(errors(workflow(
                            step("a").to("b").noOp(),
                            step("b").to("c").to("x", SOMETIMES).noOp(),
                            step("x").to("c").noOp(),
                            step("c").when("1 + 1 == 2", "b").to("d").noOp(),
                            step("d").noOp())))
                    .containsExactly(
                            "/workflow/steps/3/step/transition/successors/b: the cycle 'b' -> 'c' -> 'b' has no"
                                    + " condition, so it never ends; say when 'c' leads back to 'b' [ENDLESS]");
        }

        @Test
        void of_one_step_must_end_too() {
            assertThat(errors(workflow(step("a").to("a").noOp())))
                    .containsExactly("/workflow/steps/0/step/transition/successors/a: the cycle 'a' -> 'a' has no"
                            + " condition, so it never ends; say when 'a' leads back to 'a' [ENDLESS]");
        }

        @Test
        void within_another_that_never_ends_is_not_told_of() {
            assertThat(found(workflow(
                            step("a").to("b").noOp(),
                            step("b").to("b", "c").noOp(),
                            step("c").to("a").noOp())))
                    .containsExactly("ENDLESS ERROR /workflow/steps/2/step/transition/successors/a");
        }

        @Test
        void within_another_is_told_of_if_that_ends() {
            assertThat(found(workflow(
                            step("a").to("b").noOp(),
                            step("b").to("b", "c").noOp(),
                            step("c").to("a", SOMETIMES).noOp())))
                    .containsExactly("ENDLESS ERROR /workflow/steps/1/step/transition/successors/b");
        }

        @Test
        void with_more_than_one_way_in_is_refused_with_its_steps_and_its_ways_in() {
            assertThat(errors(workflow(
                            step("a").to("b").noOp(),
                            step("b").to("c", SOMETIMES).to("d", SOMETIMES).noOp(),
                            step("x").to("d").noOp(),
                            step("c").to("d", SOMETIMES).noOp(),
                            step("d").to("c", SOMETIMES).noOp())))
                    .containsExactly(
                            "/workflow/steps: the steps 'c' -> 'd' -> 'c' form a cycle with more than one way in:"
                                    + " at 'c' from 'b', at 'd' from 'b' and 'x'; a cycle begins with one of its steps each"
                                    + " time, so lead all ways into it to the same one [CYCLE]");
        }

        @Test
        void that_nothing_leads_into_begins_with_the_step_declared_first() {
            assertThat(errors(workflow(
                            step("a").to("b", SOMETIMES).to("c", SOMETIMES).noOp(),
                            step("b").to("c", SOMETIMES).noOp(),
                            step("c").to("b", SOMETIMES).to("a", SOMETIMES).noOp())))
                    .singleElement()
                    .asString()
                    .contains("'b' -> 'c' -> 'b'", "at 'b' from 'a', at 'c' from 'a'");
        }

        @Test
        void that_is_long_is_shown_from_its_ends() {
            int size = 100;
            var steps = IntStream.range(0, size)
                    .mapToObj(i -> step("s" + i)
                            .to("s" + (i + 1) % size)
                            .to(i == 0 ? "s50" : "s1", SOMETIMES)
                            .noOp())
                    .toArray(Step[]::new);

            assertThat(errors(workflow(steps)))
                    .singleElement()
                    .asString()
                    .hasSizeLessThan(600)
                    .contains(" more ... -> ");
        }
    }

    @Nested
    class A_step {

        @Test
        void that_is_only_led_to_by_conditions_that_are_never_true_is_never_reached() {
            assertThat(warnings(workflow(
                            step("a").when("1 > 2", "b").to("c").noOp(),
                            step("b").to("d").noOp(),
                            step("c").when("1 / 0 == 1", "b").noOp(),
                            step("d").noOp())))
                    .filteredOn(line -> line.contains("[UNREACHABLE"))
                    .containsExactly(
                            "/workflow/steps/1/step: no run comes to step 'b': every way to it has a condition that is"
                                    + " never true [UNREACHABLE, warning]",
                            "/workflow/steps/3/step: no run comes to step 'd': every way to it has a condition that is"
                                    + " never true [UNREACHABLE, warning]");
        }

        @Test
        void that_anything_else_leads_to_may_be_reached() {
            assertThat(found(workflow(
                            step("a").when("1 > 2", "b").to("c").noOp(),
                            step("b").noOp(),
                            step("c").to("b", SOMETIMES).noOp())))
                    .containsExactly("CONSTANT_CONDITION WARNING /workflow/steps/0/step/transition/successors/b");
        }
    }

    @Nested
    class A_condition {

        private String about(String condition) {
            var lines = warnings(
                    workflow(step("a").when(condition, "b").noOp(), step("b").noOp()));
            return lines.isEmpty() ? "nothing" : lines.getFirst();
        }

        @Test
        void that_says_true_is_none() {
            assertThat(about("true")).isEqualTo("nothing");
            assertThat(about(" true; ")).isEqualTo("nothing");
        }

        @Test
        void that_depends_on_something_is_one() {
            assertThat(about("System.currentTimeMillis() > 0")).isEqualTo("nothing");
            assertThat(about("params.getFromStep('step_attempt_id') > 1")).isEqualTo("nothing");
            assertThat(about("Math.random() > 0.5")).isEqualTo("nothing");
            assertThat(about("n = 0; while (n < 10000) { n += 1; } return n > 5;"))
                    .isEqualTo("nothing");
        }

        @Test
        void that_is_the_same_each_time_is_probably_not_meant() {
            var at = "/workflow/steps/0/step/transition/successors/b: ";

            assertThat(about("'a' == 'a'"))
                    .isEqualTo(at + "the condition is true each time [CONSTANT_CONDITION, warning]");
            assertThat(about("'TRUE'")).isEqualTo(at + "the condition is true each time [CONSTANT_CONDITION, warning]");
            assertThat(about("x = 1; return x > 1;"))
                    .isEqualTo(at + "the condition is false each time [CONSTANT_CONDITION, warning]");
            assertThat(about("1.5"))
                    .isEqualTo(at + "the condition comes to the DOUBLE 1.5, which is neither true nor false"
                            + " [CONSTANT_CONDITION, warning]");
            assertThat(about("1/0 > 1"))
                    .startsWith(at + "fails each time, at 1:2: ")
                    .contains("[CONSTANT_CONDITION, warning]\n    1/0 > 1\n     ^");
            assertThat(about("")).startsWith(at + "fails each time, at 1:1: ");
        }
    }
}
