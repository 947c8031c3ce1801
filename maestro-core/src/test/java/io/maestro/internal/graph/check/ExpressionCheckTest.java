package io.maestro.internal.graph.check;

import static io.maestro.internal.graph.check.Draft.errors;
import static io.maestro.internal.graph.check.Draft.found;
import static io.maestro.internal.graph.check.Draft.number;
import static io.maestro.internal.graph.check.Draft.step;
import static io.maestro.internal.graph.check.Draft.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is wrong with an expression by itself. */
class ExpressionCheckTest {

    @Test
    void an_expression_that_is_none_is_refused_with_the_place() {
        assertThat(errors(workflow(step("a").noOp()).param("x", number("1 +\n  * 2"))))
                .singleElement()
                .asString()
                .startsWith("/workflow/params/x/expression: at 2:3: ")
                .endsWith("[EXPRESSION]\n      * 2\n      ^");
        assertThat(found(workflow(
                        step("a").expression("p", "x >").when("(", "b").noOp(),
                        step("b").noOp())))
                .containsExactly(
                        "EXPRESSION ERROR /workflow/steps/0/step/transition/successors/b",
                        "EXPRESSION ERROR /workflow/steps/0/step/params/p/expression");
    }

    @Test
    void an_expression_in_a_map_is_looked_at_too() {
        var map = new ParamDefinition(
                ParamType.MAP,
                new ParamDefinition.Members(Map.of("k/l", number("nosuch"))),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Map.of());

        assertThat(found(workflow(step("a").noOp()).param("m", map)))
                .containsExactly("UNKNOWN_PARAM ERROR /workflow/params/m/value/k~1l/expression");
    }

    @Test
    void an_expression_of_a_workflow_that_names_what_does_not_exist_is_refused_if_it_always_comes_there() {
        assertThat(errors(workflow(step("a").noOp()).param("x", number("new Strin('a').length()"))))
                .singleElement()
                .asString()
                .startsWith("/workflow/params/x/expression: at 1:5: there is no class 'Strin'; did you mean"
                        + " 'String'? [EXPRESSION]");
    }

    /** Perhaps no run comes to the step. */
    @Test
    void an_expression_of_a_step_that_names_what_does_not_exist_is_warned_of() {
        assertThat(found(workflow(
                                step("a")
                                        .when("x.nosuch()", "b")
                                        .expression("p", "Util.dateIntToTz(20200101)")
                                        .noOp(),
                                step("b").noOp())
                        .param("x", number("1"))))
                .containsExactly(
                        "EXPRESSION WARNING /workflow/steps/0/step/transition/successors/b",
                        "EXPRESSION WARNING /workflow/steps/0/step/params/p/expression");
    }

    @Test
    void an_expression_that_names_what_does_not_exist_is_warned_of_if_it_may_come_there() {
        assertThat(found(workflow(step("a").noOp()).param("x", number("true ? 1 : Util.dateIntToTz(1)"))))
                .contains("EXPRESSION WARNING /workflow/params/x/expression");
    }

    @Test
    void an_expression_of_a_workflow_that_always_fails_is_refused() {
        assertThat(found(workflow(step("a").noOp()).param("x", number("1 / 0"))))
                .containsExactly("NO_VALUE ERROR /workflow/params/x/expression");
        assertThat(errors(workflow(step("a").noOp()).param("x", number("0.01"))))
                .containsExactly(
                        "/workflow/params/x/expression: comes to the DOUBLE 0.01, which is no LONG" + " [WRONG_TYPE]");
    }

    @Test
    void an_expression_of_a_step_that_always_fails_is_warned_of() {
        assertThat(found(workflow(step("a")
                        .expression("p", "1 / 0")
                        .expression("q", "0.01")
                        .noOp())))
                .containsExactly(
                        "NO_VALUE WARNING /workflow/steps/0/step/params/p/expression",
                        "WRONG_TYPE WARNING /workflow/steps/0/step/params/q/expression");
    }
}
