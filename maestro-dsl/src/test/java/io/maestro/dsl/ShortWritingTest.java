package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.WorkflowDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortWritingTest {

    private static final int DEFINITIONS = 400;

    private final long seed = Seed.value();

    private static String rewritten(String yaml) {
        return WorkflowYaml.writeShort(WorkflowYaml.read(yaml));
    }

    @Test
    void what_was_written_by_people_comes_back_much_as_they_wrote_it() {
        var text = """
                workflow:
                  id: etl
                  name: Daily ETL
                  owner: ann
                  run_strategy: PARALLEL
                  workflow_concurrency: 5
                  tags:
                  - daily
                  timeout: 7200
                  criticality: HIGH
                  "!month": new DateTime(RUN_TS).monthOfYear().get()
                  source: s3
                  "!parts<long>(constant)": "1+9"
                  "timeout<long>": 5
                  "nothing<array<long>>": []
                  texts: []
                  ratio: 1.0E+10
                  "conf<pmap>":
                    a: x
                    "!b": source
                  labels:
                    a: x
                  jobs:
                  - job:
                      id: load
                      type: NoOp
                      transition:
                      - "IF parts > 0 THEN each"
                      - "IF parts < 0 THEN sub"
                      - OTHERWISE last
                  - foreach:
                      id: each
                      concurrency: 3
                      params:
                        i:
                        - 1
                        - 2
                        "!hour<array<long>>": "Util.intsBetween(0, 24, 1);"
                      foo: bar
                      transition:
                      - last
                      jobs:
                      - while:
                          id: again
                          condition: i < 5
                          params:
                            j: 1
                          jobs:
                          - job:
                              id: inner
                              type: Sleep
                              sleep_seconds: 1
                  - subworkflow:
                      id: sub
                      workflow_id: other
                      version: latest
                      sync: false
                      explicit_params: true
                  - job:
                      id: last
                      type: my own type
                      failure_mode: IGNORE_FAILURE
                """;

        assertThat(rewritten(text).replace("\"IF parts", "IF parts").replace("\"", ""))
                .isEqualTo(text.replace("\"", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "properties: {step_concurrency: 20}\nworkflow: {id: w, steps: [{step: {id: a, type: NoOp}}]}",
                "is_active: false\nproperties: {run_strategy: SEQUENTIAL, step_concurrency: 20}\nworkflow: {id: w, steps: [{step: {id: a, type: NoOp}}]}",
                "properties: {run_strategy: SEQUENTIAL, step_concurrency: 20, owner: {name: a, b: c}}\nworkflow: {id: w, steps: [{step: {id: a, type: NoOp}}]}",
                "properties: {run_strategy: SEQUENTIAL, step_concurrency: 20}\nworkflow: {id: w, tags: [{name: t, a: b}], steps: [{step: {id: a, type: NoOp}}]}",
                "properties: {run_strategy: SEQUENTIAL, step_concurrency: 20}\nworkflow: {id: w, params: {p: {type: LONG, value: 1, validator: v}}, steps: [{step: {id: a, type: NoOp}}]}",
                "properties: {run_strategy: SEQUENTIAL, step_concurrency: 20}\nworkflow: {id: w, params: {p: {type: STRING_MAP, value: {}}}, steps: [{step: {id: a, type: NoOp}}]}",
                "properties: {run_strategy: SEQUENTIAL, step_concurrency: 20}\nworkflow: {id: w, params: {p: {type: MAP, value: {'a(b)': {type: LONG, value: 1}}}}, steps: [{step: {id: a, type: NoOp}}]}",
                "properties: {run_strategy: SEQUENTIAL, step_concurrency: 20}\nworkflow: {id: w, params: {p: {type: MAP, value: {a: {type: LONG}}}}, steps: [{step: {id: a, type: NoOp}}]}",
                "properties: {run_strategy: SEQUENTIAL, step_concurrency: 20}\nworkflow: {id: w, steps: [{step: {id: a, type: NoOp, sub_type: t}}]}",
                "properties: {run_strategy: SEQUENTIAL, step_concurrency: 20}\nworkflow: {id: w, steps: [{step: {id: a, type: NoOp, transition: {successors: {b: ' x '}}}}, {step: {id: b, type: NoOp}}]}",
                "properties: {run_strategy: SEQUENTIAL, step_concurrency: 20}\nworkflow: {id: w, steps: [{step: {id: a, type: NoOp, transition: {successors: {b: \"x\\n+ y\"}}}}, {step: {id: b, type: NoOp}}]}",
                "properties: {run_strategy: SEQUENTIAL, step_concurrency: 20}\nworkflow: {id: w, steps: [{template: {id: a, sub_type: t}}]}",
                "properties: {run_strategy: SEQUENTIAL, step_concurrency: 20}\nworkflow: {id: w, steps: [{subworkflow: {id: a, params: {subworkflow_id: {type: STRING, value: x}, p: {type: LONG, value: 1}}}}]}",
                "properties: {run_strategy: SEQUENTIAL, step_concurrency: 20}\nworkflow: {id: w, steps: [{subworkflow: {id: a, params: {subworkflow_id: {type: STRING, expression: x}}}}]}",
                "properties: {run_strategy: SEQUENTIAL, step_concurrency: 20}\nworkflow: {id: w, steps: [{foreach: {id: a, params: {loop_params: {type: MAP, value: {}, mode: CONSTANT}}, steps: [{step: {id: b, type: NoOp}}]}}]}"
            })
    void what_the_short_form_cannot_say_is_written_as_a_request(String yaml) {
        var definition = WorkflowYaml.read(yaml);

        assertThat(WorkflowYaml.writeShort(definition)).isEqualTo(WorkflowYaml.write(definition));
    }

    @Test
    void whatever_is_written_is_read_back() {
        var definitions = new RandomDefinitions(seed);
        int inShort = 0;
        for (int i = 0; i < DEFINITIONS; i++) {
            var any = definitions.next();
            assertComesBack(any, i);
            inShort += assertComesBack(ShortDefinitions.of(any), i) ? 1 : 0;
        }
        assertThat(inShort).as("definitions of seed %s in the short form", seed).isGreaterThan(DEFINITIONS / 10);
    }

    /** Checks that a definition comes back with the same order of everything, and tells whether it was in the short form. */
    private boolean assertComesBack(WorkflowDefinition definition, int number) {
        var text = WorkflowYaml.writeShort(definition);
        var back = WorkflowYaml.read(text);
        assertThat(back)
                .as("definition %s of seed %s, written as%n%s", number, seed, text)
                .isEqualTo(definition);
        assertThat(back.toString()).isEqualTo(definition.toString());
        return text.contains("\n  jobs:");
    }
}
