package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.dsl.GuideWorkflows.Row;
import io.maestro.dsl.GuideWorkflows.Warehouse;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Workflows in Java on the engine. */
class RunTest {

    private static void run(Workflow workflow, Map<String, ?> params, Consumer<RunHandle> look) {
        try (var maestro = Maestro.inMemory()) {
            maestro.register(workflow);
            maestro.register(GuideWorkflows.CHILD);
            var run = maestro.start(workflow.id().value(), params);
            run.await();
            look.accept(run);
        }
    }

    private static Map<String, StepStatus> statuses(RunHandle run) {
        return run.steps().stream().collect(Collectors.toMap(step -> step.step().value(), step -> step.status()));
    }

    @Test
    void a_workflow_of_ten_lines_runs() {
        var warehouse = new Warehouse();

        var run = GuideWorkflows.run(GuideWorkflows.tenLines(warehouse));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(warehouse.mended()).containsExactly(new Row("2026-11-22"));
        assertThat(warehouse.published()).isEmpty();
    }

    static List<Workflow> workflowsOfTheGuide() {
        return List.of(
                GuideWorkflows.steps(),
                GuideWorkflows.context(),
                GuideWorkflows.order(),
                GuideWorkflows.conditions(),
                GuideWorkflows.foreach(),
                GuideWorkflows.foreachParams(),
                GuideWorkflows.whileLoop(),
                GuideWorkflows.subworkflow(),
                GuideWorkflows.failures(),
                GuideWorkflows.stepParams(),
                GuideWorkflows.selConditions(),
                GuideWorkflows.settings(),
                GuideWorkflows.options());
    }

    @ParameterizedTest
    @MethodSource("workflowsOfTheGuide")
    void the_workflows_of_the_guide_succeed(Workflow workflow) {
        run(workflow, Map.of(), run -> assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED));
    }

    @Test
    void outputs_and_params_come_to_the_steps_that_take_them() {
        run(
                GuideWorkflows.steps(),
                Map.of("stamp", "v2"),
                run -> assertThat(run.output("label", String.class)).contains("v2-2"));
        run(
                GuideWorkflows.params(),
                Map.of("day", "2026-11-22"),
                run -> assertThat(run.output("show", String.class)).contains("2026-11-22 100 [eu, us]"));
        run(
                GuideWorkflows.derived(),
                Map.of(),
                run -> assertThat(run.output("show", String.class)).contains("2026-11-21 s3://lake/2026-11-21/* 22"));
        run(
                GuideWorkflows.stepParams(),
                Map.of(),
                run -> assertThat(run.output("load", String.class)).contains("at most 20"));
    }

    @Test
    void a_run_goes_back_until_it_is_good_enough() {
        run(
                GuideWorkflows.cycle(new GuideWorkflows.Model()),
                Map.of(),
                run -> assertThat(run.output("publish", String.class)).contains("round 3: 0.75"));
    }

    @Test
    void a_record_comes_to_the_step_that_takes_it() {
        try (var maestro = Maestro.inMemory()) {
            maestro.register(GuideWorkflows.REPORT);

            var run = GuideWorkflows.report(maestro);

            assertThat(maestro.find(run.runId()).orElseThrow().output("days", Long.class))
                    .contains(7L);
        }
    }

    @Test
    void a_step_without_an_output_succeeds_and_has_none() {
        var workflow = Workflow.define("quiet", w -> w.run("only", ctx -> {}));

        run(workflow, Map.of(), run -> {
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.output("only", Object.class)).isEmpty();
        });
    }

    @Test
    void conditions_decide_where_the_run_goes_and_are_asked_once() {
        var asked = new AtomicInteger();
        var workflow = Workflow.define("decide", w -> {
            var score = w.step("score", ctx -> 0.5);
            var mend = w.run("mend", ctx -> {});
            var publish = w.run("publish", ctx -> {});
            w.from(score)
                    .when(ctx -> asked.incrementAndGet() > 0 && ctx.get(score) < 0.9)
                    .to(mend)
                    .otherwise(publish);
        });

        run(
                workflow,
                Map.of(),
                run -> assertThat(statuses(run))
                        .containsEntry("mend", StepStatus.SUCCEEDED)
                        .doesNotContainEntry("publish", StepStatus.SUCCEEDED));
        assertThat(asked).hasValue(1);
    }

    @Test
    void an_undeclared_read_of_a_step_that_is_not_upstream_fails_with_a_clear_error() {
        var workflow = Workflow.define("blind", w -> {
            var rows = w.step("rows", ctx -> List.of("a"));
            w.step("count", ctx -> ctx.get(rows).size());
        });

        run(workflow, Map.of(), run -> {
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(errors(run))
                    .singleElement()
                    .asString()
                    .contains("step 'count' reads the output of step 'rows', which is not upstream");
        });
    }

    private static List<String> errors(RunHandle run) {
        var errors = new ArrayList<String>();
        run.steps().forEach(step -> step.error().ifPresent(error -> errors.add(error.message())));
        return errors;
    }
}
