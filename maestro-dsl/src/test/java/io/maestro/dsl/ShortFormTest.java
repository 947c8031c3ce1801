package io.maestro.dsl;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowDefinition.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short form of YAML, told by the request that it stands for. */
class ShortFormTest {

    private static WorkflowDefinition request(String workflow) {
        return WorkflowYaml.read("properties: {run_strategy: SEQUENTIAL}\n" + workflow);
    }

    private static WorkflowDefinition withJobs(String jobs) {
        return WorkflowYaml.read("workflow: {id: w, jobs: [" + jobs + "]}");
    }

    private static WorkflowDefinition withSteps(String steps) {
        return request("workflow: {id: w, steps: [" + steps + "]}");
    }

    @Test
    void a_workflow_has_jobs_and_says_much_in_few_words() {
        var definition = WorkflowYaml.read("""
                Workflow:
                  id: etl
                  name: Daily ETL
                  description: all of it
                  owner: ann
                  run_strategy: parallel
                  workflow_concurrency: 5
                  tags: [daily, 7]
                  timeout: 2h
                  criticality: high
                  '!month': "new DateTime(RUN_TS).monthOfYear().getAsText();"
                  source: s3://bucket
                  '!parts<long>(constant)': 1+9
                  jobs:
                    - job:
                        id: load
                        name: Load
                        description: first
                        type: noop
                        failure_mode: ignore_failure
                        tags: [t]
                        timeout: 90
                        limit: 10
                        transition: [IF parts > 0 THEN check]
                    - subworkflow: {id: check}
                """);

        assertThat(definition).isEqualTo(WorkflowYaml.read("""
                        properties:
                          owner: ann
                          run_strategy: {rule: PARALLEL, workflow_concurrency: 5}
                        workflow:
                          id: etl
                          name: Daily ETL
                          description: all of it
                          tags: [daily, "7"]
                          timeout: 2h
                          criticality: HIGH
                          params:
                            month: {type: STRING, expression: "new DateTime(RUN_TS).monthOfYear().getAsText();"}
                            source: {type: STRING, value: s3://bucket}
                            parts: {type: LONG, expression: 1+9, mode: CONSTANT}
                          steps:
                            - step:
                                id: load
                                name: Load
                                description: first
                                type: NoOp
                                failure_mode: IGNORE_FAILURE
                                tags: [t]
                                timeout: 90
                                params: {limit: {type: LONG, value: 10}}
                                transition: {successors: {check: parts > 0}}
                            - subworkflow:
                                id: check
                                params: {subworkflow_id: {type: STRING, value: check}}
                        """));
        assertThat(definition.origin()).isEqualTo(Origin.unknown());
    }

    @Test
    void a_form_is_known_by_its_jobs_or_by_its_capital() {
        assertThat(WorkflowYaml.read("workflow: {id: w, jobs: [{job: {id: a, type: NoOp}}]}"))
                .isEqualTo(WorkflowYaml.read("Workflow: {id: w, jobs: [{job: {id: a, type: NoOp}}]}"))
                .isEqualTo(withSteps("{step: {id: a, type: NoOp}}"));
        assertThat(Refusals.ofYaml("Workflow: {id: w}"))
                .containsExactly("1:11 /Workflow/jobs: the member 'jobs' is missing [MISSING]");
        assertThat(Refusals.ofYaml("workflow: {id: w}"))
                .containsExactly("1:11 /workflow/steps: the member 'steps' is missing [MISSING]");
    }

    @Test
    void without_a_rule_the_concurrency_of_the_workflow_counts_for_nothing() {
        assertThat(WorkflowYaml.read("workflow: {id: w, workflow_concurrency: 5, jobs: [{job: {id: a, type: NoOp}}]}"))
                .isEqualTo(withSteps("{step: {id: a, type: NoOp}}"));
    }

    @Test
    void jobs_run_one_after_the_other_all_at_once_or_by_rows() {
        var jobs = "jobs: [{job: {id: a, type: NoOp}}, {job: {id: b, type: NoOp, transition: [d]}}, "
                + "{job: {id: c, type: NoOp}}, {job: {id: d, type: NoOp}}]";

        assertThat(WorkflowYaml.read("workflow: {id: w, dag: Sequential, " + jobs + "}"))
                .isEqualTo(withSteps("""
                        {step: {id: a, type: NoOp, transition: {successors: {b: "true"}}}},
                        {step: {id: b, type: NoOp, transition: {successors: {d: "true"}}}},
                        {step: {id: c, type: NoOp, transition: {successors: {d: "true"}}}},
                        {step: {id: d, type: NoOp}}"""));
        assertThat(WorkflowYaml.read("workflow: {id: w, dag: parallel, " + jobs + "}"))
                .isEqualTo(WorkflowYaml.read("workflow: {id: w, " + jobs + "}"))
                .isEqualTo(withSteps("""
                        {step: {id: a, type: NoOp}},
                        {step: {id: b, type: NoOp, transition: {successors: {d: "true"}}}},
                        {step: {id: c, type: NoOp}},
                        {step: {id: d, type: NoOp}}"""));
        assertThat(WorkflowYaml.read("workflow: {id: w, dag: {a: [if x THEN b, otherwise c], b: [c]}, " + jobs + "}"))
                .isEqualTo(withSteps("""
                        {step: {id: a, type: NoOp, transition: {successors: {b: "x", c: "!((x))"}}}},
                        {step: {id: b, type: NoOp, transition: {successors: {d: "true"}}}},
                        {step: {id: c, type: NoOp}},
                        {step: {id: d, type: NoOp}}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "##",
            quoteCharacter = '`',
            value = {
                "[b] ## {b: \"true\"}",
                "['', ~, b, '  ', c] ## {b: \"true\", c: \"true\"}",
                "[IF x > 0 THEN b, IF y THEN c, OTHERWISE d] ## {b: x > 0, c: y, d: \"!((x > 0) || (y))\"}",
                "[OTHERWISE b] ## {b: \"true\"}",
                "[b, iF  x  ThEn  b] ## {b: x}",
                "[IF true THEN b] ## {b: \"true\"}",
                "[IF p == ' THEN b' THEN c] ## {c: \"p == ' THEN b'\"}",
                "[\"if params.getFromStep('a', 'p') > 0 then b\"] ## {b: \"params.getFromStep('a', 'p') > 0\"}"
            })
    void rows_lead_to_other_jobs(String rows, String successors) {
        var others = ", {%1$s: {id: b, type: NoOp}}, {%1$s: {id: c, type: NoOp}}, {%1$s: {id: d, type: NoOp}}";

        assertThat(withJobs("{job: {id: a, type: NoOp, transition: " + rows + "}}" + others.formatted("job"))
                        .steps())
                .isEqualTo(withSteps("{step: {id: a, type: NoOp, transition: {successors: " + successors + "}}}"
                                + others.formatted("step"))
                        .steps());
    }

    @Test
    void loops_have_params_ranges_jobs_and_an_order() {
        assertThat(withJobs("""
                        {foreach: {id: f, concurrency: 3, params: {date: [20200101, 20200102], hour: [1]},
                          ranges: {hour: {from: 0, to: 24}, step: {to: -5, increment: -1}}, foo: bar, dag: sequential,
                          jobs: [
                            {while: {id: w1, loop_params: {i<long>: 1, '!j<long>': 1+1}, condition: i < 10,
                              jobs: [{job: {id: a, type: Sleep, sleep_seconds: 1}}]}},
                            {while: {id: w2, loop_params: {k: 1}, condition: "true", jobs: [{job: {id: b, type: NoOp}}]}}]}}
                        """).steps()).isEqualTo(withSteps("""
                        {foreach: {id: f, concurrency: 3,
                          params: {foo: {type: STRING, value: bar},
                            loop_params: {type: MAP, value: {
                              date: {type: LONG_ARRAY, value: [20200101, 20200102]},
                              hour: {type: LONG_ARRAY, expression: "Util.intsBetween(0, 24, 1);"},
                              step: {type: LONG_ARRAY, expression: "Util.intsBetween(0, -5, -1);"}}}},
                          steps: [
                            {while: {id: w1, condition: i < 10, transition: {successors: {w2: "true"}},
                              params: {loop_params: {type: MAP, value: {i: {type: LONG, value: 1}, j: {type: LONG, expression: 1+1}}}},
                              steps: [{step: {id: a, type: Sleep, params: {sleep_seconds: {type: LONG, value: 1}}}}]}},
                            {while: {id: w2, condition: "true",
                              params: {loop_params: {type: MAP, value: {k: {type: LONG, value: 1}}}}, steps: [{step: {id: b, type: NoOp}}]}}]}}
                        """).steps());
    }

    @Test
    void a_foreach_always_has_loop_params() {
        assertThat(withJobs("{foreach: {id: f, job_concurrency: 2, jobs: [{job: {id: a, type: NoOp}}]}}")
                        .steps())
                .isEqualTo(withSteps("{foreach: {id: f, concurrency: 2, params: {loop_params: {type: MAP, value: {}}}, "
                                + "steps: [{step: {id: a, type: NoOp}}]}}")
                        .steps());
    }

    @Test
    void what_the_long_form_calls_by_a_name_has_that_name() {
        var workflow = "step_concurrency: 3, instance_step_concurrency: 4, "
                + "time_triggers: [{type: predefined, expression: '@daily'}], signal_triggers: [{definitions: {s: {}}}]";
        var step = "max_passes: 5, kept_visits: 7, signal_dependencies: [{name: s}], signal_outputs: [{name: t}]";
        var policy = "retry_policy: {error_retry_limit: 5, backoff: {type: fixed_backoff}}";

        var definition = WorkflowYaml.read("workflow: {id: w, " + workflow + ", jobs: [{job: {id: a, type: NoOp, "
                + policy + ", " + step + "}}, {foreach: {id: f, strict_ordering: true, max_iterations: 6, "
                + "jobs: [{job: {id: b, type: NoOp}}]}}, {while: {id: g, max_iterations: 7, condition: x, params: {i: 1}, "
                + "jobs: [{job: {id: c, type: NoOp}}]}}]}");

        assertThat(definition)
                .isEqualTo(WorkflowYaml.read(
                        "{properties: {run_strategy: SEQUENTIAL, step_concurrency: 3}, workflow: {id: w, "
                                + workflow.replace("step_concurrency: 3, ", "")
                                + ", steps: [{step: {id: a, type: NoOp, " + policy
                                + ", "
                                + step.replace(
                                        "max_passes: 5, kept_visits: 7", "transition: {max_passes: 5, kept_visits: 7}")
                                + "}}, {foreach: {id: f, strict_ordering: true, max_iterations: 6, "
                                + "params: {loop_params: {type: MAP, value: {}}}, steps: [{step: {id: b, type: NoOp}}]}}, "
                                + "{while: {id: g, max_iterations: 7, condition: x, params: {loop_params: {type: MAP, value: "
                                + "{i: {type: LONG, value: 1}}}}, steps: [{step: {id: c, type: NoOp}}]}}]}}"));
        assertThat(WorkflowYaml.read(WorkflowYaml.writeShort(definition))).isEqualTo(definition);
        assertThat(WorkflowYaml.writeShort(definition)).contains("jobs:");
    }

    @Test
    void a_subworkflow_is_named_beside_its_params() {
        assertThat(withJobs(
                                "{subworkflow: {id: s, workflow_id: other, version: 3, sync: false, explicit_params: true, p: 1}},"
                                        + "{subworkflow: {id: t, subworkflow_id: other, subworkflow_version: latest}}")
                        .steps())
                .isEqualTo(withSteps("""
                        {subworkflow: {id: s, sync: false, explicit_params: true, params: {
                          p: {type: LONG, value: 1},
                          subworkflow_id: {type: STRING, value: other}, subworkflow_version: {type: STRING, value: "3"}}}},
                        {subworkflow: {id: t, params: {
                          subworkflow_id: {type: STRING, value: other}, subworkflow_version: {type: STRING, value: latest}}}}
                        """).steps());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "p: text | {type: STRING, value: text}",
                "p: 5 | {type: LONG, value: 5}",
                "p: 5.5 | {type: DOUBLE, value: 5.5}",
                "p: true | {type: BOOLEAN, value: true}",
                "p: [a, b] | {type: STRING_ARRAY, value: [a, b]}",
                "p: [1, 2] | {type: LONG_ARRAY, value: [1, 2]}",
                "p: [1.5, 2] | {type: DOUBLE_ARRAY, value: [1.5, 2]}",
                "p: [true] | {type: BOOLEAN_ARRAY, value: [true]}",
                "p: [] | {type: STRING_ARRAY, value: []}",
                "p<array<long>>: [] | {type: LONG_ARRAY, value: []}",
                "p: {a: x, b: y} | {type: STRING_MAP, value: {a: x, b: y}}",
                "p: {} | {type: MAP, value: {}}",
                "p: {a: x, b: 1} | {type: MAP, value: {a: {type: STRING, value: x}, b: {type: LONG, value: 1}}}",
                "p<pmap>: {a: x} | {type: MAP, value: {a: {type: STRING, value: x}}}",
                "p: {'!a<long>(constant)': 1+1, b: {}} | {type: MAP, value: {a: {type: LONG, expression: 1+1, mode: CONSTANT}, b: {type: MAP, value: {}}}}",
                "' p < LONG > ( Mutable_On_Start ) ': 5 | {type: LONG, value: 5, mode: MUTABLE_ON_START}",
                "p<string_array>: [a] | {type: STRING_ARRAY, value: [a]}",
                "p(immutable): x | {type: STRING, value: x, mode: IMMUTABLE}",
                "'!p': 1 + 1 | {type: STRING, expression: 1 + 1}",
                "'!p<array< double >>': 'new double[]{1.5};' | {type: DOUBLE_ARRAY, expression: 'new double[]{1.5};'}",
                "'!p<boolean>': true | {type: BOOLEAN, expression: \"true\"}"
            })
    void a_key_says_what_a_param_is_or_its_value_does(String param, String definition) {
        assertThat(WorkflowYaml.read("workflow:\n  id: w\n  jobs: [{job: {id: a, type: NoOp}}]\n  " + param))
                .isEqualTo(request(
                        "workflow: {id: w, params: {p: " + definition + "}, steps: [{step: {id: a, type: NoOp}}]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "p(fixed): 1 | 4:3 /workflow/p(fixed): the mode in the key must be one of MUTABLE, MUTABLE_ON_START_RESTART, MUTABLE_ON_START, IMMUTABLE, CONSTANT but was 'fixed' [UNKNOWN_VALUE]",
                "p<lnog>: 1 | 4:3 /workflow/p<lnog>: the type in the key must be one of string, long, double, boolean, array<string>, array<long>, array<double>, array<boolean>, map, pmap, string_array, long_array, double_array, boolean_array, string_map but was 'lnog'; did you mean 'long'? [UNKNOWN_VALUE]",
                "p<long>: x | 4:12 /workflow/p<long>: the key says that this is a LONG but the value is a STRING [CONFLICT]",
                "p<long>: 1.5 | 4:12 /workflow/p<long>: the key says that this is a LONG but the value is a DOUBLE [CONFLICT]",
                "p<double>: 1 | 4:14 /workflow/p<double>: the key says that this is a DOUBLE but the value is a LONG [CONFLICT]",
                "p<map>: {} | 4:11 /workflow/p<map>: the key says that this is a STRING_MAP but the value is a MAP [CONFLICT]",
                "p<map>: {a: 1} | 4:11 /workflow/p<map>: the key says that this is a STRING_MAP but the value is a MAP [CONFLICT]",
                "p: ~ | 4:6 /workflow/p: a param needs a value [MISSING]",
                "p: [[1]] | 4:6 /workflow/p: expected a list of texts, numbers or booleans but found a list [WRONG_TYPE]",
                "p: [1, x] | 4:10 /workflow/p/1: expected a whole number but found the text 'x' [WRONG_TYPE]",
                "'!p': [x] | 4:9 /workflow/!p: expected a text but found a list [WRONG_TYPE]",
                "p: {q<pmap>: {r<long>: x}} | 4:26 /workflow/p/q<pmap>/r<long>: the key says that this is a LONG but the value is a STRING [CONFLICT]",
                "p b: 1 | 4:3 /workflow/p b: id 'p b' must start with a letter or '_' and go on with letters, digits, '.', '-' and '_' [INVALID_ID]",
                "<long>: 1 | 4:3 /workflow/<long>: id must not be empty [INVALID_ID]",
                "workflow_params: {p: 1} | 4:3 /workflow/workflow_params: 'workflow_params' cannot be a param; params stand beside the other members [RESERVED_ID]",
                "maestro_p: 1 | 4:3 /workflow/maestro_p: 'maestro_p' must not start with 'maestro_', which is reserved [INVALID_ID]"
            })
    void a_param_that_makes_no_sense_is_told_with_its_place(String param, String problem) {
        assertThat(Refusals.ofYaml("workflow:\n  id: w\n  jobs: [{job: {id: a, type: NoOp}}]\n  " + param))
                .containsExactly(problem);
    }

    @Test
    void a_param_that_is_there_twice_is_told_at_its_second_place() {
        assertThat(Refusals.ofYaml("workflow:\n  id: w\n  p: 1\n  '!p<long>': 2\n  jobs: [{job: {id: a, type: NoOp}}]"))
                .containsExactly("4:3 /workflow/!p<long>: the param 'p' is there already [DUPLICATE]");
    }

    @Test
    void everything_that_is_wrong_is_told_with_its_place() {
        assertThatThrownBy(() -> WorkflowYaml.read("""
                        Workflow:
                          id: etl
                          run_strategy: paralel
                          workflow_concurrency: 0
                          owner: [ann]
                          tags: [{name: t}]
                          timeout: 121 days
                          dag:
                            laod: [check]
                            check: [load, THEN x, OTHERWISE lod, publish]
                          jobs:
                            - job: {id: load, typ: NoOp, transition: [chek]}
                            - job: {id: check, type: NoOp, timeout: 0, transition: []}
                            - job: {id: load, type: foreach, job_params: {}}
                            - foreach:
                                id: each
                                concurrency: 501
                                job_concurrency: 1
                                ranges: {i: {from: 1}, j: {to: 1, increment: 0, by: 1}}
                                jobs:
                                  - job: {id: inner, type: NoOp, timeout: 5m, transition: [outer]}
                            - while: {id: loop}
                            - step: {id: step, type: NoOp}
                        properties: {}
                        """)).hasMessage("""
                        workflow 'etl' has 27 problems:
                          3:17 /Workflow/run_strategy: expected one of SEQUENTIAL, STRICT_SEQUENTIAL, FIRST_ONLY, LAST_ONLY, PARALLEL, SERIAL_LATEST_ONLY, UNLIMITED but found 'paralel'; did you mean 'PARALLEL'? [UNKNOWN_VALUE]
                          4:25 /Workflow/workflow_concurrency: must be from 1 to 1000 but was 0 [OUT_OF_RANGE]
                          5:10 /Workflow/owner: expected a text but found a list [WRONG_TYPE]
                          6:10 /Workflow/tags/0: expected a text but found an object [WRONG_TYPE]
                          7:12 /Workflow/timeout: must be more than zero and at most 120 days but was 121 days [OUT_OF_RANGE]
                          9:5 /Workflow/dag/laod: there is no job 'laod'; did you mean 'load'? [UNKNOWN_STEP]
                          10:19 /Workflow/dag/check/1: expected the id of a job, 'IF condition THEN job' or 'OTHERWISE job' but found 'THEN x' [UNKNOWN_VALUE]
                          10:27 /Workflow/dag/check/2: 'OTHERWISE' must be the last row [CONFLICT]
                          10:42 /Workflow/dag/check/3: step 'check' leads to 'publish', which does not exist [UNKNOWN_STEP]
                          12:12 /Workflow/jobs/0/job/type: the member 'type' is missing [MISSING]
                          12:47 /Workflow/jobs/0/job/transition/0: step 'load' leads to 'chek', which does not exist; did you mean 'check'? [UNKNOWN_STEP]
                          13:45 /Workflow/jobs/1/job/timeout: must be more than zero and at most 120 days but was 0 s [OUT_OF_RANGE]
                          14:17 /Workflow/jobs/2/job/id: the id 'load' is used by another step before [DUPLICATE]
                          14:29 /Workflow/jobs/2/job/type: 'foreach' is not the type of a step of kind 'step' [UNKNOWN_VALUE]
                          14:38 /Workflow/jobs/2/job/job_params: 'job_params' cannot be a param; params stand beside the other members [RESERVED_ID]
                          17:22 /Workflow/jobs/3/foreach/concurrency: must be from 1 to 500 but was 501 [OUT_OF_RANGE]
                          18:9 /Workflow/jobs/3/foreach/job_concurrency: 'job_concurrency' is another name for 'concurrency', which is there already [DUPLICATE]
                          19:21 /Workflow/jobs/3/foreach/ranges/i/to: the member 'to' is missing [MISSING]
                          19:54 /Workflow/jobs/3/foreach/ranges/j/increment: must not be 0, which leads nowhere [OUT_OF_RANGE]
                          19:57 /Workflow/jobs/3/foreach/ranges/j/by: the member 'by' is not known; expected one of from, to, increment [UNKNOWN_MEMBER]
                          21:51 /Workflow/jobs/3/foreach/jobs/0/job/timeout: expected seconds or a duration such as '2 hours' or '30 min' but found the text '5m' [UNKNOWN_VALUE]
                          21:68 /Workflow/jobs/3/foreach/jobs/0/job/transition/0: step 'inner' leads to 'outer', which does not exist [UNKNOWN_STEP]
                          22:14 /Workflow/jobs/4/while/condition: the member 'condition' is missing [MISSING]
                          22:14 /Workflow/jobs/4/while/jobs: the member 'jobs' is missing [MISSING]
                          22:14 /Workflow/jobs/4/while/params/loop_params: a while step needs a param 'loop_params': a MAP with a member for each loop param [MISSING]
                          23:7 /Workflow/jobs/5/step: 'step' is no kind of job; expected one of job, subworkflow, foreach, while [UNKNOWN_MEMBER]
                          24:1 /properties: the member 'properties' is not known; expected one of workflow, Workflow [UNKNOWN_MEMBER]""");
    }

    @Test
    void a_type_can_be_a_job_template_that_is_known() {
        var templates = List.of(template("shell", "v1"), template("shell", "default"), template("spark", "v2"));
        var text = "workflow: {id: w, jobs: [{job: {id: a, type: shell}}, {job: {id: b, type: noop}}, "
                + "{job: {id: c, type: shell, type_version: v1}}]}";

        assertThat(WorkflowYaml.read(text, templates))
                .isEqualTo(withSteps("{step: {id: a, type: Notebook, sub_type: shell}}, {step: {id: b, type: NoOp}}, "
                        + "{step: {id: c, type: Notebook, sub_type: shell}}"));
        assertThat(WorkflowYaml.read(text.replace(", type_version: v1", "")))
                .isEqualTo(withSteps("{step: {id: a, type: shell}}, {step: {id: b, type: NoOp}}, "
                        + "{step: {id: c, type: shell}}"));
        assertThatThrownBy(() -> WorkflowYaml.read(
                        "workflow: {id: w, jobs: [{job: {id: a, type: spark}}, {job: {id: b, type: shell, type_version: v3}}]}",
                        templates))
                .hasMessage("""
                        workflow 'w' has 2 problems:
                          1:46 /workflow/jobs/0/job/type: the job template 'spark' has no version 'default'; there are 'v2' [UNKNOWN_VALUE]
                          1:96 /workflow/jobs/1/job/type_version: the job template 'shell' has no version 'v3'; there are 'v1', 'default'; did you mean 'v1'? [UNKNOWN_VALUE]""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NoOp", "shell"})
    void a_version_needs_a_template(String type) {
        assertThat(Refusals.ofYaml("workflow: {id: w, jobs: [{job: {id: a, type: " + type + ", type_version: v1}}]}"))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("/workflow/jobs/0/job/type_version: there is no job template '" + type
                        + "' that it is the version of [CONFLICT]");
    }

    private static JobTemplate template(String jobType, String version) {
        return JobTemplateYaml.read("{owner: ann, status: alpha, support: help, definition: {job_type: " + jobType
                + ", step_type: Notebook, version: " + version + "}}");
    }

    @Test
    void steps_in_place_of_jobs_are_told_once() {
        var step = "[{step: {id: a, type: NoOp}}]";

        assertThat(Refusals.ofYaml("Workflow: {id: w, steps: " + step + "}"))
                .containsExactly(
                        "1:19 /Workflow/steps: the short form has jobs where the long form has steps; did you mean"
                                + " 'jobs'? [UNKNOWN_MEMBER]");
        for (var loop : List.of(
                "while: {id: l, condition: i < 3, loop_params: {i: 1}", "foreach: {id: l, loop_params: {i: [1]}")) {
            assertThat(Refusals.ofYaml("Workflow: {id: w, jobs: [{" + loop + ", steps: " + step + "}}]}"))
                    .singleElement(as(STRING))
                    .contains("/steps: the short form has jobs where the long form has steps");
            assertThat(Refusals.ofYaml("Workflow: {id: w, jobs: [{" + loop + "}}]}"))
                    .singleElement(as(STRING))
                    .contains("/jobs: the member 'jobs' is missing");
        }
    }

    @Test
    void a_param_that_cannot_be_read_is_not_missed_where_others_refer_to_it() {
        assertThat(Refusals.ofYaml(
                        "Workflow: {id: w, x: [[1]], '!y<long>': x + 1, jobs: [{job: {id: a, type: NoOp}}]}"))
                .singleElement(as(STRING))
                .contains("/Workflow/x: ");
    }
}
