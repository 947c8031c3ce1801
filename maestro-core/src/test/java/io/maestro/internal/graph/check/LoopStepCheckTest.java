package io.maestro.internal.graph.check;

import static io.maestro.internal.graph.check.Draft.errors;
import static io.maestro.internal.graph.check.Draft.found;
import static io.maestro.internal.graph.check.Draft.step;
import static io.maestro.internal.graph.check.Draft.warnings;
import static io.maestro.internal.graph.check.Draft.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.ForeachStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.Step;
import io.maestro.definition.WhileStep;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Steps with a body, and what is in it. */
class LoopStepCheckTest {

    private static final Map<String, ParamValue> DAYS =
            Map.of("day", new ParamValue.StringArray(List.of("monday", "friday")));
    private static final Map<String, ParamValue> COUNT = Map.of("i", ParamValue.of(0));

    @Nested
    class A_body {

        @Test
        void is_a_graph_of_its_own() {
            assertThat(found(workflow(
                            step("all")
                                    .over(DAYS)
                                    .to("end")
                                    .foreach(step("k").to("l").noOp(), step("l").noOp()),
                            step("end").noOp())))
                    .isEmpty();
        }

        @Test
        void has_at_least_one_step() {
            assertThat(errors(workflow(step("all").over(DAYS).foreach())))
                    .containsExactly(
                            "/workflow/steps/0/foreach/steps: a foreach step needs at least one step in its body"
                                    + " [MISSING]");
        }

        @Test
        void uses_no_id_that_is_used_elsewhere() {
            assertThat(errors(workflow(
                            step("all").over(DAYS).foreach(step("a").noOp()),
                            step("a").noOp())))
                    .containsExactly(
                            "/workflow/steps/1/step/id: the id 'a' is used by another step before [DUPLICATE]");
            assertThat(errors(workflow(step("a").over(DAYS).foreach(step("a").noOp()))))
                    .containsExactly(
                            "/workflow/steps/0/foreach/steps/0/step/id: the id 'a' is used by another step before"
                                    + " [DUPLICATE]");
        }

        @Test
        void is_neither_entered_nor_left_by_a_transition() {
            assertThat(errors(workflow(
                            step("a").to("k").noOp(),
                            step("all").over(DAYS).foreach(step("k").to("a").noOp()))))
                    .containsExactly(
                            "/workflow/steps/0/step/transition/successors/k: step 'a' leads to 'k', which is not on the"
                                    + " same level; a transition neither enters nor leaves the body of a loop"
                                    + " [UNKNOWN_STEP]",
                            "/workflow/steps/1/foreach/steps/0/step/transition/successors/a: step 'k' leads to 'a', which"
                                    + " is not on the same level; a transition neither enters nor leaves the body of a"
                                    + " loop [UNKNOWN_STEP]");
        }

        @Test
        void has_loops_by_the_same_rules() {
            var sometimes = new Predicate.Code();
            assertThat(found(workflow(step("all")
                            .over(DAYS)
                            .foreach(
                                    step("a")
                                            .to("b", sometimes)
                                            .to("c", sometimes)
                                            .noOp(),
                                    step("b").to("c", sometimes).noOp(),
                                    step("c").to("b", sometimes).noOp(),
                                    step("inner")
                                            .over(COUNT)
                                            .foreach(step("d").to("d").noOp())))))
                    .contains(
                            "CYCLE ERROR /workflow/steps/0/foreach/steps",
                            "ENDLESS ERROR /workflow/steps/0/foreach/steps/3/foreach/steps/0/step/transition/successors/d");
        }
    }

    @Nested
    class Loop_params {

        @Test
        void must_be_there() {
            assertThat(errors(workflow(step("all").foreach(step("k").noOp()))))
                    .containsExactly("/workflow/steps/0/foreach/params/loop_params: a foreach step needs a param"
                            + " 'loop_params': a MAP with a member for each loop param [MISSING]");
            assertThat(errors(workflow(
                            step("all").repeat("loop_index < 3", step("k").noOp()))))
                    .singleElement()
                    .asString()
                    .startsWith("/workflow/steps/0/while/params/loop_params: a while step needs");
        }

        @Test
        void are_not_needed_where_java_says_what_to_loop_over() {
            var basics = step("all").basics();
            var body = List.<Step>of(step("k").noOp());
            var foreach =
                    new ForeachStep(basics, ForeachStep.Items.CODE, Optional.empty(), false, Optional.empty(), body);

            assertThat(found(workflow(foreach))).isEmpty();
            assertThat(found(workflow(new WhileStep(basics, new Predicate.Code(), Optional.empty(), body))))
                    .isEmpty();
        }

        @Test
        void are_written_down() {
            var computed = ParamDefinition.expression(ParamType.MAP, "new Map()");
            assertThat(errors(workflow(step("all")
                            .param("loop_params", computed)
                            .foreach(step("k").noOp()))))
                    .containsExactly(
                            "/workflow/steps/0/foreach/params/loop_params: the loop params must be a MAP whose members"
                                    + " are written down, not an expression [WRONG_TYPE]");
            assertThat(errors(workflow(step("all")
                            .param("loop_params", "text")
                            .foreach(step("k").noOp()))))
                    .singleElement()
                    .asString()
                    .endsWith("not a STRING [WRONG_TYPE]");
        }

        @Test
        void have_names_that_no_loop_around_uses() {
            assertThat(errors(workflow(
                            step("one")
                                    .over(COUNT)
                                    .foreach(step("k")
                                            .over(COUNT)
                                            .foreach(step("l").noOp())),
                            step("two").over(COUNT).foreach(step("m").noOp()))))
                    .containsExactly(
                            "/workflow/steps/0/foreach/steps/0/foreach/params/loop_params/value/i: the loop param 'i' is"
                                    + " one of a loop around this one already [DUPLICATE]");
        }

        @Test
        void of_a_kind_that_cannot_be_looped_over_are_probably_not_meant() {
            assertThat(warnings(
                            workflow(step("all").over(COUNT).foreach(step("k").noOp()))))
                    .containsExactly(
                            "/workflow/steps/0/foreach/params/loop_params/value/i: a loop param of a foreach step loops"
                                    + " over an array, but 'i' is a LONG [WRONG_TYPE, warning]");
            assertThat(warnings(workflow(step("all")
                            .over(DAYS)
                            .repeat("day == 'x'", step("k").param("day", "x").noOp()))))
                    .containsExactly(
                            "/workflow/steps/0/while/params/loop_params/value/day: a loop param of a while step keeps a"
                                    + " single value, but 'day' is a STRING_ARRAY [WRONG_TYPE, warning]");
        }
    }

    @Test
    void limits_count_from_one() {
        var basics = step("all").over(DAYS).basics();
        var foreach = new ForeachStep(
                basics,
                ForeachStep.Items.LOOP_PARAMS,
                Optional.of(0),
                false,
                Optional.of(-1),
                List.of(step("k").noOp()));

        assertThat(errors(workflow(foreach)))
                .containsExactly(
                        "/workflow/steps/0/foreach/max_iterations: must be at least 1 but was -1 [OUT_OF_RANGE]",
                        "/workflow/steps/0/foreach/concurrency: must be at least 1 but was 0 [OUT_OF_RANGE]");
    }

    @Nested
    class The_condition_of_a_while {

        private List<String> warningsFor(String condition) {
            return warnings(workflow(step("w")
                    .over(COUNT)
                    .repeat(condition, step("k").expression("i", "i + 1").noOp())));
        }

        @Test
        void reads_what_the_body_changes() {
            assertThat(warningsFor("i < 10")).isEmpty();
            assertThat(warningsFor("System.currentTimeMillis() < 10")).isEmpty();
            assertThat(warningsFor("new DateTime().getHourOfDay() < 10")).isEmpty();
            assertThat(warningsFor("params.get('i') < 10")).isEmpty();
        }

        @Test
        void that_is_true_each_time_never_ends_the_loop() {
            assertThat(warningsFor("true"))
                    .containsExactly(
                            "/workflow/steps/0/while/condition: the condition is true each time, so the loop ends"
                                    + " only at its limit of iterations [ENDLESS, warning]");
            assertThat(warningsFor("1 < 2")).hasSize(2).last().asString().contains("[ENDLESS, warning]");
        }

        @Test
        void that_is_false_each_time_never_begins_it() {
            assertThat(warningsFor("1 > 2"))
                    .containsExactly("/workflow/steps/0/while/condition: the condition is false each time"
                            + " [CONSTANT_CONDITION, warning]");
        }

        @Test
        void that_reads_no_loop_param_never_changes() {
            assertThat(warningsFor("workflow_id == 'w'"))
                    .containsExactly(
                            "/workflow/steps/0/while/condition: the condition reads none of the loop params, which"
                                    + " are 'i', so it never changes [ENDLESS, warning]");
        }

        @Test
        void that_reads_a_loop_param_which_no_step_sets_never_changes() {
            assertThat(warnings(workflow(
                            step("w").over(COUNT).repeat("i < 10", step("k").noOp()))))
                    .containsExactly("/workflow/steps/0/while/condition: no step of the body has a param 'i', so the"
                            + " condition never changes; a param of that name sets the loop param for the next iteration"
                            + " [ENDLESS, warning]");
            assertThat(warnings(workflow(
                            step("w").over(COUNT).repeat("i < 10", step("k").typed("Http")))))
                    .isEmpty();
        }

        @Test
        void does_not_see_other_steps() {
            assertThat(warnings(workflow(
                            step("a").param("p", "x").to("w").noOp(),
                            step("w")
                                    .over(COUNT)
                                    .repeat(
                                            "i < 10 && a__p == 'x'",
                                            step("k").expression("i", "i + 1").noOp()))))
                    .singleElement()
                    .asString()
                    .startsWith("/workflow/steps/1/while/condition: at 1:11: refers to 'a__p', but the condition of a"
                            + " while step does not see other steps [NOT_UPSTREAM, warning]");
        }
    }
}
