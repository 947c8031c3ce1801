package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maestro.definition.GitInfo;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.InvalidIdException;
import io.maestro.definition.JobTemplate;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.Owner;
import io.maestro.definition.StepType;
import io.maestro.error.Problem;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.tag.Tag;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTemplateTest {

    private static final String SMALL = """
            {"owner": "ann", "status": "alpha", "support": "help",
             "definition": {"job_type": "shell", "step_type": "NoOp", "version": "v1"}}""";

    @Test
    void a_template_is_read() {
        var template = JobTemplateJson.read("""
                {"owner": {"name": "ann", "team": "t"}, "status": "alpha", "support": "help", "test_workflows": ["w"],
                 "git_info": {"branch": "main"}, "foo": 10,
                 "definition": {"job_type": "shell", "step_type": "notebook", "version": "v1", "description": "d",
                   "tags": ["t"], "inherit_from": {"base": "v2", "other": "default"},
                   "params": {"script": {"type": "STRING", "value": "echo", "internal_mode": "REQUIRED"},
                     "m": {"type": "MAP", "value": {"image": {"type": "STRING", "internal_mode": "OPTIONAL"}}}}}}""");

        assertThat(template)
                .isEqualTo(new JobTemplate(
                        new Owner("ann", Map.of("team", "t")),
                        "alpha",
                        "help",
                        List.of("w"),
                        Optional.of(new GitInfo(
                                Optional.empty(),
                                Optional.of("main"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())),
                        new JobTemplate.Definition(
                                "shell",
                                new StepType("Notebook"),
                                "v1",
                                Optional.of("d"),
                                List.of(Tag.of("t")),
                                Map.of("base", "v2", "other", "default"),
                                Map.of(
                                        "script",
                                        param(
                                                ParamType.STRING,
                                                new ParamDefinition.Literal(ParamValue.of("echo")),
                                                Map.of("internal_mode", "REQUIRED")),
                                        "m",
                                        param(
                                                ParamType.MAP,
                                                new ParamDefinition.Members(Map.of(
                                                        "image",
                                                        param(
                                                                ParamType.STRING,
                                                                new ParamDefinition.Unset(),
                                                                Map.of("internal_mode", "OPTIONAL")))),
                                                Map.of()))),
                        Map.of("foo", 10L)));
        assertThat(template.definition().id()).isEqualTo(new JobTemplateId("shell", Optional.of("v1")));
        assertThat(JobTemplateJson.read(JobTemplateJson.write(template))).isEqualTo(template);
        assertThat(JobTemplateYaml.read(JobTemplateYaml.write(template))).isEqualTo(template);
    }

    private static ParamDefinition param(ParamType type, ParamDefinition.Content content, Map<String, Object> meta) {
        return new ParamDefinition(type, content, Optional.empty(), List.of(), Optional.empty(), meta);
    }

    @Test
    void a_template_is_read_from_yaml_and_from_a_reader() {
        var template = JobTemplateYaml.read(new StringReader("""
                owner: ann
                status: alpha
                support: help
                definition: {job_type: shell, step_type: NoOp, version: v1}
                """));

        assertThat(template).isEqualTo(JobTemplateJson.read(new StringReader(SMALL)));
    }

    @Test
    void what_is_at_its_default_is_not_written() {
        assertThat(JobTemplateYaml.write(JobTemplateJson.read(SMALL))).isEqualTo("""
                        owner: ann
                        status: alpha
                        support: help
                        definition:
                          job_type: shell
                          step_type: NoOp
                          version: v1
                        """);
    }

    @Test
    void all_that_is_wrong_is_told_at_once() {
        var refusal = catchThrowableOfType(InvalidDefinitionException.class, () -> JobTemplateJson.read("""
                {"owner": {}, "status": [], "test_workflows": "w",
                 "definition": {"job_type": "shell", "step_type": "foreach", "version": "1", "steps": [],
                   "inherit_from": {"a b": "v1", "base": 5}, "tags": ["maestro_x"], "params": {"p": {"type": "LONG"}}}}"""));

        assertThat(refusal.problems().stream().map(Problem::toString))
                .containsExactly(
                        "1:1 /support: the member 'support' is missing [MISSING]",
                        "1:11 /owner/name: the member 'name' is missing [MISSING]",
                        "1:25 /status: expected a text but found a list [WRONG_TYPE]",
                        "1:47 /test_workflows: expected a list but found the text 'w' [WRONG_TYPE]",
                        "2:51 /definition/step_type: 'foreach' is not the type of a step of kind 'step' [UNKNOWN_VALUE]",
                        "2:73 /definition/version: id '1' must start with a letter or '_' and go on with letters, digits, '.', '-' and '_' [INVALID_ID]",
                        "2:78 /definition/steps: the member 'steps' is not known; expected one of job_type, step_type, version, description, tags, inherit_from, params [UNKNOWN_MEMBER]",
                        "3:21 /definition/inherit_from/a b: id 'a b' must start with a letter or '_' and go on with letters, digits, '.', '-' and '_' [INVALID_ID]",
                        "3:42 /definition/inherit_from/base: id '5' must start with a letter or '_' and go on with letters, digits, '.', '-' and '_' [INVALID_ID]",
                        "3:55 /definition/tags/0: the name of a tag must not start with 'maestro_' or end with '_maestro', which are reserved, but was 'maestro_x' [RESERVED_ID]",
                        "3:85 /definition/params/p: a param needs either a value or an expression [MISSING]");
        assertThat(refusal).hasMessageStartingWith("job template 'shell' has 11 problems:");
        assertThatThrownBy(() -> JobTemplateYaml.read("[]"))
                .hasMessage("job template definition has 1 problem:\n"
                        + "  1:1 /: expected an object but found a list [WRONG_TYPE]");
    }

    @Test
    void a_description_has_a_limit() {
        var text = SMALL.replace("\"v1\"", "\"v1\", \"description\": \"" + "x".repeat(16_385) + "\"");

        assertThatThrownBy(() -> JobTemplateJson.read(text))
                .hasMessageContaining(
                        "/definition/description: must have at most 16384 characters but has 16385 [TOO_LONG]");
    }

    @ParameterizedTest
    @CsvSource({"a b, v1", "shell, 1", "maestro_shell, v1", "sh__ell, v1"})
    void a_job_type_and_its_version_are_ids(String jobType, String version) {
        assertThatThrownBy(() -> new JobTemplate.Definition(
                        jobType, StepType.NO_OP, version, Optional.empty(), List.of(), Map.of(), Map.of()))
                .isInstanceOf(InvalidIdException.class);
    }

    @Test
    void what_json_has_no_form_for_is_named() {
        var definition = new JobTemplate.Definition(
                "shell",
                StepType.NO_OP,
                "v1",
                Optional.empty(),
                List.of(),
                Map.of(),
                Map.of("p", ParamDefinition.unset(ParamType.LONG)));
        var template =
                new JobTemplate(Owner.of("ann"), "alpha", "help", List.of(), Optional.empty(), definition, Map.of());

        assertThatThrownBy(() -> JobTemplateJson.write(template))
                .isInstanceOf(UnwritableDefinitionException.class)
                .hasMessage(
                        "job template 'shell' cannot be written as text: the param 'p' has neither a value nor an expression");
    }
}
