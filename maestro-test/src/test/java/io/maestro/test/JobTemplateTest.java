package io.maestro.test;

import static io.maestro.run.StepStatus.INTERNALLY_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maestro.Maestro;
import io.maestro.MaestroBuilder;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.JobTemplate;
import io.maestro.definition.JobTemplateId;
import io.maestro.error.Problem;
import io.maestro.param.InvalidParamsException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import io.maestro.store.RunQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Steps that take params from a job template of the host. */
class JobTemplateTest {

    /** What the shell type was given, by step. */
    private final Map<String, Map<String, ParamValue>> seen = new ConcurrentHashMap<>();

    private final StepRuntime shell = new StepRuntime() {
        @Override
        public Map<String, ParamDefinition> params() {
            return Map.of("image", text("of the type"));
        }

        @Override
        public StepResult start(StepContext context) {
            seen.put(context.stepId().value(), context.stepParams());
            return StepResult.done();
        }
    };

    private static ParamDefinition text(String text) {
        return ParamDefinition.literal(ParamValue.of(text));
    }

    private static ParamDefinition text(String text, ParamMode mode) {
        var plain = text(text);
        return new ParamDefinition(
                plain.type(), plain.content(), Optional.of(mode), List.of(), Optional.empty(), Map.of());
    }

    private static JobTemplate.Builder template(String name) {
        return JobTemplate.Definition.builder(name, "Shell");
    }

    private Bench bench(JobTemplate.Builder... templates) {
        return new Bench(with(templates));
    }

    private UnaryOperator<MaestroBuilder> with(JobTemplate.Builder... templates) {
        return builder -> {
            builder.stepType("Shell", shell);
            for (var template : templates) {
                builder.jobTemplate(template.build());
            }
            return builder;
        };
    }

    private RunHandle run(Flow flow, JobTemplate.Builder... templates) {
        return run(flow, Map.of(), templates);
    }

    private RunHandle run(Flow flow, Map<String, ?> given, JobTemplate.Builder... templates) {
        try (var bench = bench(templates)) {
            var run = bench.maestro.register(flow).start(given);
            bench.awaitEnd(run);
            return run;
        }
    }

    private List<String> problems(Flow flow, JobTemplate.Builder... templates) {
        try (var bench = bench(templates)) {
            var e = catchThrowableOfType(InvalidDefinitionException.class, () -> bench.maestro.register(flow));
            assertThat(bench.maestro.workflows()).isEmpty();
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    private static Map<String, ParamSource> sources(RunHandle run, String step) {
        var sources = new LinkedHashMap<String, ParamSource>();
        Bench.attempts(run, step).getLast().params().forEach((name, param) -> sources.put(name, param.source()));
        return sources;
    }

    private static JobTemplateId shell() {
        return JobTemplateId.of("shell");
    }

    private ParamValue seen(String step, String param) {
        return seen.getOrDefault(step, Map.of()).getOrDefault(param, ParamValue.of("nothing"));
    }

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

    @Nested
    class Refused {

        @Test
        void is_a_template_that_nobody_registered() {
            assertThat(problems(
                            Flow.of("w")
                                    .typed("a", "Shell", JobTemplateId.of("shel"))
                                    .template("b", JobTemplateId.of("python", "v1"))
                                    .foreach(
                                            "each",
                                            1,
                                            Map.of("x", new ParamValue.LongArray(List.of(1L))),
                                            Flow.of("body").template("inner", JobTemplateId.of("shall"))),
                            template("shell")))
                    .containsExactly(
                            "/workflow/steps/0/step/sub_type: step 'a' takes job template 'shel', which is not registered;"
                                    + " did you mean 'shell'? [UNKNOWN_JOB_TEMPLATE]",
                            "/workflow/steps/1/template/sub_type: step 'b' takes job template 'python', which is not"
                                    + " registered [UNKNOWN_JOB_TEMPLATE]",
                            "/workflow/steps/2/foreach/steps/0/template/sub_type: step 'inner' takes job template"
                                    + " 'shall', which is not registered; did you mean 'shell'? [UNKNOWN_JOB_TEMPLATE]");
        }

        @Test
        void is_a_version_that_nobody_registered() {
            var flow = Flow.of("w")
                    .typed("a", "Shell", JobTemplateId.of("shell", "V2"))
                    .template("b", shell());
            var versions = new JobTemplate.Builder[] {
                template("shell").version("v1"), template("shell").version("v2")
            };

            assertThat(problems(flow, versions))
                    .containsExactly(
                            "/workflow/steps/0/step/sub_type_version: step 'a' takes job template 'shell' in version 'V2',"
                                    + " of which there are only 'v1' and 'v2'; did you mean 'v2'? [UNKNOWN_JOB_TEMPLATE]",
                            "/workflow/steps/1/template/sub_type: step 'b' takes job template 'shell' in version 'default',"
                                    + " of which there are only 'v1' and 'v2' [UNKNOWN_JOB_TEMPLATE]");
            assertThat(problems(
                            Flow.of("w")
                                    .runParam("job_template_version", text("v3"))
                                    .template("b", shell()),
                            versions))
                    .singleElement()
                    .asString()
                    .contains("'shell' in version 'v3'");
        }

        @Test
        void is_not_a_version_that_only_a_run_knows() {
            try (var bench = bench(template("shell").version("v1"))) {
                var workflow = bench.maestro.register(Flow.of("w")
                        .runParam("job_template_version", ParamDefinition.unset(ParamType.STRING))
                        .template("a", shell()));

                assertThat(bench.awaitEnd(workflow.start(Map.of("job_template_version", "v1")))
                                .status())
                        .isEqualTo(RunStatus.SUCCEEDED);
            }
        }

        @Test
        void is_a_template_for_steps_of_another_type() {
            assertThat(problems(
                            Flow.of("w")
                                    .typed("a", "NoOp", shell())
                                    .template("b", JobTemplateId.of("other"))
                                    .runParam("job_template_version", text("v1"))
                                    .typed("c", "NoOp", JobTemplateId.of("shell", "default")),
                            template("shell"),
                            template("shell").version("v1"),
                            JobTemplate.Definition.builder("other", "Shel").version("v1")))
                    .containsExactly(
                            "/workflow/steps/0/step/sub_type: the job template 'shell' in version 'v1' is for steps of type"
                                    + " 'Shell', but step 'a' is one of type 'NoOp' [CONFLICT]",
                            "/workflow/steps/1/template/sub_type: the job template 'other' in version 'v1' is for steps of"
                                    + " type 'Shel', which is not registered; there are [NoOp, Shell, Sleep]; did you mean"
                                    + " 'Shell'? [UNKNOWN_STEP_TYPE]",
                            "/workflow/steps/2/step/sub_type_version: the job template 'shell' in version 'default' is for"
                                    + " steps of type 'Shell', but step 'c' is one of type 'NoOp' [CONFLICT]");
        }

        @Test
        void is_a_change_of_what_the_template_does_not_let_change() {
            assertThat(problems(
                            Flow.of("w")
                                    .typed("a", "Shell", shell())
                                    .param("constant", text("mine"))
                                    .param("immutable", text("mine"))
                                    .param("reserved", text("mine"))
                                    .param("same", text("template's", ParamMode.CONSTANT)),
                            template("shell")
                                    .param("constant", text("template's", ParamMode.CONSTANT))
                                    .param("immutable", text("template's", ParamMode.IMMUTABLE))
                                    .param("same", text("template's", ParamMode.CONSTANT))
                                    .reserved("reserved", text("template's"))))
                    .containsExactly(
                            "/workflow/steps/0/step/params/constant: param 'constant' is CONSTANT and cannot be changed by"
                                    + " DEFINITION; it would have to be one of [MUTABLE, MUTABLE_ON_START_RESTART,"
                                    + " MUTABLE_ON_START] [CONFLICT]",
                            "/workflow/steps/0/step/params/immutable: param 'immutable' is IMMUTABLE and cannot be changed by"
                                    + " DEFINITION; it would have to be one of [MUTABLE, MUTABLE_ON_START_RESTART,"
                                    + " MUTABLE_ON_START] [CONFLICT]",
                            "/workflow/steps/0/step/params/reserved: param 'reserved' is CONSTANT and cannot be changed by"
                                    + " DEFINITION; it would have to be one of [MUTABLE, MUTABLE_ON_START_RESTART,"
                                    + " MUTABLE_ON_START] [CONFLICT]");
        }

        @Test
        void is_a_param_of_the_workflow_that_changes_what_may_not_change() {
            assertThat(problems(
                            Flow.of("w").runParam("x", text("mine")).typed("a", "Shell", shell()),
                            template("shell").param("x", text("template's", ParamMode.CONSTANT))))
                    .containsExactly("/workflow/steps/0/step/sub_type: param 'x' is CONSTANT and cannot be changed by"
                            + " WORKFLOW_PARAMETER; it would have to be one of [MUTABLE, MUTABLE_ON_START_RESTART,"
                            + " MUTABLE_ON_START] [CONFLICT]");
        }

        @Test
        void is_another_type_of_param_than_the_templates() {
            assertThat(problems(
                            Flow.of("w").typed("a", "Shell", shell()).param("cpu", text("many")),
                            template("shell").param("cpu", ParamDefinition.literal(ParamValue.of(1)))))
                    .singleElement()
                    .asString()
                    .startsWith("/workflow/steps/0/step/params/cpu: ")
                    .endsWith("[WRONG_TYPE]");
        }

        @Test
        void is_a_step_that_does_not_give_what_the_template_requires() {
            var demanding = template("shell")
                    .param("script", ParamDefinition.unset(ParamType.STRING))
                    .param("user", ParamDefinition.unset(ParamType.STRING));

            assertThat(problems(Flow.of("w").template("a", shell()), demanding))
                    .containsExactly(
                            "/workflow/steps/0/template/params/script: param 'script' is required: a STRING must be given"
                                    + " [MISSING]",
                            "/workflow/steps/0/template/params/user: param 'user' is required: a STRING must be given"
                                    + " [MISSING]");
        }

        @Test
        void is_not_a_step_whose_run_gives_what_the_template_requires() {
            var demanding = template("shell").param("script", ParamDefinition.unset(ParamType.STRING));
            run(Flow.of("w").runParam("script", text("ls")).template("a", shell()), demanding);
            run(
                    Flow.of("v")
                            .foreach(
                                    "each",
                                    1,
                                    Map.of("script", new ParamValue.StringArray(List.of("ps"))),
                                    Flow.of("body").template("b", shell())),
                    demanding);

            assertThat(seen("a", "script")).isEqualTo(ParamValue.of("ls"));
            assertThat(seen("b", "script")).isEqualTo(ParamValue.of("ps"));
        }
    }

    @Nested
    class ASetOfTemplates {

        private List<String> problems(JobTemplate.Builder... templates) {
            var e = catchThrowableOfType(
                    InvalidDefinitionException.class,
                    () -> with(templates).apply(Maestro.builder()).build());
            assertThat(e).hasMessageStartingWith("the set of job templates has ");
            return e.problems().stream().map(Problem::toString).toList();
        }

        @Test
        void inherits_only_from_templates_that_exist() {
            assertThat(problems(
                            template("base").version("v1"),
                            template("one").inheritFrom("bese", "v1"),
                            template("two").inheritFrom("base", "v2")))
                    .containsExactly(
                            "/definition/inherit_from/bese: job template 'one', version 'default' inherits from job template"
                                    + " 'bese', which is not registered; did you mean 'base'? [UNKNOWN_JOB_TEMPLATE]",
                            "/definition/inherit_from/base: job template 'two', version 'default' inherits from job template"
                                    + " 'base' in version 'v2', of which there are only 'v1'; did you mean 'v1'?"
                                    + " [UNKNOWN_JOB_TEMPLATE]");
        }

        @Test
        void does_not_inherit_in_a_circle() {
            assertThat(problems(
                            template("outside").inheritFrom("a", "default"),
                            template("a").inheritFrom("b", "default"),
                            template("b").inheritFrom("a", "default"),
                            template("self").inheritFrom("self", "default")))
                    .containsExactly(
                            "/definition/inherit_from: job template 'a', version 'default' inherits from itself:"
                                    + " 'a default' -> 'b default' -> 'a default' [CYCLE]",
                            "/definition/inherit_from: job template 'self', version 'default' inherits from itself:"
                                    + " 'self default' -> 'self default' [CYCLE]");
        }

        @Test
        void may_inherit_from_other_versions_and_twice_from_the_same() {
            run(
                    Flow.of("w").template("a", JobTemplateId.of("shell", "v2")),
                    template("shell").version("v1").param("x", text("1")),
                    template("other").inheritFrom("shell", "v1"),
                    template("shell").version("v2").inheritFrom("shell", "v1").inheritFrom("other", "default"));

            assertThat(seen("a", "x")).isEqualTo(ParamValue.of("1"));
        }

        @Test
        void holds_only_params_that_can_be_evaluated() {
            assertThat(problems(template("shell")
                            .param("e", ParamDefinition.expression(ParamType.LONG, "1 +"))
                            .param("c", ParamDefinition.code(ParamType.LONG))
                            .param("a b", text(""))))
                    .satisfiesExactly(
                            e -> assertThat(e)
                                    .startsWith(
                                            "/definition/params/e/expression: job template 'shell', version 'default':"
                                                    + " at 1:4: ")
                                    .contains("[EXPRESSION]"),
                            name -> assertThat(name)
                                    .startsWith("/definition/params/a b: job template 'shell', version 'default': ")
                                    .endsWith("[INVALID_ID]"),
                            code -> assertThat(code)
                                    .isEqualTo(
                                            "/definition/params/c: job template 'shell', version 'default': the param 'c'"
                                                    + " is computed in Java, which a template cannot hold [NO_CODE]"));
        }

        @Test
        void takes_the_later_of_two_with_the_same_name_and_version() {
            run(
                    Flow.of("w").template("a", shell()),
                    template("shell").param("x", text("earlier")),
                    template("shell").param("x", text("later")));

            assertThat(seen("a", "x")).isEqualTo(ParamValue.of("later"));
        }
    }

    @Nested
    class AVersionOfAWorkflow {

        private final io.maestro.store.Store rows = Stores.inMemory();

        private Bench host(JobTemplate.Builder... templates) {
            return new Bench(builder -> with(templates).apply(builder).store(new ForwardingStore(rows) {
                @Override
                public void close() {}
            }));
        }

        private long register(Flow flow, JobTemplate.Builder... templates) {
            try (var bench = host(templates)) {
                return bench.maestro.register(flow).version();
            }
        }

        @Test
        void stays_while_its_templates_do() {
            var flow = Flow.of("w").template("a", shell());
            var before = template("shell").inheritFrom("base", "default");
            var base = template("base");

            assertThat(register(flow, before, base)).isEqualTo(1);
            assertThat(register(flow, base, before, template("unrelated"))).isEqualTo(1);
            assertThat(register(flow, before, template("base").param("x", text("new"))))
                    .isEqualTo(2);
            assertThat(register(flow, before, base)).isEqualTo(3);
        }

        @Test
        void counts_only_the_template_that_a_step_fixes() {
            var flow = Flow.of("w").template("a", JobTemplateId.of("shell", "v1"));
            var first = template("shell").version("v1");

            assertThat(register(flow, first)).isEqualTo(1);
            assertThat(register(flow, first, template("shell").version("v2"))).isEqualTo(1);
        }

        @Test
        void counts_all_that_a_start_may_choose() {
            var flow = Flow.of("w").template("a", shell());

            assertThat(register(flow, template("shell"))).isEqualTo(1);
            assertThat(register(flow, template("shell"), template("shell").version("v2")))
                    .isEqualTo(2);
        }

        @Test
        void keeps_its_templates_for_the_runs_that_began_with_it() {
            var gate = new Gate();
            var flow = Flow.of("w")
                    .step("wait", context -> {
                        gate.pass();
                        return 1;
                    })
                    .template("a", shell())
                    .after("wait");
            RunHandle begun;
            try (var old = host(template("shell").param("x", text("old")))) {
                begun = old.maestro.register(flow).start();
                gate.awaitArrival();
            }
            gate.open();
            try (var fresh = host(template("shell").param("x", text("new")))) {
                var workflow = fresh.maestro.register(flow);
                fresh.awaitEnd(fresh.maestro.find(begun.id()).orElseThrow());
                assertThat(seen("a", "x")).isEqualTo(ParamValue.of("old"));

                fresh.awaitEnd(workflow.start());
                assertThat(seen("a", "x")).isEqualTo(ParamValue.of("new"));
            }
        }

        @Test
        void goes_on_where_the_host_has_its_templates_no_more() {
            var gate = new Gate();
            var flow = Flow.of("w")
                    .step("wait", context -> {
                        gate.pass();
                        return 1;
                    })
                    .template("a", shell())
                    .after("wait");
            RunHandle begun;
            try (var old = host(template("shell").param("x", text("old")))) {
                begun = old.maestro.register(flow).start();
                gate.awaitArrival();
            }
            gate.open();
            try (var fresh = host()) {
                fresh.maestro.register(Flow.of("w").step("wait", context -> 1));
                var end = fresh.awaitEnd(fresh.maestro.find(begun.id()).orElseThrow());

                assertThat(end.status()).isEqualTo(RunStatus.SUCCEEDED);
                assertThat(seen("a", "x")).isEqualTo(ParamValue.of("old"));
            }
        }
    }
}
