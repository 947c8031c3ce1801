package io.maestro.internal.graph.check;

import static io.maestro.internal.graph.check.Draft.number;
import static io.maestro.internal.graph.check.Draft.step;
import static io.maestro.internal.graph.check.Draft.text;
import static io.maestro.internal.graph.check.Draft.warnings;
import static io.maestro.internal.graph.check.Draft.warningsWith;
import static io.maestro.internal.graph.check.Draft.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.JobTemplate;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is known of references where the job templates of a host are known. */
class TemplateReferenceTest {

    private static final List<JobTemplate.Definition> TEMPLATES = List.of(
            JobTemplate.Definition.builder("base", "NoOp")
                    .param("inherited", text("x"))
                    .build(),
            JobTemplate.Definition.builder("shell", "NoOp")
                    .inheritFrom("base", "default")
                    .param("script", text("echo ${who}"))
                    .build(),
            JobTemplate.Definition.builder("shell", "NoOp")
                    .version("v2")
                    .param("command", text("ls"))
                    .build());

    @Test
    void a_param_of_the_template_can_be_referred_to_by_its_step_and_those_after_it() {
        assertThat(warningsWith(
                        TEMPLATES,
                        workflow(
                                step("a")
                                        .param("who", "me")
                                        .param("mine", "${script} ${inherited} ${ofType}")
                                        .to("b")
                                        .template("shell"),
                                step("b")
                                        .param("theirs", "${a__script} ${a__inherited} ${a__ofType}")
                                        .noOp())))
                .isEmpty();
    }

    @Test
    void a_param_that_neither_the_template_nor_the_step_has_is_told_with_the_one_that_was_meant() {
        assertThat(warningsWith(
                        TEMPLATES,
                        workflow(
                                step("a")
                                        .param("who", "me")
                                        .param("mine", "${scrpt}")
                                        .to("b")
                                        .template("shell"),
                                step("b").expression("theirs", "a__inherted").noOp())))
                .satisfiesExactly(
                        own -> assertThat(own)
                                .startsWith("/workflow/steps/0/template/params/mine/value: refers to 'scrpt'")
                                .contains("did you mean 'script'?"),
                        other -> assertThat(other)
                                .startsWith("/workflow/steps/1/step/params/theirs/expression: ")
                                .contains("reads param 'inherted' of step 'a'", "did you mean 'inherited'?"));
    }

    @Test
    void what_the_template_refers_to_and_nobody_has_is_told_where_the_step_names_it() {
        assertThat(warningsWith(TEMPLATES, workflow(step("a").template("shell"))))
                .singleElement()
                .asString()
                .startsWith(
                        "/workflow/steps/0/template/sub_type: param 'script' of job template 'shell', version 'default':"
                                + " refers to 'who', which neither step 'a' nor the workflow has");
    }

    @Test
    void what_the_step_says_itself_is_not_asked_of_the_template() {
        assertThat(warningsWith(
                        TEMPLATES, workflow(step("a").param("script", "ls").template("shell"))))
                .isEmpty();
    }

    @Test
    void an_expression_of_the_template_is_shown_with_what_is_wrong_in_it() {
        var template = JobTemplate.Definition.builder("sum", "NoOp")
                .param("total", number("1 + onee"))
                .build();

        assertThat(warningsWith(
                        List.of(template),
                        workflow(step("a").template("sum")).param("one", ParamDefinition.literal(ParamValue.of(1)))))
                .singleElement()
                .asString()
                .startsWith(
                        "/workflow/steps/0/template/sub_type: param 'total' of job template 'sum', version 'default': at"
                                + " 1:5: refers to 'onee'")
                .contains("did you mean 'one'?", "1 + onee");
    }

    @Test
    void the_version_is_the_one_that_the_workflow_says() {
        var flow = workflow(step("a").param("mine", "${command}").template("shell"));

        assertThat(warningsWith(TEMPLATES, flow.param("job_template_version", text("v2"))))
                .isEmpty();
    }

    @Test
    void where_only_a_run_knows_the_version_a_step_may_have_any_param() {
        var open = workflow(step("a").param("mine", "${anything}").template("shell"))
                .param("job_template_version", ParamDefinition.unset(ParamType.STRING));
        var perIteration = workflow(step("each")
                .over(Map.of("job_template_version", new ParamValue.StringArray(List.of("v2"))))
                .foreach(step("a").param("mine", "${anything}").template("shell")));

        assertThat(warningsWith(TEMPLATES, open)).isEmpty();
        assertThat(warningsWith(TEMPLATES, perIteration)).isEmpty();
    }

    @Test
    void without_a_host_a_step_with_a_template_may_have_any_param() {
        assertThat(warnings(workflow(step("a").param("mine", "${anything}").template("shell"))))
                .isEmpty();
    }
}
