package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maestro.Maestro;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.JobTemplate;
import io.maestro.definition.JobTemplateId;
import io.maestro.error.Problem;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.RunStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is refused where steps take params from a job template of the host. */
class InvalidJobTemplateTest extends ShellHost {

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
}
