package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.param.InvalidParamsException;
import io.maestro.param.ParamCodec;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.step.WorkflowCode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Expressions and Java beside each other on the engine. */
class SelRunTest {

    record Window(LocalDate from, Optional<LocalDate> to) {}

    private static void run(Workflow workflow, Map<String, ?> params, Consumer<RunHandle> look) {
        try (var maestro = Maestro.inMemory()) {
            maestro.register(workflow);
            var run = maestro.start(workflow.id().value(), params);
            run.await();
            look.accept(run);
        }
    }

    private static StepStatus status(RunHandle run, String step) {
        return run.steps().stream()
                .filter(attempt -> attempt.step().value().equals(step))
                .findFirst()
                .orElseThrow()
                .status();
    }

    @Test
    void params_in_java_and_expressions_use_each_other() {
        var workflow = Workflow.define("mixed", w -> {
            var day = w.param("day", LocalDate.class);
            var next = w.param("next", LocalDate.class)
                    .computed(params -> params.get(day).plusDays(1));
            var label = w.param("label", String.class).text("from ${day} to ${next}");
            var length = w.param("length", Long.class).expression("label.length()");
            w.step("all", ctx -> ctx.get(next) + " " + ctx.get(label) + " " + ctx.get(length));
        });

        run(
                workflow,
                Map.of("day", LocalDate.parse("2026-11-30")),
                run -> assertThat(run.output("all", String.class))
                        .contains("2026-12-01 from 2026-11-30 to 2026-12-01 29"));
    }

    @Test
    void a_value_in_java_is_taken_as_it_is() {
        var workflow = Workflow.define("exact", w -> {
            var cost = w.param("cost", "$5 $$ ${nobody}");
            var given = w.param("given", String.class);
            w.step(
                            "costs",
                            ctx -> ctx.get(cost)
                                    + " "
                                    + ctx.get(given)
                                    + " "
                                    + ctx.get(StepParam.of("own", String.class)))
                    .param("own", "${x}");
        });

        run(
                workflow,
                Map.of("given", "$$7 $x"),
                run -> assertThat(run.output("costs", String.class)).contains("$5 $$ ${nobody} $$7 $x ${x}"));
    }

    @Test
    void a_record_is_given_at_a_start_as_itself_or_as_a_map() {
        var workflow = Workflow.define("windows", w -> {
            var window = w.param("window", Window.class);
            var more = w.param("more", ParamCodec.mapOf(RecordCodec.of(Window.class)), Map.of());
            w.step("show", ctx -> ctx.get(window) + " " + ctx.get(more).keySet());
        });
        var from = LocalDate.parse("2026-11-01");

        run(
                workflow,
                Map.of(
                        "window",
                        new Window(from, Optional.of(from)),
                        "more",
                        Map.of("eu", new Window(from, Optional.empty()))),
                run -> assertThat(run.output("show", String.class))
                        .contains("Window[from=2026-11-01, to=Optional[2026-11-01]] [eu]"));
        run(
                workflow,
                Map.of("window", Map.of("from", "2026-11-01")),
                run -> assertThat(run.output("show", String.class))
                        .contains("Window[from=2026-11-01, to=Optional.empty] []"));
    }

    @Test
    void what_cannot_be_read_as_its_type_is_refused_at_the_start() {
        var workflow = Workflow.define("windows", w -> {
            w.param("window", Window.class);
            w.param("day", LocalDate.class).text("${when}-01");
            w.param("when", "2026-11");
            w.run("a", ctx -> {});
        });

        try (var maestro = Maestro.inMemory()) {
            maestro.register(workflow);
            assertThatExceptionOfType(InvalidParamsException.class)
                    .isThrownBy(
                            () -> maestro.start("windows", Map.of("window", Map.of("from", "first"), "when", "soon")))
                    .withMessage("workflow 'windows' cannot start with these params:\n"
                            + "  /run_params/window: 'window.from' must be a date such as '2026-11-22' but was STRING"
                            + " 'first' [WRONG_TYPE]\n"
                            + "  /workflow/params/day: must be a date such as '2026-11-22' but was STRING 'soon-01'"
                            + " [WRONG_TYPE]");
            assertThatExceptionOfType(InvalidParamsException.class)
                    .isThrownBy(() -> maestro.start("windows", Map.of("window", Map.of("form", "2026-11-01"))))
                    .withMessageContaining("has the member 'form'; did you mean 'from'?");
            assertThat(maestro.runs(io.maestro.store.RunQuery.all())).isEmpty();
        }
    }

    @Test
    void conditions_and_later_steps_see_what_a_step_in_java_returns() {
        var workflow = Workflow.define("seen", w -> {
            var score = w.step("score", ctx -> List.of(0.5, 0.95))
                    .outputParam("best", Double.class, scores -> scores.getLast())
                    .outputParam("count", ParamCodec.of(Integer.class), List::size);
            var low = w.run("low", ctx -> {});
            var high = w.step("high", ctx -> ctx.get(StepParam.of("text", String.class)))
                    .text("text", "best of ${score__count}: ${score__best}");
            w.from(score).when("best < 0.9").to(low).otherwise(high);
        });

        run(workflow, Map.of(), run -> {
            assertThat(status(run, "low")).isEqualTo(StepStatus.UNSATISFIED);
            assertThat(run.output("high", String.class)).contains("best of 2: 0.95");
        });
    }

    @Test
    void params_of_a_step_are_computed_from_outputs_and_params() {
        var workflow = Workflow.define("computed", w -> {
            var factor = w.param("factor", 3L);
            var rows = w.step("rows", ctx -> List.of("a", "b"));
            w.step("show", ctx -> ctx.get(StepParam.of("limit", Long.class)))
                    .computed(
                            "limit",
                            Long.class,
                            params -> params.get(rows).size() * params.get(factor) * params.get("rows__n", Long.class))
                    .after(rows);
            rows.param("n", 7);
        });

        run(
                workflow,
                Map.of(),
                run -> assertThat(run.output("show", Long.class)).contains(42L));
    }

    @Test
    void a_computation_that_fails_is_told_with_its_param() {
        var workflow = Workflow.define("failing", w -> {
            var other = w.step("other", ctx -> 1);
            w.run("a", ctx -> {}).computed("n", Integer.class, params -> params.get(other));
            w.run("b", ctx -> {})
                    .computed("m", Integer.class, params -> Integer.parseInt("many"))
                    .after(other);
        });

        run(workflow, Map.of(), run -> {
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            var errors = run.steps().stream()
                    .flatMap(step -> step.error().stream())
                    .map(error -> error.message())
                    .toList();
            assertThat(errors).hasSize(2);
            assertThat(errors)
                    .anySatisfy(error -> assertThat(error)
                            .contains("param 'n' cannot be computed")
                            .contains("step 'a' reads the output of step 'other', which has none"));
            assertThat(errors)
                    .anySatisfy(error -> assertThat(error)
                            .contains("param 'm' cannot be computed: java.lang.NumberFormatException"));
        });
    }

    @Test
    void a_param_that_the_step_does_not_have_is_refused_where_it_is_read() {
        var workflow = Workflow.define("none", w -> w.step("a", ctx -> ctx.get(StepParam.of("limit", Long.class))));

        run(
                workflow,
                Map.of(),
                run -> assertThat(run.steps().getFirst().error().orElseThrow().message())
                        .contains("param 'limit' is not a param of step 'a'"));
    }

    @Test
    void a_handle_of_another_workflow_is_refused_in_a_computation() {
        var foreign = new java.util.ArrayList<Param<Long>>();
        Workflow.define("other", w -> {
            foreign.add(w.param("n", 1L));
            w.run("a", ctx -> {});
        });
        var workflow = Workflow.define("one", w -> {
            w.param("m", Long.class).computed(params -> params.get(foreign.getFirst()));
            w.run("a", ctx -> {});
        });

        try (var maestro = Maestro.inMemory()) {
            maestro.register(workflow);
            assertThatExceptionOfType(InvalidParamsException.class)
                    .isThrownBy(() -> maestro.start("one"))
                    .withMessageContaining(
                            "'n' is a handle of workflow 'other'; a handle is good only in the workflow that"
                                    + " declares it");
        }
    }

    @Test
    void a_timeout_is_read_from_a_param_that_is_a_duration() {
        var workflow = Workflow.define("slow", w -> {
            var limit = w.param("limit", Duration.ofMillis(1));
            w.run("a", ctx -> Thread.sleep(Duration.ofMinutes(10))).timeout(limit.asSetting());
        });

        run(workflow, Map.of(), run -> assertThat(status(run, "a")).isEqualTo(StepStatus.TIMED_OUT));
    }

    @Test
    void a_definition_whose_code_is_missing_is_not_registered() {
        var workflow = Workflow.define("bare", w -> {
            w.param("n", Long.class).computed(params -> 1L);
            w.type("a", "NoOp").computed("m", Long.class, params -> 1L);
        });

        try (var maestro = Maestro.inMemory()) {
            assertThatExceptionOfType(InvalidDefinitionException.class)
                    .isThrownBy(() -> maestro.register(workflow.definition(), WorkflowCode.none()))
                    .withMessage("workflow 'bare' has 2 problems:\n"
                            + "  /workflow/params/n: the param 'n' is computed in Java, but no code came with the"
                            + " definition [NO_CODE]\n"
                            + "  /workflow/steps/0/step/params/m: the param 'm' is computed in Java, but no code came with"
                            + " the definition [NO_CODE]");
        }
    }
}
