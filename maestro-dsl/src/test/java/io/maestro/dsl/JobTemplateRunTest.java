package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.definition.JobTemplate;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import io.maestro.run.RunStatus;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Job templates that are read from texts or written in Java, and workflows of every notation that take them. */
class JobTemplateRunTest {

    private static final JobTemplate SHELL = JobTemplateYaml.read("""
            owner: me
            status: stable
            support: us
            definition:
              job_type: shell
              step_type: Kubernetes
              version: v1
              params:
                script: {type: STRING, value: "echo ${who}", internal_mode: PROVIDED}
                who: {type: STRING, value: nobody, internal_mode: REQUIRED}
                gpu: {type: MAP, value: {count: {type: LONG, internal_mode: OPTIONAL}}, internal_mode: OPTIONAL}
            """);

    /** What the steps were given, by their ids. */
    private final Map<String, Map<String, ParamValue>> seen = new ConcurrentHashMap<>();

    private Maestro host(JobTemplate.Definition template) {
        return Maestro.builder()
                .stepType("Kubernetes", context -> {
                    seen.put(context.stepId().value(), context.stepParams());
                    return StepResult.done();
                })
                .jobTemplate(template)
                .build();
    }

    private void run(WorkflowDefinition definition, JobTemplate.Definition template) {
        try (var maestro = host(template)) {
            assertThat(maestro.register(definition).start().await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    private ParamValue script(String step) {
        return seen.getOrDefault(step, Map.of()).getOrDefault("script", ParamValue.of("nothing"));
    }

    @Test
    void a_definition_in_json_takes_one_that_was_read() {
        run(WorkflowJson.read("""
                        {"workflow": {"id": "w", "params": {"job_template_version": {"type": "STRING", "value": "v1"}}, "steps": [
                          {"step": {"id": "a", "type": "kubernetes", "sub_type": "shell",
                            "params": {"who": {"type": "STRING", "value": "me"}}}},
                          {"template": {"id": "b", "sub_type": "shell", "sub_type_version": "v1"}}]}}"""), SHELL.definition());

        assertThat(script("a")).isEqualTo(ParamValue.of("echo me"));
        assertThat(script("b")).isEqualTo(ParamValue.of("echo nobody"));
        assertThat(seen.getOrDefault("a", Map.of())).doesNotContainKey("gpu");
    }

    @Test
    void a_job_of_the_short_form_takes_one_by_its_type() {
        run(WorkflowYaml.read("""
                        Workflow:
                          id: w
                          job_template_version: v1
                          jobs:
                            - job: {id: a, type: shell, type_version: v1, who: you}
                        """, List.of(SHELL)), SHELL.definition());

        assertThat(script("a")).isEqualTo(ParamValue.of("echo you"));
    }

    @Test
    void the_workflow_of_the_guide_takes_those_of_the_host_of_the_guide(@TempDir Path folder) throws IOException {
        var file = folder.resolve("backup-v2.yaml");
        Files.writeString(file, """
                owner: me
                status: stable
                support: us
                definition:
                  job_type: backup
                  step_type: Shell
                  version: v2
                  inherit_from: {backup: default}
                  params: {target: {type: STRING, value: "s3://new"}}
                """);
        StepRuntime shell = context -> {
            seen.put(context.stepId().value(), context.stepParams());
            return StepResult.done();
        };
        try (var maestro = RunningGuide.templates(shell, file)) {
            var run = maestro.register(GuideWorkflows.templates()).start();
            assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }

        assertThat(script("orders")).isEqualTo(ParamValue.of("pg_dump orders > s3://backups"));
        assertThat(script("users")).isEqualTo(ParamValue.of("pg_dump users > s3://new"));
    }

    @Test
    void a_workflow_in_java_takes_one_that_is_written_in_java() {
        var template = JobTemplate.Definition.builder("shell", "Kubernetes")
                .param("script", ParamDefinition.literal(ParamValue.of("echo ${who} ${name__text}")))
                .param("who", ParamDefinition.literal(ParamValue.of("nobody")))
                .build();
        var workflow = Workflow.define("w", w -> {
            var name = w.step("name", ctx -> "x").outputParam("text", String.class, text -> text + "y");
            w.template("a", "shell").param("who", "$me").after(name);
        });
        try (var maestro = host(template)) {
            assertThat(maestro.register(workflow).start().await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }

        assertThat(script("a")).isEqualTo(ParamValue.of("echo $me xy"));
    }
}
