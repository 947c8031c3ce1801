package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.maestro.param.ParamConversionException;
import io.maestro.step.OutputNotAvailableException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class HandleTest {

    private static <H> H handleOf(String workflow, Function<WorkflowBuilder, H> author) {
        var handles = new ArrayList<H>();
        Workflow.define(workflow, w -> {
            w.step("first", ctx -> 1);
            handles.add(author.apply(w));
        });
        return handles.get(0);
    }

    @Test
    void a_param_is_read_as_its_type() {
        var day = handleOf("one", w -> w.param("day", LocalDate.class));

        var context = new FakeContext("one", "first").param("day", "2026-11-22");
        assertThat(context.get(day)).isEqualTo(LocalDate.of(2026, 11, 22));
    }

    @Test
    void a_param_with_a_value_of_another_type_is_refused_with_its_name() {
        var day = handleOf("one", w -> w.param("day", LocalDate.class));

        var context = new FakeContext("one", "first").param("day", 20261122);
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> context.get(day))
                .withMessage("param 'day' must be a date such as '2026-11-22' but was LONG '20261122'");
    }

    @Test
    void a_param_that_the_run_was_started_without_is_refused_with_its_name() {
        var day = handleOf("one", w -> w.param("day", LocalDate.class));

        var context = new FakeContext("one", "first");
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> context.get(day))
                .withMessage("param 'day' has no value: run one:1:1 was started without it");
    }

    @Test
    void an_output_is_read_as_its_type() {
        Step<List<String>> rows = handleOf("one", w -> w.step("rows", ctx -> List.of("a")));

        var context = new FakeContext("one", "first").output("rows", List.of("a", "b"));
        assertThat(context.get(rows)).containsExactly("a", "b");
    }

    @Test
    void an_output_that_is_not_there_is_refused_by_the_context() {
        var rows = handleOf("one", w -> w.step("rows", ctx -> List.of("a")));

        var context = new FakeContext("one", "first");
        assertThatExceptionOfType(OutputNotAvailableException.class).isThrownBy(() -> context.get(rows));
    }

    @Test
    void an_output_that_is_not_of_the_declared_class_is_refused_where_it_is_read() {
        var score = handleOf("one", w -> w.step("score", ctx -> 0.5).returns(double.class));

        var context = new FakeContext("one", "first").output("score", "good");
        assertThatExceptionOfType(OutputTypeException.class)
                .isThrownBy(() -> context.get(score))
                .withMessage("step 'first' reads the output of step 'score', which must be a java.lang.Double but is a"
                        + " java.lang.String; it may have been recorded before the step's type was changed")
                .satisfies(e -> {
                    assertThat(e.reader()).hasToString("first");
                    assertThat(e.step()).hasToString("score");
                });
    }

    @Test
    void an_output_of_the_declared_class_is_read() {
        Step<List<String>> rows =
                handleOf("one", w -> w.step("rows", ctx -> List.of("a")).returns(List.class));
        var score = handleOf("one", w -> w.step("score", ctx -> 0.5).returns(double.class));

        var context = new FakeContext("one", "first")
                .output("rows", List.of("a", "b"))
                .output("score", 0.7);
        assertThat(context.get(rows)).containsExactly("a", "b");
        assertThat(context.get(score)).isEqualTo(0.7);
    }

    @Test
    void a_handle_of_another_workflow_is_refused_also_if_the_ids_are_the_same() {
        var rows = handleOf("other", w -> w.step("rows", ctx -> 1));
        var limit = handleOf("other", w -> w.param("limit", 1L));

        var context = new FakeContext("one", "first").output("rows", 1).param("limit", 1L);
        assertThatExceptionOfType(ForeignHandleException.class)
                .isThrownBy(() -> context.get(rows))
                .withMessage("step 'first' of workflow 'one' reads 'rows' of workflow 'other'; a handle is good only in"
                        + " the workflow that declares it")
                .satisfies(e -> {
                    assertThat(e.workflow()).hasToString("one");
                    assertThat(e.reader()).hasToString("first");
                    assertThat(e.owner()).hasToString("other");
                });
        assertThatExceptionOfType(ForeignHandleException.class).isThrownBy(() -> context.get(limit));
    }
}
