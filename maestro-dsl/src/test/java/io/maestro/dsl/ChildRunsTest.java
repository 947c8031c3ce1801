package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.definition.WorkflowId;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamValue;
import io.maestro.run.Children;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Loops and subworkflows on the engine: what comes of them where something does not fit. */
class ChildRunsTest {

    private static final String CHILD = """
            workflow:
              id: child
              params: {n: {type: LONG, value: 0}}
              steps: [{step: {id: k, type: NoOp, params: {v: {type: LONG, expression: n * 10}}}}]
            """;

    private final Maestro maestro = Maestro.inMemory();

    @AfterEach
    void close() {
        maestro.close();
    }

    private RunHandle run(String yaml) {
        var run = maestro.register(WorkflowYaml.read(yaml)).start();
        run.await();
        return run;
    }

    private static StepAttempt step(RunHandle run, String id) {
        return run.steps().stream()
                .filter(attempt -> attempt.step().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<ParamValue> param(RunHandle run, String step, String name) {
        return Optional.ofNullable(step(run, step).params().get(name)).map(EvaluatedParam::value);
    }

    private static String error(RunHandle run, String step) {
        return step(run, step).error().map(StepError::message).orElse("");
    }

    @Nested
    class WhileLoops {

        private RunHandle loop(String condition, String loopParams, String stepParams, String more) {
            return run("""
                    workflow:
                      id: w
                      steps:
                        - while:
                            id: loop
                            condition: %s
                            params: {loop_params: {type: MAP, value: %s}}
                            steps: [{step: {id: k, type: NoOp, params: %s}}]
                            transition: {successors: {after: "true"}}
                            %s
                        - step: {id: after, type: NoOp}
                    """.formatted(condition, loopParams, stepParams, more));
        }

        @Test
        void whose_condition_has_no_value_fail_for_good() {
            var run = loop(
                    "10 / (2 - i) > 0",
                    "{i: {type: LONG, value: 0}}",
                    "{i: {type: LONG, expression: i + 1}}",
                    "failure_mode: FAIL_AFTER_RUNNING");

            assertThat(step(run, "loop").status()).isEqualTo(StepStatus.FATALLY_FAILED);
            assertThat(iterations(run)).hasSize(2);
        }

        @Test
        void whose_condition_has_no_value_may_be_ignored_as_other_failures() {
            var run = loop("nobody > 0", "{i: {type: LONG, value: 0}}", "{}", "failure_mode: IGNORE_FAILURE");

            assertThat(step(run, "loop").status()).isEqualTo(StepStatus.COMPLETED_WITH_ERROR);
            assertThat(step(run, "after").status()).isEqualTo(StepStatus.SUCCEEDED);
        }

        @Test
        void keep_the_types_of_their_params() {
            var run = loop(
                    "i < 2",
                    "{i: {type: LONG, value: 0}, s: {type: STRING, value: a}}",
                    "{i: {type: STRING, expression: \"'' + (i + 1)\"}, s: {type: LONG, value: 7}}",
                    "failure_mode: FAIL_AFTER_RUNNING");

            assertThat(step(run, "loop").status()).isEqualTo(StepStatus.SUCCEEDED);
            assertThat(iterations(run).getLast().run().params())
                    .hasEntrySatisfying("i", i -> assertThat(i.value()).isEqualTo(ParamValue.of(1)))
                    .hasEntrySatisfying("s", s -> assertThat(s.value()).isEqualTo(ParamValue.of("7")));
        }

        @Test
        void fail_when_a_step_sets_a_loop_param_to_what_it_cannot_be() {
            var run = loop(
                    "true",
                    "{i: {type: LONG, value: 0}}",
                    "{i: {type: STRING, expression: \"'s' + i\"}}",
                    "failure_mode: FAIL_AFTER_RUNNING");

            assertThat(step(run, "loop").status()).isEqualTo(StepStatus.FATALLY_FAILED);
            assertThat(error(run, "loop"))
                    .contains("param 'loop_params.i' is a LONG and cannot be set to the STRING \"s0\"");
        }

        @Test
        void fail_when_a_loop_param_is_no_single_value() {
            var run = loop("true", "{i: {type: LONG_ARRAY, value: [1, 2]}}", "{}", "failure_mode: FAIL_AFTER_RUNNING");

            assertThat(step(run, "loop").status()).isEqualTo(StepStatus.FATALLY_FAILED);
            assertThat(error(run, "loop")).contains("must be a STRING, LONG, DOUBLE or BOOLEAN but is a LONG_ARRAY");
            assertThat(iterations(run)).isEmpty();
        }

        private List<RunHandle> iterations(RunHandle run) {
            var children = step(run, "loop").children().orElseThrow();
            return LongStream.iterate(1, number -> number + 1)
                    .mapToObj(number -> children.run(number).flatMap(maestro::find))
                    .takeWhile(Optional::isPresent)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    @Nested
    class ForeachLoops {

        @Test
        void have_no_params_to_gather_of_a_step_that_an_iteration_did_not_run() {
            var run = run("""
                    workflow:
                      id: w
                      steps:
                        - foreach:
                            id: loop
                            params: {loop_params: {type: MAP, value: {i: {type: LONG_ARRAY, value: [1, 2]}}}}
                            steps:
                              - step: {id: c, type: NoOp, transition: {successors: {k: i > 1}}}
                              - step: {id: k, type: NoOp, params: {v: {type: LONG, expression: i}}}
                            transition: {successors: {all: "true"}}
                        - step:
                            id: all
                            type: NoOp
                            params: {v: {type: LONG_ARRAY, expression: "params.getFromForeach('loop', 'k', 'v')"}}
                    """);

            assertThat(step(run, "all").status()).isEqualTo(StepStatus.INTERNALLY_FAILED);
            assertThat(error(run, "all")).contains("step 'k' has no param 'v'");
        }

        @Test
        void leave_gaps_where_an_iteration_was_not_run() {
            var run = run("""
                    workflow:
                      id: w
                      steps:
                        - foreach:
                            id: loop
                            concurrency: 1
                            failure_mode: IGNORE_FAILURE
                            params: {loop_params: {type: MAP, value: {i: {type: LONG_ARRAY, value: [1, 0, 2]}}}}
                            steps:
                              - step:
                                  id: k
                                  type: NoOp
                                  params: {v: {type: LONG, expression: i}}
                                  transition: {successors: {d: 1 / i > 0}}
                              - step: {id: d, type: NoOp}
                            transition: {successors: {all: "true"}}
                        - step:
                            id: all
                            type: NoOp
                            params: {v: {type: LONG_ARRAY, expression: "params.getFromForeach('loop', 'k', 'v')"}}
                    """);

            assertThat(step(run, "loop").status()).isEqualTo(StepStatus.COMPLETED_WITH_ERROR);
            assertThat(param(run, "all", "v")).contains(new ParamValue.LongArray(List.of(1L, 0L, 0L)));
        }
    }

    @Nested
    class Subworkflows {

        @Test
        void whose_params_do_not_fit_fail_for_good() {
            maestro.register(WorkflowYaml.read(CHILD));

            var run = run("""
                    workflow:
                      id: w
                      steps:
                        - subworkflow:
                            id: s
                            params:
                              subworkflow_id: {type: STRING, value: child}
                              n: {type: STRING, value: many}
                    """);

            assertThat(step(run, "s").status()).isEqualTo(StepStatus.FATALLY_FAILED);
            assertThat(error(run, "s")).contains("param 'n'");
        }

        @Test
        void are_known_by_the_step_however_fast_they_end() {
            maestro.register(WorkflowYaml.read(CHILD));

            var run = run("""
                    workflow:
                      id: w
                      params: {all: {type: LONG_ARRAY, expression: "Util.intsBetween(0, 500, 1)"}}
                      steps:
                        - foreach:
                            id: loop
                            params: {loop_params: {type: MAP, value: {n: {type: LONG_ARRAY, expression: all}}}}
                            steps:
                              - subworkflow:
                                  id: s
                                  params: {subworkflow_id: {type: STRING, value: child}}
                                  transition: {successors: {k: "true"}}
                              - step:
                                  id: k
                                  type: NoOp
                                  params: {v: {type: LONG, expression: "params.getFromSubworkflow('s', 'k', 'v')"}}
                    """);

            assertThat(step(run, "loop").status()).isEqualTo(StepStatus.SUCCEEDED);
            assertThat(step(run, "loop").children().stream()
                            .map(Children::rollup)
                            .mapToLong(Rollup::total))
                    .containsExactly(1_000L);
            assertThat(maestro.find(new RunId(new WorkflowId("child"), 500, 1))).isPresent();
        }
    }
}
