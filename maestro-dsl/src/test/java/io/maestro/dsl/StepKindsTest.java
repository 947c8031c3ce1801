package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.JobTemplateId;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TypedStep;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Subworkflows and templates, and workflows of all kinds of steps as text. */
class StepKindsTest {

    @Test
    void a_subworkflow_names_the_workflow_and_waits_for_it() {
        var child = Workflow.define("child", w -> w.type("a", "NoOp"));
        var workflow = Workflow.define("one", w -> {
            var plain = w.subworkflow("plain", child);
            w.subworkflow("other", "$weird")
                    .version(3)
                    .async()
                    .explicitParams()
                    .param("cost", "$5")
                    .text("day", "${day}")
                    .after(plain);
        });

        var plain = (SubworkflowStep) workflow.definition().steps().getFirst();
        assertThat(plain.sync()).isTrue();
        assertThat(plain.explicitParams()).isFalse();
        assertThat(plain.basics().params())
                .isEqualTo(Map.of("subworkflow_id", ParamDefinition.literal(ParamValue.of("child"))));
        var other = (SubworkflowStep) workflow.definition().steps().getLast();
        assertThat(other.sync()).isFalse();
        assertThat(other.explicitParams()).isTrue();
        assertThat(other.basics().params())
                .isEqualTo(Map.of(
                        "subworkflow_id", ParamDefinition.literal(ParamValue.of("$$weird")),
                        "subworkflow_version", ParamDefinition.literal(ParamValue.of("3")),
                        "cost", ParamDefinition.literal(ParamValue.of("$$5")),
                        "day", ParamDefinition.literal(ParamValue.of("${day}"))));
        assertThat(Transitions.of(workflow)).containsExactly("plain -> other");
    }

    @Test
    void which_workflow_a_step_starts_may_be_an_expression() {
        var workflow = Workflow.define(
                "one",
                w -> w.subworkflow("call", "child")
                        .expression("subworkflow_id", String.class, "'load-' + region")
                        .version("latest"));

        assertThat(workflow.definition().steps().getFirst().basics().params())
                .isEqualTo(Map.of(
                        "subworkflow_id",
                        ParamDefinition.expression(ParamType.STRING, "'load-' + region"),
                        "subworkflow_version",
                        ParamDefinition.literal(ParamValue.of("latest"))));
    }

    @Test
    void a_step_of_a_type_may_name_a_template_too() {
        var flow = Workflow.define("w", w -> {
            w.type("plain", "Spark", JobTemplateId.of("etl"));
            w.type("versioned", "Spark", JobTemplateId.of("etl", "v2")).param("cores", 4);
        });
        var text = WorkflowJson.write(flow.definition());

        assertThat(flow.definition().steps())
                .extracting(step -> ((TypedStep) step).template())
                .containsExactly(Optional.of(JobTemplateId.of("etl")), Optional.of(JobTemplateId.of("etl", "v2")));
        assertThat(text).contains("\"sub_type\": \"etl\"", "\"sub_type_version\": \"v2\"");
        assertThat(WorkflowJson.read(text)).isEqualTo(flow.definition());
    }

    @Test
    void a_template_step_names_its_template() {
        var workflow = Workflow.define("one", w -> {
            w.template("plain", "spark");
            w.template("versioned", "spark").version("v2").param("cores", 4);
        });

        assertThat(workflow.definition().steps())
                .extracting(step -> ((io.maestro.definition.TemplateStep) step).template())
                .isEqualTo(List.of(
                        new JobTemplateId("spark", Optional.empty()), new JobTemplateId("spark", Optional.of("v2"))));
    }

    @Test
    void a_workflow_of_all_kinds_of_steps_survives_the_way_through_json_and_yaml() {
        var workflow = Workflow.define("all", w -> {
            var first = w.type("first", "NoOp");
            var each = w.runForeach("each", loop -> {
                        loop.over("region", String.class, List.of("eu", "$us"));
                        loop.over("day", Long.class, "Util.intsBetween(1, 3, 1)");
                        var load = loop.type("load", "NoOp").text("path", "/${region}/${day}");
                        loop.type("check", "NoOp").after(load, "day > 1");
                    })
                    .concurrency(3)
                    .strictOrdering()
                    .after(first);
            var again = w.whileLoop("again", loop -> {
                        var i = loop.param("i", 0L);
                        loop.asLongAs("i < 3");
                        loop.type("next", "NoOp").next(i, "i + 1");
                    })
                    .after(each);
            w.subworkflow("call", "child").async().param("n", 1L).after(again);
        });

        assertThat(WorkflowJson.read(WorkflowJson.write(workflow.definition()))).isEqualTo(workflow.definition());
        assertThat(WorkflowYaml.read(WorkflowYaml.write(workflow.definition()))).isEqualTo(workflow.definition());
    }
}
