package io.maestro.test;

import static io.maestro.run.StepStatus.INTERNALLY_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.JobTemplateId;
import io.maestro.error.Problem;
import io.maestro.param.InvalidParamsException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.step.StepResult;
import io.maestro.store.RunQuery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Steps that take params from a job template of the host. */
class JobTemplateTest extends ShellHost {

    @Nested
    class TheParamsOfAStep {

        @Test
        void are_those_of_its_template_beneath_its_own() {
            var run = run(
                    Flow.of("w").typed("a", "Shell", shell()).param("script", text("mine")),
                    template("shell").param("script", text("template's")).param("dir", text("/tmp")));

            assertThat(seen("a", "script")).isEqualTo(ParamValue.of("mine"));
            assertThat(seen("a", "dir")).isEqualTo(ParamValue.of("/tmp"));
            assertThat(sources(run, "a"))
                    .containsEntry("script", ParamSource.DEFINITION)
                    .containsEntry("dir", ParamSource.TEMPLATE_SCHEMA);
        }

        @Test
        void come_from_the_type_then_the_template_then_the_run_then_the_step() {
            var layered = template("shell")
                    .param("image", text("of the template"))
                    .param("ofRun", text("of the template"))
                    .param("ofStep", text("of the template"));
            var run = run(
                    Flow.of("w")
                            .runParam("ofRun", text("of the run"))
                            .runParam("ofStep", text("of the run"))
                            .typed("a", "Shell", shell())
                            .param("ofStep", text("of the step"))
                            .typed("plain", "Shell"),
                    layered);

            assertThat(seen("plain", "image")).isEqualTo(ParamValue.of("of the type"));
            assertThat(seen("a", "image")).isEqualTo(ParamValue.of("of the template"));
            assertThat(seen("a", "ofRun")).isEqualTo(ParamValue.of("of the run"));
            assertThat(seen("a", "ofStep")).isEqualTo(ParamValue.of("of the step"));
            assertThat(sources(run, "a"))
                    .containsEntry("image", ParamSource.TEMPLATE_SCHEMA)
                    .containsEntry("ofRun", ParamSource.WORKFLOW_PARAMETER)
                    .containsEntry("ofStep", ParamSource.DEFINITION);
        }

        @Test
        void are_given_no_param_of_the_run_that_the_template_does_not_name() {
            run(Flow.of("w").runParam("other", text("x")).typed("a", "Shell", shell()), template("shell"));

            assertThat(seen).containsKey("a");
            assertThat(seen.get("a")).doesNotContainKey("other");
        }

        @Test
        void take_the_value_that_a_param_of_the_run_came_to() {
            run(
                    Flow.of("w")
                            .runParam("id", ParamDefinition.expression(ParamType.LONG, "params.nextUniqueId()"))
                            .runParam("price", text("$$5 and $$id"))
                            .typed("a", "Shell", shell())
                            .param("same", ParamDefinition.expression(ParamType.BOOLEAN, "id == params.get('id')")),
                    template("shell")
                            .param("id", ParamDefinition.literal(ParamValue.of(1)))
                            .param("price", text("")));

            assertThat(seen("a", "price")).isEqualTo(ParamValue.of("$5 and $id"));
            assertThat(seen("a", "same")).isEqualTo(ParamValue.of(true));
        }

        @Test
        void given_at_a_start_count_like_those_that_the_workflow_declares() {
            var run = run(
                    Flow.of("w").typed("a", "Shell", shell()),
                    Map.of("dir", "/data"),
                    template("shell").param("dir", text("/tmp")));

            assertThat(seen("a", "dir")).isEqualTo(ParamValue.of("/data"));
            assertThat(sources(run, "a")).containsEntry("dir", ParamSource.WORKFLOW_PARAMETER);
        }

        @Test
        void merge_maps_by_their_members() {
            run(
                    Flow.of("w").typed("a", "Shell", shell()).param("pod", map("cpu", "4", "disk", "9")),
                    template("shell").param("pod", map("cpu", "1", "image", "python")));

            assertThat(seen("a", "pod").toJava()).isEqualTo(Map.of("cpu", "4", "image", "python", "disk", "9"));
        }

        private static ParamDefinition map(String key, String value, String otherKey, String otherValue) {
            return ParamDefinition.members(Map.of(key, text(value), otherKey, text(otherValue)));
        }

        @Test
        void refer_to_each_other_whoever_gave_them_and_to_the_steps_before() {
            run(
                    Flow.of("w")
                            .runParam("day", text("Monday"))
                            .step("before")
                            .param("out", text("made"))
                            .typed("a", "Shell", shell())
                            .param("name", text("mine"))
                            .after("before"),
                    template("shell").param("script", text("echo ${name} ${day} ${before__out} ${step_id}")));

            assertThat(seen("a", "script")).isEqualTo(ParamValue.of("echo mine Monday made a"));
        }

        @Test
        void have_those_that_are_inherited_first_and_replace_them_whole() {
            run(
                    Flow.of("w").typed("a", "Shell", shell()),
                    template("base").param("pod", map("cpu", "1", "disk", "2")).param("x", text("base")),
                    template("middle")
                            .inheritFrom("base", "default")
                            .param("pod", ParamDefinition.members(Map.of("gpu", text("1")))),
                    template("shell").inheritFrom("middle", "default").param("y", text("shell")));

            assertThat(seen("a", "pod").toJava()).isEqualTo(Map.of("gpu", "1"));
            assertThat(seen("a", "x")).isEqualTo(ParamValue.of("base"));
            assertThat(seen("a", "y")).isEqualTo(ParamValue.of("shell"));
            assertThat(List.copyOf(seen.getOrDefault("a", Map.of()).keySet())).containsSubsequence("pod", "x", "y");
        }

        @Test
        void of_two_parents_are_those_of_the_later() {
            run(
                    Flow.of("w").typed("a", "Shell", shell()),
                    template("one").param("x", text("one")),
                    template("two").param("x", text("two")),
                    template("shell").inheritFrom("two", "default").inheritFrom("one", "default"));

            assertThat(seen("a", "x")).isEqualTo(ParamValue.of("one"));
        }

        @Test
        void lack_what_is_optional_and_not_given() {
            run(
                    Flow.of("w")
                            .typed("a", "Shell", shell())
                            .typed("b", "Shell", shell())
                            .param("gpu", ParamValue.of(2)),
                    template("shell").optional("gpu", ParamType.LONG));

            assertThat(seen.get("a")).doesNotContainKey("gpu");
            assertThat(seen("b", "gpu")).isEqualTo(ParamValue.of(2));
        }

        @Test
        void tell_that_they_are_of_a_template() {
            var info = ParamDefinition.expression(ParamType.STRING, "params.getFromStep('step_type_info')");
            run(
                    Flow.of("w")
                            .typed("a", "Shell", shell())
                            .param("info", info)
                            .template("b", shell())
                            .param("info", info)
                            .typed("c", "Shell")
                            .param("info", info),
                    template("shell"));

            assertThat(seen("a", "info")).isEqualTo(ParamValue.of("shell"));
            assertThat(seen("b", "info")).isEqualTo(ParamValue.of("shell"));
            assertThat(seen("c", "info")).isEqualTo(ParamValue.of("SHELL"));
        }
    }

    @Nested
    class TheVersion {

        private final JobTemplate.Builder[] versions = {
            template("shell").param("v", text("default")),
            template("shell").version("v1").param("v", text("1")),
            template("shell").version("v2").param("v", text("2"))
        };

        private final Flow flow = Flow.of("w")
                .typed("a", "Shell", shell())
                .typed("fixed", "Shell", JobTemplateId.of("shell", "v2"))
                .template("described", shell());

        @Test
        void is_the_default_one_unless_somebody_says_another() {
            run(flow, versions);

            assertThat(seen("a", "v")).isEqualTo(ParamValue.of("default"));
            assertThat(seen("described", "v")).isEqualTo(ParamValue.of("default"));
            assertThat(seen("fixed", "v")).isEqualTo(ParamValue.of("2"));
        }

        @Test
        void is_what_the_workflow_says_unless_the_step_says_another() {
            run(flow.runParam("job_template_version", text("v1")), versions);

            assertThat(seen("a", "v")).isEqualTo(ParamValue.of("1"));
            assertThat(seen("described", "v")).isEqualTo(ParamValue.of("1"));
            assertThat(seen("fixed", "v")).isEqualTo(ParamValue.of("2"));
        }

        @Test
        void can_be_said_by_a_start() {
            run(flow, Map.of("job_template_version", "v1"), versions);

            assertThat(seen("a", "v")).isEqualTo(ParamValue.of("1"));
            assertThat(seen("fixed", "v")).isEqualTo(ParamValue.of("2"));
        }

        @Test
        void can_be_computed() {
            run(
                    flow.runParam("job_template_version", ParamDefinition.expression(ParamType.STRING, "'v' + 1 + ''")),
                    versions);

            assertThat(seen("a", "v")).isEqualTo(ParamValue.of("1"));
        }

        @Test
        void can_differ_between_the_iterations_of_a_loop() {
            var body = Flow.of("body").typed("inner", "Shell", shell());
            var run = run(
                    Flow.of("w")
                            .foreach(
                                    "each",
                                    1,
                                    Map.of("job_template_version", new ParamValue.StringArray(List.of("v1", "v2"))),
                                    body)
                            .step("after")
                            .after("each")
                            .param(
                                    "all",
                                    ParamDefinition.expression(
                                            ParamType.STRING_ARRAY, "params.getFromForeach('each', 'inner', 'v')")),
                    versions);

            assertThat(Bench.attempts(run, "after").getLast().params())
                    .hasEntrySatisfying(
                            "all", all -> assertThat(all.value().toJava()).isEqualTo(List.of("1", "2")));
        }

        @Test
        void that_does_not_exist_fails_the_start() {
            try (var bench = bench(versions)) {
                var workflow = bench.maestro.register(flow);
                var e = catchThrowableOfType(
                        InvalidParamsException.class, () -> workflow.start(Map.of("job_template_version", "v3")));

                assertThat(e.problems())
                        .extracting(Problem::toString)
                        .containsExactly(
                                "/run_params/job_template_version: step 'a' takes job template 'shell' in version 'v3',"
                                        + " of which there are only 'default', 'v1' and 'v2'; did you mean 'v1'?"
                                        + " [UNKNOWN_JOB_TEMPLATE]",
                                "/run_params/job_template_version: step 'described' takes job template 'shell' in version"
                                        + " 'v3', of which there are only 'default', 'v1' and 'v2'; did you mean 'v1'?"
                                        + " [UNKNOWN_JOB_TEMPLATE]");
                assertThat(bench.maestro.runs(RunQuery.all())).isEmpty();
            }
        }

        @Test
        void that_does_not_exist_fails_the_step_of_an_iteration() {
            var body = Flow.of("body").typed("inner", "Shell", shell());
            var run = run(
                    Flow.of("w")
                            .foreach(
                                    "each",
                                    1,
                                    Map.of("job_template_version", new ParamValue.StringArray(List.of("v9"))),
                                    body),
                    versions);

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.run().rollup().counts()).containsEntry(INTERNALLY_FAILED, 1L);
        }

        @Test
        void may_have_another_step_type_if_the_template_tells_it() {
            var asleep = JobTemplate.Definition.builder("shell", "NoOp").version("noop");
            var run = run(
                    Flow.of("w").template("a", shell()).template("b", JobTemplateId.of("shell", "noop")),
                    versions[0],
                    asleep);

            assertThat(seen).containsOnlyKeys("a");
            assertThat(Bench.statuses(run)).containsValue(StepStatus.SUCCEEDED).hasSize(2);
        }
    }

    @Nested
    class ATemplateStep {

        @Test
        void is_of_the_type_that_the_template_says() {
            var run = run(
                    Flow.of("w").template("a", shell()).param("script", text("mine")),
                    template("shell").param("script", text("theirs")));

            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(seen("a", "script")).isEqualTo(ParamValue.of("mine"));
            assertThat(seen("a", "image")).isEqualTo(ParamValue.of("of the type"));
        }

        @Test
        void is_tried_again_as_a_step_is_that_says_nothing_of_it() {
            var tries = new java.util.concurrent.atomic.AtomicInteger();
            try (var bench = new Bench(builder -> builder.stepType("Flaky", context -> {
                        if (tries.incrementAndGet() < 3) {
                            return StepResult.failed(io.maestro.run.FailureKind.USER, "not yet");
                        }
                        return StepResult.done();
                    })
                    .jobTemplate(
                            JobTemplate.Definition.builder("shell", "Flaky").build()))) {
                var run = bench.run(Flow.of("w").template("a", shell()));

                assertThat(Bench.attempts(run, "a")).hasSize(3);
                assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            }
        }
    }
}
