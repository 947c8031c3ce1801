package io.maestro.test;

import static io.maestro.run.StepStatus.FATALLY_FAILED;
import static io.maestro.run.StepStatus.SUCCEEDED;
import static io.maestro.run.StepStatus.UNSATISFIED;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.ForkRequest;
import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.StartRequest;
import io.maestro.definition.RunStrategy.Rule;
import io.maestro.definition.StepId;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.ForkRefusedException;
import io.maestro.run.ForkSource;
import io.maestro.run.Initiator;
import io.maestro.run.PlannedStep.Fate;
import io.maestro.run.Rollup;
import io.maestro.run.RunStatus;
import io.maestro.run.StepExplanation;
import io.maestro.run.TimelineEvent;
import io.maestro.step.StepBody;
import io.maestro.store.RunQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** New instances that begin with what runs had come to. */
class ForkTest {

    private final Bench bench = new Bench();
    private final Breakable breakable = new Breakable();
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        bench.close();
    }

    /** Tells what came before it. */
    private StepBody<Object> after(String... steps) {
        return context -> {
            breakable.body().run(context);
            keys.add(context.idempotencyKey());
            var seen = new ArrayList<String>();
            for (var step : steps) {
                seen.add(String.valueOf(context.output(new StepId(step))));
            }
            return context.stepId() + "@" + context.runId().instance() + seen;
        };
    }

    private Flow chain() {
        return Flow.of("w")
                .runParam("region", ParamDefinition.literal(ParamValue.of("us")))
                .step("a", after())
                .step("b", after("a"))
                .after("a")
                .step("c", after("a", "b"))
                .after("b");
    }

    private RunHandle fork(RunHandle run, ForkRequest request) {
        breakable.ran.clear();
        keys.clear();
        var fork = run.fork(request);
        bench.awaitEnd(fork);
        return fork;
    }

    private static Map<String, String> instance(RunHandle run) {
        var steps = new LinkedHashMap<String, String>();
        run.instance()
                .steps()
                .forEach((step, view) ->
                        steps.put(step.value(), view.status() + " " + view.run().orElse(0L)));
        return steps;
    }

    private static String output(RunHandle run, String step) {
        return run.output(step, String.class).orElse("none");
    }

    private static Object param(RunHandle run, String name) {
        return requireNonNull(run.run().params().get(name)).value().toJava();
    }

    @Test
    void a_fork_takes_over_what_comes_before_the_step_and_runs_the_rest_as_an_instance_of_its_own() {
        var run = bench.run(chain());

        var fork = fork(run, ForkRequest.from("b"));

        assertThat(fork.id()).hasToString("w:2:1");
        assertThat(fork.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(breakable.ran).containsExactly("b", "c");
        assertThat(output(fork, "a")).isEqualTo("a@1[]");
        assertThat(output(fork, "c")).isEqualTo("c@2[a@1[], b@2[a@1[]]]");
        assertThat(instance(fork).values()).containsOnly("SUCCEEDED 1");
        assertThat(fork.rollup()).isEqualTo(new Rollup(Map.of(SUCCEEDED, 3L)));
        assertThat(keys).allMatch(key -> key.contains("w:2:1"));
    }

    @Test
    void the_source_stays_as_it_is() {
        var run = bench.run(chain());
        var before = List.of(run.run(), run.attempts(), run.timeline());

        fork(run, ForkRequest.from("b"));

        assertThat(List.of(run.run(), run.attempts(), run.timeline())).isEqualTo(before);
        assertThat(bench.maestro.runs(RunQuery.of("w"))).hasSize(2);
    }

    @Test
    void a_fork_tells_of_what_it_is_one_by_whom_and_why() {
        var run = bench.run(chain());

        var fork = fork(run, ForkRequest.from("b").by("ann").reason("what if"));

        var source = new ForkSource(run.id(), List.of(new StepId("b")), Map.of(new StepId("a"), 1L));
        assertThat(fork.run().fork()).contains(source);
        assertThat(fork.run().initiator()).isEqualTo(new Initiator.ByHand(Optional.of("ann")));
        assertThat(fork.timeline())
                .contains(new TimelineEvent.Forked(
                        fork.run().createdAt(), Optional.of("ann"), Optional.of("what if"), source))
                .noneMatch(event -> event instanceof TimelineEvent.OfStep step
                        && step.step().equals(new StepId("a")));
        assertThat(Bench.reason(fork, "a")).isEqualTo(new StepExplanation.TakenOver(run.id(), SUCCEEDED));
        assertThat(fork.takenOver())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.step()).isEqualTo(new StepId("a")));
        assertThat(Bench.attempts(fork, "a")).isEmpty();
        assertThat(run.takenOver()).isEmpty();
    }

    @Test
    void params_can_be_given_as_in_a_restart() {
        var constant = new ParamDefinition(
                ParamType.LONG,
                ParamDefinition.literal(ParamValue.of(1)).content(),
                Optional.of(ParamMode.CONSTANT),
                List.of(),
                Optional.empty(),
                Map.of());
        var run = bench.maestro
                .register(chain().runParam("fixed", constant))
                .start(StartRequest.of(Map.of("region", "eu", "day", 3)));
        bench.awaitEnd(run);

        var fork = fork(run, ForkRequest.from("b").params(Map.of("region", "asia")));

        assertThat(param(fork, "region")).isEqualTo("asia");
        assertThat(param(fork, "day")).isEqualTo(3L);
        assertThatThrownBy(() -> run.fork(ForkRequest.from("b").params(Map.of("fixed", 2))))
                .isInstanceOf(ForkRefusedException.class)
                .hasMessageContaining("/run_params/fixed: is CONSTANT");
    }

    @Test
    void a_step_can_be_given_params() {
        var run = bench.run(Flow.of("w")
                .step("a")
                .typed("k", "NoOp")
                .param("v", ParamValue.of(1))
                .after("a"));

        var fork = fork(run, ForkRequest.from("k").stepParams("k", Map.of("v", 7)));

        var given = Bench.attempts(fork, "k").getLast().params().get("v");
        assertThat(requireNonNull(given).value().toJava()).isEqualTo(7L);
    }

    @Test
    void what_had_failed_runs_too_even_where_nobody_named_it() {
        breakable.broken.add("x");
        var run = bench.run(chain().step("x", after()).step("y", after("x")).after("x"));
        breakable.broken.clear();

        var fork = fork(run, ForkRequest.from("c"));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(breakable.ran).containsExactlyInAnyOrder("c", "x", "y");
        assertThat(fork.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_run_that_goes_on_can_be_forked() {
        var run = bench.start(Flow.of("w")
                .step("a", after())
                .typed("wait", "Sleep")
                .param("sleep_seconds", ParamValue.of(100))
                .after("a")
                .step("b", after("a"))
                .after("a")
                .step("c", after("b"))
                .after("wait", "b"));
        bench.clock.settle();

        breakable.ran.clear();
        var fork = run.fork(ForkRequest.from("b"));
        bench.awaitEnd(fork);

        assertThat(output(fork, "c")).isEqualTo("c@2[b@2[a@1[]]]");
        assertThat(breakable.ran).containsOnly("b", "c");
        assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_run_that_others_came_after_can_be_forked_as_it_was() {
        breakable.broken.add("c");
        var first = bench.run(chain());
        breakable.broken.clear();
        bench.awaitEnd(first.restartStep("b", RestartRequest.fromIncomplete()));

        var fork = fork(first, ForkRequest.from("c"));

        assertThat(breakable.ran).containsExactly("c");
        assertThat(fork.run().fork().orElseThrow().run()).isEqualTo(first.id());
        assertThat(fork.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_run_that_went_on_from_others_is_forked_with_what_these_had_done() {
        breakable.broken.add("c");
        var first = bench.run(chain());
        breakable.broken.clear();
        var second = first.restart(RestartRequest.fromIncomplete());
        bench.awaitEnd(second);

        var fork = fork(second, ForkRequest.from("c"));

        assertThat(breakable.ran).containsExactly("c");
        assertThat(output(fork, "b")).isEqualTo("b@1[a@1[]]");
        assertThat(fork.run().fork().orElseThrow().taken().values()).containsOnly(1L);
    }

    @Test
    void a_fork_can_be_forked() {
        var run = bench.run(chain());
        var fork = fork(run, ForkRequest.from("b"));

        var second = fork(fork, ForkRequest.from("c"));

        assertThat(breakable.ran).containsExactly("c");
        assertThat(output(second, "c")).isEqualTo("c@3[a@1[], b@2[a@1[]]]");
        assertThat(second.run().fork().orElseThrow().run()).isEqualTo(fork.id());
    }

    @Test
    void a_step_that_is_named_runs_whatever_the_conditions_before_it_said() {
        var run = bench.run(Flow.of("w")
                .step("a", after())
                .step("b", after("a"))
                .after("a", context -> false)
                .step("c", after("b"))
                .after("b"));
        assertThat(Bench.status(run, "b")).isEqualTo(UNSATISFIED);

        var fork = fork(run, ForkRequest.from("b"));

        assertThat(breakable.ran).containsExactly("b", "c");
        assertThat(fork.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_loop_in_the_graph_is_taken_over_with_its_visits() {
        var run = bench.run(turning().keeping(10));

        var fork = fork(run, ForkRequest.from("end"));

        assertThat(breakable.ran).containsExactly("end");
        assertThat(output(fork, "end")).isEqualTo("end@2[turn 3]");
        assertThat(fork.takenOver().stream()
                        .filter(attempt -> attempt.step().value().equals("turn")))
                .hasSize(3);
        assertThat(fork.rollup().counts()).isEqualTo(run.rollup().counts());
    }

    @Test
    void a_loop_in_the_graph_begins_anew_at_its_header_if_one_of_its_steps_is_named() {
        var run = bench.run(turning());

        var fork = fork(run, ForkRequest.from("turn"));

        assertThat(breakable.ran).containsExactly("turn", "turn", "turn", "end");
        assertThat(fork.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    private int turns() {
        return Collections.frequency(breakable.ran, "turn");
    }

    private Flow turning() {
        return Flow.of("w")
                .step("a", after())
                .step("turn", context -> {
                    breakable.body().run(context);
                    return "turn " + turns();
                })
                .after("a")
                .backTo("turn", 10, context -> turns() < 3)
                .step("end", after("turn"))
                .after("turn");
    }

    /** The pass of the loop that is under way has come to its header, and is held there. */
    @Test
    void a_loop_under_way_is_not_taken_over() {
        var run = bench.start(Flow.of("w")
                .step("a", after())
                .typed("turn", "Sleep")
                .param("sleep_seconds", ParamValue.of(10))
                .after("a")
                .step("check", after("a"))
                .after("turn")
                .backTo("turn", 10, context -> true)
                .step("end", after("check"))
                .after("check"));
        bench.clock.advance(Duration.ofSeconds(15));
        run.pause("ann", "look at it");
        bench.clock.advance(Duration.ofSeconds(10));

        var plan = run.planFork(ForkRequest.from("end"));

        assertThat(plan.refusals())
                .containsExactly(
                        "step 'end' was never reached, and 'check' before it did not complete; fork from 'check'");
        assertThat(plan.step(new StepId("turn")).orElseThrow().fate()).isEqualTo(Fate.RUNS);
        assertThat(plan.step(new StepId("a")).orElseThrow().fate()).isEqualTo(Fate.KEPT);
    }

    @Test
    void what_was_done_before_is_not_undone_by_the_fork() {
        breakable.broken.add("c");
        var run = bench.run(Flow.of("w")
                .step("a", after())
                .undoneBy("undo-a")
                .step("b", after("a"))
                .undoneBy("undo-b")
                .after("a")
                .step("c", after("b"))
                .after("b")
                .step("undo-a", after())
                .step("undo-b", after()));
        assertThat(breakable.ran).containsExactly("a", "b", "c", "undo-b", "undo-a");
        breakable.broken.clear();
        var done = bench.maestro.start("w", Map.of());
        bench.awaitEnd(done);
        breakable.broken.add("c");

        var fork = fork(done, ForkRequest.from("b"));

        assertThat(fork.status()).isEqualTo(RunStatus.FAILED);
        assertThat(breakable.ran).containsExactly("b", "c", "undo-b");
        assertThatThrownBy(() -> fork.compensate("ann", "all of it")).hasMessageContaining("there is nothing to undo");
        assertThat(run.planFork(ForkRequest.from("b"))
                        .step(new StepId("a"))
                        .orElseThrow()
                        .fate())
                .isEqualTo(Fate.RUNS);
    }

    @Test
    void everything_that_is_in_the_way_is_told_at_once() {
        breakable.broken.add("b");
        var each = Flow.of("each").step("inner", after());
        var run = bench.run(chain().foreach("loop", 1, Map.of("i", new ParamValue.LongArray(List.of(1L))), each)
                .after("c"));

        var plan = run.planFork(
                ForkRequest.from("c", "inner", "bb").params(Map.of("region", 1)).stepParams("nobody", Map.of("v", 1)));

        assertThat(plan.isPossible()).isFalse();
        assertThat(plan.refusals())
                .containsExactly(
                        "step 'c' was never reached, and 'b' before it did not complete; fork from 'b'",
                        "step 'inner' lies in the body of loop 'loop', which is taken over or runs as a whole; fork from 'loop'",
                        "version 1 has no step 'bb'; did you mean 'b'?",
                        "/run_params/region: must be a STRING but is a LONG [WRONG_TYPE]",
                        "/step_run_params/nobody: there is no step 'nobody' [UNKNOWN_STEP]");
        assertThatThrownBy(() -> run.fork(plan))
                .isInstanceOfSatisfying(
                        ForkRefusedException.class,
                        e -> assertThat(e.refusals()).isEqualTo(plan.refusals()));
        assertThat(bench.maestro.runs(RunQuery.of("w"))).hasSize(1);
    }

    @Test
    void a_step_that_is_no_part_of_the_flow_cannot_be_named_and_is_not_taken_over() {
        breakable.broken.add("b");
        var run = bench.run(Flow.of("w")
                .step("a", after())
                .undoneBy("u")
                .step("b", after("a"))
                .after("a")
                .step("u", after())
                .step("h", after())
                .handledBy("h"));
        assertThat(breakable.ran).containsExactly("a", "b", "u", "h");
        breakable.broken.clear();

        assertThatThrownBy(() -> run.fork(ForkRequest.from("u", "h")))
                .hasMessage("run w:1:1 cannot be forked: step 'u' runs only to undo 'a'; "
                        + "step 'h' runs only when something fails");
        var fork = fork(run, ForkRequest.from("b"));
        assertThat(fork.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(breakable.ran).as("what was undone is done again").containsExactly("a", "b");
        assertThat(fork.takenOver()).isEmpty();
    }

    @Test
    void a_plan_tells_what_becomes_of_each_step_and_is_carried_out_as_it_was_shown() {
        breakable.broken.add("c");
        var run = bench.run(chain());
        breakable.broken.clear();

        var plan = run.planFork(ForkRequest.from("b").params(Map.of("region", "eu")));

        assertThat(plan.text()).isEqualTo("""
                fork of run w:1:1, in version 1, from 'b'
                steps
                  a: kept, because it ended as SUCCEEDED in run 1
                  b: runs, because it is asked for
                  c: runs, because it ended as FATALLY_FAILED in run 1
                params
                  region: 'us' -> 'eu', because the request gives it
                """);
        assertThat(bench.maestro.runs(RunQuery.of("w"))).hasSize(1);
        var fork = run.fork(plan);
        bench.awaitEnd(fork);
        assertThat(fork.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(param(fork, "region")).isEqualTo("eu");
        assertThat(run.fork(plan).id()).isEqualTo(fork.id());
    }

    @Test
    void a_plan_is_refused_when_something_has_changed_since() {
        var run = bench.start(Flow.of("w")
                .step("a", after())
                .typed("wait", "Sleep")
                .param("sleep_seconds", ParamValue.of(10))
                .step("b", after("a"))
                .after("a"));
        bench.clock.settle();
        var plan = run.planFork(ForkRequest.from("b"));
        bench.awaitEnd(run);

        assertThatThrownBy(() -> run.fork(plan))
                .hasMessage("run w:1:1 cannot be forked: something has changed since it was planned: "
                        + "wait: kept, because it ended as SUCCEEDED in run 1");
    }

    @Test
    void a_fork_can_be_of_another_version() {
        var run = bench.run(chain());
        bench.maestro.register(Flow.of("w")
                .step("a", after())
                .step("n", after("a"))
                .after("a")
                .step("c", after("a", "n"))
                .after("n"));

        var plan = run.planFork(ForkRequest.from("c").version("latest"));
        var fork = run.fork(plan);
        bench.awaitEnd(fork);

        assertThat(plan.steps().stream().map(step -> step.id() + " " + step.fate()))
                .containsExactly("a KEPT", "n NEW", "c RUNS", "b DROPPED");
        assertThat(fork.run().version()).isEqualTo(2);
        assertThat(output(fork, "c")).isEqualTo("c@2[a@1[], n@2[a@1[]]]");
    }

    @Test
    void a_request_that_is_repeated_is_the_same_fork() {
        var run = bench.run(chain());
        var request = ForkRequest.from("b").requestId("once");

        var first = run.fork(request);
        bench.awaitEnd(first);
        var again = run.fork(request);

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(bench.maestro.runs(RunQuery.of("w"))).hasSize(2);
    }

    @Test
    void a_fork_waits_for_its_turn_as_any_start() {
        var workflow = bench.maestro.register(Flow.of("w")
                .strategy(Rule.SEQUENTIAL)
                .step("a", after())
                .typed("wait", "Sleep")
                .param("sleep_seconds", ParamValue.of(10))
                .after("a")
                .step("b", after("a"))
                .after("wait"));
        var run = workflow.start();
        bench.awaitEnd(run);
        var other = workflow.start();

        var fork = run.fork(ForkRequest.from("b"));
        bench.clock.settle();

        assertThat(fork.status()).isEqualTo(RunStatus.CREATED);
        breakable.ran.clear();
        bench.awaitEnd(other);
        assertThat(bench.awaitEnd(fork).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(breakable.ran).as("of the other run, and of the fork").containsExactly("b", "b");
    }

    @Test
    void a_fork_is_restarted_as_any_instance() {
        var run = bench.run(chain());
        breakable.broken.add("c");
        var fork = fork(run, ForkRequest.from("b"));
        assertThat(instance(fork))
                .containsExactly(
                        Map.entry("a", "SUCCEEDED 1"),
                        Map.entry("b", "SUCCEEDED 1"),
                        Map.entry("c", FATALLY_FAILED + " 1"));
        breakable.broken.clear();
        breakable.ran.clear();

        var second = fork.restart(RestartRequest.fromIncomplete());
        bench.awaitEnd(second);

        assertThat(breakable.ran).containsExactly("c");
        assertThat(output(second, "c")).isEqualTo("c@2[a@1[], b@2[a@1[]]]");
        breakable.ran.clear();
        var third = second.restart(RestartRequest.fromBeginning());
        bench.awaitEnd(third);
        assertThat(breakable.ran).containsExactly("a", "b", "c");
        assertThat(third.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(second.run().fork()).isEmpty();
    }

    @Test
    void a_request_names_a_step() {
        assertThatThrownBy(() -> new ForkRequest(
                        List.of(),
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .hasMessage("a fork needs a step from which on it runs anew");
    }
}
