package io.maestro.internal.graph.check;

import static io.maestro.internal.graph.check.Draft.errors;
import static io.maestro.internal.graph.check.Draft.found;
import static io.maestro.internal.graph.check.Draft.number;
import static io.maestro.internal.graph.check.Draft.step;
import static io.maestro.internal.graph.check.Draft.text;
import static io.maestro.internal.graph.check.Draft.warnings;
import static io.maestro.internal.graph.check.Draft.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.Backoff;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RetryPolicy.Retry;
import io.maestro.definition.Setting;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What expressions, texts and settings refer to. */
class ReferenceCheckTest {

    private static WorkflowDefinition.Builder one() {
        return workflow(step("a").noOp());
    }

    @Nested
    class The_params_of_a_workflow {

        @Test
        void know_each_other_and_those_that_every_workflow_has() {
            assertThat(found(one().param("x", number("y + RUN_TS + params.get('q') + event__rows"))
                            .param("y", number("1"))
                            .param("t", text("${y} of $workflow_id"))))
                    .isEmpty();
        }

        @Test
        void know_no_others() {
            assertThat(errors(one().param("amount", number("1")).param("x", number("1 + amuont"))))
                    .singleElement()
                    .asString()
                    .startsWith("/workflow/params/x/expression: at 1:5: refers to 'amuont', which is no param of the"
                            + " workflow; did you mean 'amount'? [UNKNOWN_PARAM]\n    1 + amuont\n        ^");
            assertThat(errors(one().param("t", text("costs $$5 and ${nosuch}"))))
                    .containsExactly("/workflow/params/t/value: refers to 'nosuch', which is no param of the workflow"
                            + " [UNKNOWN_PARAM]");
        }

        @Test
        void are_looked_through_wherever_they_hold_texts() {
            var texts = new ParamValue.StringArray(List.of("plain", "$nosuch"));
            var map = new ParamValue.StringMap(Map.of("k", "${nosuch}"));

            assertThat(found(one().param("l", ParamDefinition.literal(texts))))
                    .containsExactly("UNKNOWN_PARAM ERROR /workflow/params/l/value/1");
            assertThat(found(one().param("m", ParamDefinition.literal(map))))
                    .containsExactly("UNKNOWN_PARAM ERROR /workflow/params/m/value/k");
        }

        @Test
        void must_not_need_each_other() {
            assertThat(errors(one().param("x", number("z + 1"))
                            .param("y", number("x + 1"))
                            .param("z", text("$y"))))
                    .containsExactly(
                            "/workflow/params/x: the params 'x' -> 'z' -> 'y' -> 'x' need each other, so none of"
                                    + " them has a value [CYCLE]");
            assertThat(found(one().param("x", number("x + 1")))).containsExactly("CYCLE ERROR /workflow/params/x");
        }

        @Test
        void must_not_need_each_other_by_way_of_those_that_every_workflow_has() {
            assertThat(errors(one().param("RUN_TS", number("new Long(RUN_DATE)"))))
                    .singleElement()
                    .asString()
                    .startsWith("/workflow/params/RUN_TS: the params 'RUN_TS' -> 'RUN_DATE' -> 'RUN_TS' need");
        }

        @Test
        void are_evaluated_before_the_steps() {
            assertThat(warnings(one().param("x", number("params.getFromStep('a', 'p')"))))
                    .singleElement()
                    .asString()
                    .contains("[NOT_UPSTREAM, warning]");
        }
    }

    @Nested
    class The_params_of_a_step {

        @Test
        void know_each_other_those_of_the_workflow_and_those_of_steps_before() {
            assertThat(found(workflow(
                                    step("a").param("p", "1").to("b").noOp(),
                                    step("b")
                                            .to("c")
                                            .expression("q", "x + r + a__p + step_attempt_id + b__r")
                                            .expression("r", "params.getFromStep('a', 'p')")
                                            .expression("s", "params.getFromStep('a', 'MAESTRO_STEP_END_TIME')")
                                            .noOp(),
                                    step("c")
                                            .param("t", "${a__p} ${b__q} $RUN_DATE")
                                            .noOp())
                            .param("x", number("1"))))
                    .isEmpty();
        }

        @Test
        void may_be_given_at_a_start_and_so_are_warned_of_only() {
            assertThat(warnings(workflow(step("a")
                            .param("rows", "1")
                            .expression("q", "rosw + 1")
                            .noOp())))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "/workflow/steps/0/step/params/q/expression: at 1:1: refers to 'rosw', which neither step"
                                    + " 'a' nor the workflow has, unless a start gives it; did you mean 'rows'?"
                                    + " [UNKNOWN_PARAM, warning]");
        }

        @Test
        void of_types_that_bring_params_may_refer_to_these() {
            assertThat(found(workflow(
                            step("a").expression("q", "status_code + 1").to("b").typed("Http"),
                            step("b").expression("q", "a__response_body").noOp())))
                    .isEmpty();
        }

        @Test
        void do_not_know_steps_that_are_not_before() {
            assertThat(warnings(workflow(
                            step("a").expression("q", "z__p").to("b").noOp(),
                            step("b").param("p", "1").noOp(),
                            step("z").param("p", "${b__p}").noOp())))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .startsWith(
                                            "/workflow/steps/0/step/params/q/expression: at 1:1: reads a param of step"
                                                    + " 'z', but no way leads from there to step 'a' [NOT_UPSTREAM, warning]"),
                            line -> assertThat(line)
                                    .isEqualTo(
                                            "/workflow/steps/2/step/params/p/value: reads a param of step 'b', but no"
                                                    + " way leads from there to step 'z' [NOT_UPSTREAM, warning]"));
            assertThat(warnings(workflow(
                            step("a")
                                    .expression("q", "params.getFromStep('b', 'p')")
                                    .to("b")
                                    .noOp(),
                            step("b").param("p", "1").noOp())))
                    .singleElement()
                    .asString()
                    .contains("which comes only after step 'a' [NOT_UPSTREAM, warning]");
        }

        @Test
        void know_all_steps_of_a_loop_that_they_are_in() {
            assertThat(found(workflow(
                            step("a").expression("q", "b__p").to("b").noOp(),
                            step("b")
                                    .param("p", "1")
                                    .to("a", new Predicate.Code())
                                    .noOp())))
                    .isEmpty();
        }

        @Test
        void do_not_know_steps_that_do_not_exist_nor_params_that_these_do_not_declare() {
            assertThat(warnings(workflow(
                            step("load").param("rows", "1").to("b").noOp(),
                            step("b")
                                    .expression("q", "laod__rows")
                                    .expression("r", "load__rosw")
                                    .expression("s", "_x___y")
                                    .noOp())))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .contains(
                                            "'laod', which is neither a step nor a signal",
                                            "'load'? [UNKNOWN_STEP, warning]"),
                            line -> assertThat(line)
                                    .contains(
                                            "param 'rosw' of step 'load', which declares no such param",
                                            "'rows'? [UNKNOWN_PARAM, warning]"),
                            line -> assertThat(line).contains("begins with the id of no step [UNKNOWN_STEP, warning]"));
        }

        @Test
        void see_conditions_as_params_do() {
            assertThat(found(workflow(
                            step("a")
                                    .param("p", "1")
                                    .when("p == '1' && nosuch > 1", "b")
                                    .noOp(),
                            step("b").noOp())))
                    .containsExactly("UNKNOWN_PARAM WARNING /workflow/steps/0/step/transition/successors/b");
        }
    }

    @Nested
    class In_a_body {

        private final Map<String, ParamValue> days = Map.of("day", new ParamValue.StringArray(List.of("monday")));

        @Test
        void params_of_all_levels_around_are_known() {
            assertThat(found(workflow(step("one")
                                    .over(days)
                                    .expression("p", "x")
                                    .foreach(step("two")
                                            .over(Map.of("n", new ParamValue.LongArray(List.of(1L))))
                                            .foreach(step("k")
                                                    .param("t", "$x $p $day $n $loop_index $RUN_DATE")
                                                    .noOp())))
                            .param("x", number("1"))))
                    .isEmpty();
        }

        @Test
        void loop_params_are_known_by_their_names_only() {
            assertThat(found(workflow(step("one")
                            .over(days)
                            .foreach(step("k")
                                    .expression("q", "loop_params.size()")
                                    .noOp()))))
                    .containsExactly(
                            "UNKNOWN_PARAM WARNING /workflow/steps/0/foreach/steps/0/step/params/q/expression");
        }

        @Test
        void loop_params_are_known_only_there() {
            assertThat(found(workflow(
                            step("one").over(days).to("b").foreach(step("k").noOp()),
                            step("b").expression("q", "day").noOp())))
                    .containsExactly("UNKNOWN_PARAM WARNING /workflow/steps/1/step/params/q/expression");
        }

        @Test
        void steps_around_are_not_seen() {
            assertThat(warnings(workflow(
                            step("a").param("p", "1").to("one").noOp(),
                            step("one")
                                    .over(days)
                                    .foreach(step("k").param("t", "${a__p}").noOp()))))
                    .containsExactly(
                            "/workflow/steps/1/foreach/steps/0/step/params/t/value: reads a param of step 'a', but each"
                                    + " iteration sees the steps of its own body only; let the loop step hand the param"
                                    + " on as one of its own [NOT_UPSTREAM, warning]");
        }

        @Test
        void steps_are_read_from_outside_by_a_function() {
            assertThat(warnings(workflow(
                            step("one")
                                    .over(days)
                                    .to("b")
                                    .foreach(step("k").param("p", "1").noOp()),
                            step("b").expression("q", "k__p").noOp())))
                    .singleElement()
                    .asString()
                    .contains("which is in the body of step 'one'; say params.getFromForeach('one', 'k', 'p')"
                            + " [NOT_UPSTREAM, warning]");
            assertThat(found(workflow(
                            step("one")
                                    .over(days)
                                    .to("b")
                                    .foreach(step("k").param("p", "1").noOp()),
                            step("b")
                                    .expression("q", "params.getFromForeach('one', 'k', 'p').length")
                                    .noOp())))
                    .isEmpty();
        }

        @Test
        void what_the_functions_ask_for_must_be_there() {
            assertThat(warnings(workflow(
                            step("one")
                                    .over(days)
                                    .to("b")
                                    .foreach(step("k").param("p", "1").noOp()),
                            step("b")
                                    .expression("q", "params.getFromForeach('one', 'l', 'p').length")
                                    .expression("r", "params.getFromForeach('b', 'k', 'p').length")
                                    .expression("s", "params.getFromSubworkflow('one', 'k', 'p')")
                                    .noOp())))
                    .satisfiesExactly(
                            line -> assertThat(line).contains("step 'l', which is not in the body of step 'one'"),
                            line -> assertThat(line).contains("'b', which is no foreach step"),
                            line -> assertThat(line).contains("'one', which is no subworkflow step"));
        }
    }

    @Nested
    class A_setting {

        @Test
        void knows_the_params_of_the_workflow() {
            var limit = new Retry(new Setting.Interpolated<>("${x}"), new Backoff.Fixed(Setting.of(Duration.ZERO)));
            assertThat(found(workflow(step("a").retrying(new RetryPolicy(limit, limit, limit)))
                            .timeout(new Setting.Interpolated<>("${x} hours"))
                            .param("x", number("1"))))
                    .isEmpty();
        }

        @Test
        void knows_no_others() {
            var fixed = new Retry(
                    new Setting.Interpolated<>("${p}"), new Backoff.Fixed(new Setting.Interpolated<>("${nosuch}")));
            assertThat(found(workflow(
                                    step("a").param("p", "1").retrying(new RetryPolicy(fixed, fixed, fixed)),
                                    step("b")
                                            .timeout(new Setting.Interpolated<>("$nosuch"))
                                            .noOp())
                            .timeout(new Setting.Interpolated<>("$nosuch"))))
                    .startsWith(
                            "UNKNOWN_PARAM ERROR /workflow/timeout",
                            "UNKNOWN_PARAM WARNING /workflow/steps/0/step/retry_policy/error_retry_limit",
                            "UNKNOWN_PARAM WARNING /workflow/steps/0/step/retry_policy/backoff/error_retry_backoff_in_secs")
                    .endsWith("UNKNOWN_PARAM WARNING /workflow/steps/1/step/timeout")
                    .hasSize(8);
        }
    }
}
