package io.maestro.test;

import static io.maestro.run.StepStatus.FATALLY_FAILED;
import static io.maestro.run.StepStatus.NOT_CREATED;
import static io.maestro.run.StepStatus.SUCCEEDED;
import static io.maestro.run.StepStatus.UNSATISFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.StartRequest;
import io.maestro.definition.FailureMode;
import io.maestro.definition.StepId;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.InvalidParamsException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.Initiator;
import io.maestro.run.RestartPolicy;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.Rollup;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepExplanation;
import io.maestro.run.StepStatus;
import io.maestro.run.TimelineEvent;
import io.maestro.step.StepBody;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Instances that go on as their next runs (spec: runtime, section 5). */
class RestartTest {

    private final Bench bench = new Bench();
    private final Breakable steps = new Breakable();
    private final List<String> ran = steps.ran;
    private final Set<String> broken = steps.broken;

    @AfterEach
    void close() {
        bench.close();
    }

    private StepBody<Object> body() {
        return steps.body();
    }

    private RunHandle restart(RunHandle run, RestartRequest request) {
        ran.clear();
        var next = run.restart(request);
        bench.awaitEnd(next);
        return next;
    }

    private RunHandle restartStep(RunHandle run, String step) {
        ran.clear();
        var next = run.restartStep(step, RestartRequest.fromIncomplete());
        bench.awaitEnd(next);
        return next;
    }

    /** Tells how each step stands and by which run, 0 for none. */
    private static Map<String, String> instance(RunHandle run) {
        var steps = new LinkedHashMap<String, String>();
        run.instance()
                .steps()
                .forEach((step, view) ->
                        steps.put(step.value(), view.status() + " " + view.run().orElse(0L)));
        return steps;
    }

    private static ParamDefinition in(ParamMode mode, ParamDefinition param) {
        return new ParamDefinition(
                param.type(), param.content(), Optional.of(mode), param.tags(), param.validator(), param.meta());
    }

    private static ParamValue value(Map<String, EvaluatedParam> params, String name) {
        return Optional.ofNullable(params.get(name)).orElseThrow().value();
    }

    private Flow chain() {
        return Flow.of("w")
                .step("a", body())
                .step("k", body())
                .after("a")
                .step("d", body())
                .after("k");
    }

    @Test
    void from_incomplete_runs_what_did_not_complete_and_what_comes_after_it() {
        broken.add("k");
        var first = bench.run(chain());
        broken.clear();

        var second = restart(first, RestartRequest.fromIncomplete());

        assertThat(second.id().instance()).isEqualTo(first.id().instance());
        assertThat(second.id().run()).isEqualTo(2);
        assertThat(ran).containsExactly("k", "d");
        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(instance(second))
                .containsExactly(
                        Map.entry("a", "SUCCEEDED 1"), Map.entry("k", "SUCCEEDED 2"), Map.entry("d", "SUCCEEDED 2"));
        assertThat(second.instance().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(Bench.reason(second, "a")).isEqualTo(new StepExplanation.Kept(1, SUCCEEDED));
        assertThat(first.status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void a_loop_that_was_stopped_between_two_of_its_steps_begins_anew() {
        var turns = new AtomicInteger();
        var first = bench.start(Flow.of("w")
                .typed("turn", "Sleep")
                .param("sleep_seconds", ParamValue.of(10))
                .step("check", body())
                .after("turn")
                .backTo("turn", 10, context -> turns.incrementAndGet() < 3)
                .step("end", body())
                .after("check"));
        bench.clock.advance(Duration.ofSeconds(15));
        first.pause("ann", "look at it");
        bench.clock.advance(Duration.ofSeconds(10));
        first.stop("ann", "enough");
        bench.awaitEnd(first);

        var second = restart(first, RestartRequest.fromIncomplete());

        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(ran).containsExactly("check", "check", "end");
    }

    @Test
    void from_the_beginning_runs_all_steps() {
        broken.add("k");
        var first = bench.run(chain());
        broken.clear();

        var second = restart(first, RestartRequest.fromBeginning());

        assertThat(ran).containsExactly("a", "k", "d");
        assertThat(instance(second).values()).containsOnly("SUCCEEDED 2");
    }

    @Test
    void a_third_run_goes_on_from_both_before_it() {
        broken.add("k");
        var first = bench.run(chain());
        var second = restart(first, RestartRequest.fromIncomplete());
        assertThat(second.status()).isEqualTo(RunStatus.FAILED);
        assertThat(instance(second)).containsEntry("k", "FATALLY_FAILED 2").containsEntry("d", "NOT_CREATED 0");
        broken.clear();

        var third = restart(first, RestartRequest.fromIncomplete());

        assertThat(third.id().run()).isEqualTo(3);
        assertThat(instance(third).values()).containsExactly("SUCCEEDED 1", "SUCCEEDED 3", "SUCCEEDED 3");
    }

    @Test
    void a_step_sees_the_outputs_of_steps_that_are_kept() {
        broken.add("k");
        var flow = Flow.of("w")
                .step("a", body())
                .param("size", ParamValue.of(7))
                .step("k", body())
                .after("a")
                .step("d", context -> context.output(new StepId("a")) + ", " + context.output(new StepId("k")))
                .after("k")
                .param("seen", ParamDefinition.expression(ParamType.LONG, "a__size + 1"));
        var first = bench.run(flow);
        broken.clear();

        var second = restart(first, RestartRequest.fromIncomplete());

        assertThat(second.output("d", String.class)).contains("a of run 1, k of run 2");
        assertThat(value(Bench.attempts(second, "d").getFirst().params(), "seen"))
                .isEqualTo(ParamValue.of(8));
    }

    @Test
    void a_restarted_step_runs_with_all_that_comes_after_it() {
        var first = bench.run(chain());

        var second = restartStep(first, "k");

        assertThat(ran).containsExactly("k", "d");
        assertThat(second.run().restart().orElseThrow().policy()).isEqualTo(RestartPolicy.FROM_SPECIFIC);
        assertThat(instance(second).values()).containsExactly("SUCCEEDED 1", "SUCCEEDED 2", "SUCCEEDED 2");
        assertThat(second.output("a", String.class)).contains("a of run 1");
    }

    @Test
    void a_restarted_step_leaves_a_failed_branch_as_it_was_and_the_instance_failed() {
        broken.add("k");
        var first = bench.run(Flow.of("w")
                .step("a", body())
                .step("b", body())
                .after("a")
                .step("b2", body())
                .after("b")
                .step("k", body())
                .after("a")
                .step("k2", body())
                .after("k"));

        var second = restartStep(first, "b");

        assertThat(ran).containsExactly("b", "b2");
        assertThat(second.status()).isEqualTo(RunStatus.FAILED);
        assertThat(second.instance().runStatus()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(instance(second).values())
                .containsExactly("SUCCEEDED 1", "SUCCEEDED 2", "SUCCEEDED 2", "FATALLY_FAILED 1", "NOT_CREATED 0");
        assertThat(Bench.reason(second, "k")).isEqualTo(new StepExplanation.LeftAsItWas(FATALLY_FAILED));
        assertThat(second.rollup()).isEqualTo(new Rollup(Map.of(SUCCEEDED, 3L)));
    }

    @Test
    void what_waits_for_a_branch_that_is_left_as_it_was_is_not_reached() {
        broken.addAll(List.of("k", "l"));
        var first = bench.run(Flow.of("w")
                .step("k", body())
                .step("l", body())
                .step("j", body())
                .after("k", "l"));
        broken.remove("k");

        var second = restartStep(first, "k");

        assertThat(ran).containsExactly("k");
        assertThat(second.status()).isEqualTo(RunStatus.FAILED);
        assertThat(second.instance().runStatus()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(instance(second).values()).containsExactly("SUCCEEDED 2", "FATALLY_FAILED 1", "NOT_CREATED 0");
    }

    @Test
    void a_step_that_no_condition_led_to_runs_when_it_is_restarted() {
        var first = bench.run(Flow.of("w")
                .step("a", body())
                .step("b", body())
                .after("a", context -> false)
                .step("c", body())
                .after("b"));
        assertThat(Bench.statuses(first)).containsEntry("b", UNSATISFIED);

        var second = restartStep(first, "b");

        assertThat(ran).containsExactly("b", "c");
        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_step_that_was_stopped_before_it_was_reached_still_heeds_the_conditions_of_steps_that_are_kept() {
        var gate = new Gate();
        var first = bench.start(Flow.of("w")
                .step("a", context -> {
                    gate.passStubbornly();
                    return 1;
                })
                .step("yes", body())
                .after("a")
                .step("no", body())
                .after("a", context -> false));
        gate.awaitArrival();
        var stop = java.util.concurrent.CompletableFuture.supplyAsync(() -> first.stop("enough"));
        stop.join();
        gate.open();
        bench.awaitEnd(first);
        assertThat(Bench.statuses(first)).containsEntry("a", SUCCEEDED).containsEntry("no", NOT_CREATED);

        var second = restart(first, RestartRequest.fromIncomplete());

        assertThat(ran).containsExactly("yes");
        assertThat(Bench.statuses(second)).containsEntry("no", UNSATISFIED);
    }

    @Test
    void a_condition_of_a_step_that_is_kept_counts_beside_those_of_steps_that_run_again() {
        broken.add("k");
        var first = bench.run(Flow.of("w")
                .step("b", body())
                .step("k", body())
                .step("j", body())
                .after("b")
                .after("k", context -> false));
        broken.clear();

        var second = restart(first, RestartRequest.fromIncomplete());

        assertThat(ran).containsExactly("k", "j");
        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void nothing_to_do_makes_a_run_without_steps_that_failed() {
        var first = bench.run(chain());

        var second = restart(first, RestartRequest.fromIncomplete());

        assertThat(ran).isEmpty();
        assertThat(second.status()).isEqualTo(RunStatus.FAILED);
        assertThat(second.rollup()).isEqualTo(Rollup.none());
        assertThat(instance(second).values()).containsOnly("SUCCEEDED 1");
    }

    @Test
    void leaf_steps_that_are_kept_count() {
        broken.add("k");
        var first = bench.run(chain());
        assertThat(first.rollup()).isEqualTo(new Rollup(Map.of(SUCCEEDED, 1L, FATALLY_FAILED, 1L)));
        broken.clear();

        var second = restart(first, RestartRequest.fromIncomplete());

        assertThat(second.rollup()).isEqualTo(new Rollup(Map.of(SUCCEEDED, 3L)));
    }

    @Test
    void a_loop_is_restarted_as_a_whole_at_its_header() {
        broken.add("b");
        var flow = Flow.of("w")
                .step("first", body())
                .step("a", body())
                .after("first")
                .step("b", context -> {
                    ran.add("b");
                    if (context.attempt() == 2 && broken.contains("b")) {
                        throw new IllegalStateException("broken");
                    }
                    return context.attempt();
                })
                .after("a")
                .backTo("a", 5, context -> context.attempt() < 3)
                .step("c", body())
                .after("b", context -> context.attempt() == 3);
        var first = bench.run(flow);
        assertThat(first.status()).isEqualTo(RunStatus.FAILED);
        broken.clear();

        var second = restart(first, RestartRequest.fromIncomplete());

        assertThat(ran).containsExactly("a", "b", "a", "b", "a", "b", "c");
        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(instance(second)).containsEntry("first", "SUCCEEDED 1").containsEntry("b", "SUCCEEDED 2");
    }

    @Test
    void a_restarted_step_in_a_loop_restarts_the_loop_at_its_header() {
        var flow = Flow.of("w")
                .step("first", body())
                .step("a", body())
                .after("first")
                .step("b", body())
                .after("a")
                .backTo("a", 5, context -> context.attempt() < 2)
                .step("c", body())
                .after("b", context -> context.attempt() == 2);
        var first = bench.run(flow);

        var second = restartStep(first, "b");

        assertThat(ran).containsExactly("a", "b", "a", "b", "c");
        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void params_keep_their_values_unless_the_request_gives_others() {
        broken.add("k");
        var flow = chain().runParam("kept", ParamDefinition.literal(ParamValue.of(1)))
                .runParam("given", ParamDefinition.literal(ParamValue.of("old")))
                .runParam("derived", ParamDefinition.expression(ParamType.STRING, "given + '!'"));
        var first = bench.maestro.register(flow).start(StartRequest.of(Map.of("kept", 5)));
        bench.awaitEnd(first);

        var second = restart(first, RestartRequest.fromIncomplete().params(Map.of("given", "new", "extra", true)));

        var params = second.run().params();
        assertThat(value(params, "kept")).isEqualTo(ParamValue.of(5));
        assertThat(value(params, "given")).isEqualTo(ParamValue.of("new"));
        assertThat(value(params, "extra")).isEqualTo(ParamValue.of(true));
        assertThat(value(params, "derived"))
                .as("a value, not an expression any more")
                .isEqualTo(ParamValue.of("old!"));
    }

    @Test
    void only_an_immutable_param_is_evaluated_anew() {
        broken.add("k");
        var flow = chain().runParam("given", ParamDefinition.literal(ParamValue.of("old")))
                .runParam(
                        "derived",
                        in(ParamMode.IMMUTABLE, ParamDefinition.expression(ParamType.STRING, "given + '!'")));
        var first = bench.run(flow);

        var second = restart(first, RestartRequest.fromIncomplete().params(Map.of("given", "new")));

        assertThat(value(second.run().params(), "derived")).isEqualTo(ParamValue.of("new!"));
    }

    @Test
    void a_param_that_may_only_be_given_at_a_start_is_refused_with_its_mode() {
        for (var mode : List.of(ParamMode.MUTABLE_ON_START, ParamMode.IMMUTABLE, ParamMode.CONSTANT)) {
            var flow = Flow.of("w")
                    .step("a", body())
                    .runParam("given", in(mode, ParamDefinition.literal(ParamValue.of("old"))));
            var first = bench.run(flow);

            assertThatThrownBy(
                            () -> first.restart(RestartRequest.fromBeginning().params(Map.of("given", "new"))))
                    .isInstanceOf(InvalidParamsException.class)
                    .hasMessageContaining("/run_params/given")
                    .hasMessageContaining("is " + mode + " and cannot be given at a restart");
            assertThat(bench.maestro
                            .runs(io.maestro.store.RunQuery.of("w"))
                            .getFirst()
                            .runId())
                    .isEqualTo(first.id());
        }
    }

    @Test
    void a_param_that_is_mutable_on_start_and_restart_may_be_given() {
        var flow = Flow.of("w")
                .step("a", body())
                .runParam(
                        "given", in(ParamMode.MUTABLE_ON_START_RESTART, ParamDefinition.literal(ParamValue.of("old"))));
        var first = bench.run(flow);

        var second = restart(first, RestartRequest.fromBeginning().params(Map.of("given", "new")));

        assertThat(value(second.run().params(), "given")).isEqualTo(ParamValue.of("new"));
    }

    @Test
    void params_are_given_to_a_step() {
        var flow = Flow.of("w")
                .step("a")
                .param("v", ParamValue.of(1))
                .step("b")
                .after("a")
                .param("w", ParamDefinition.expression(ParamType.LONG, "a__v + 1"));
        var first = bench.run(flow);

        var second = restart(first, RestartRequest.fromBeginning().stepParams("a", Map.of("v", 100, "more", "text")));

        assertThat(value(Bench.attempts(second, "a").getFirst().params(), "v")).isEqualTo(ParamValue.of(100));
        assertThat(Bench.attempts(second, "a").getFirst().params()).containsKey("more");
        assertThat(value(Bench.attempts(second, "b").getFirst().params(), "w")).isEqualTo(ParamValue.of(101));
    }

    @Test
    void params_for_a_step_that_does_not_exist_or_may_not_have_them_are_refused() {
        var first = bench.run(
                Flow.of("w").step("a").param("v", in(ParamMode.CONSTANT, ParamDefinition.literal(ParamValue.of(1)))));

        assertThatThrownBy(() -> first.restart(RestartRequest.fromBeginning().stepParams("b", Map.of("v", 1))))
                .isInstanceOf(InvalidParamsException.class)
                .hasMessageContaining("there is no step 'b'");
        assertThatThrownBy(() -> first.restart(RestartRequest.fromBeginning().stepParams("a", Map.of("v", 2))))
                .isInstanceOf(InvalidParamsException.class)
                .hasMessageContaining("/step_run_params/a/v");
    }

    @Test
    void an_instance_that_has_not_ended_is_refused() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w").step("a", context -> {
            gate.pass();
            return 1;
        }));
        gate.awaitArrival();

        assertThatThrownBy(() -> run.restart(RestartRequest.fromIncomplete()))
                .isInstanceOf(RestartRefusedException.class)
                .hasMessage("run w:1:1 cannot be restarted: it has not ended but is IN_PROGRESS");
        gate.open();
        bench.awaitEnd(run);
    }

    @Test
    void a_step_that_was_never_reached_or_does_not_exist_is_refused() {
        broken.add("k");
        var run = bench.run(chain());

        assertThatThrownBy(() -> run.restartStep("d", RestartRequest.fromIncomplete()))
                .isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("step 'd' was never reached");
        assertThatThrownBy(() -> run.restartStep("x", RestartRequest.fromIncomplete()))
                .isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("it has no step 'x'");
    }

    @Test
    void a_request_that_is_repeated_means_the_same_run() {
        var run = bench.run(chain());
        var request = RestartRequest.fromBeginning().requestId("again");

        var second = restart(run, request);
        var repeated = run.restart(request);
        var third = restart(run, RestartRequest.fromBeginning());
        var late = run.restart(request);

        assertThat(repeated.id()).isEqualTo(second.id());
        assertThat(third.id().run()).isEqualTo(3);
        assertThat(late.id()).isEqualTo(second.id());
    }

    @Test
    void who_restarts_and_why_is_recorded() {
        var run = bench.run(chain());

        var second = restart(run, RestartRequest.fromBeginning().by("ann").reason("wrong region"));

        assertThat(second.run().initiator()).isEqualTo(new Initiator.ByHand(Optional.of("ann")));
        assertThat(second.run().restart().orElseThrow().order().reason()).contains("wrong region");
        assertThat(second.timeline())
                .contains(new TimelineEvent.Restarted(
                        second.run().createdAt(),
                        Optional.of("ann"),
                        Optional.of("wrong region"),
                        RestartPolicy.FROM_BEGINNING,
                        Optional.empty()));
    }

    @Test
    void a_run_goes_on_in_its_version_of_the_workflow() {
        broken.add("k");
        var first = bench.run(chain());
        bench.maestro.register(chain().step("more", body()).after("d"));
        broken.clear();

        var second = restart(first, RestartRequest.fromIncomplete());

        assertThat(second.run().version()).isEqualTo(1);
        assertThat(ran).containsExactly("k", "d");
    }

    @Test
    void a_restarted_run_that_was_stopped_has_its_steps_reset() {
        var gate = new Gate();
        var flow = Flow.of("w")
                .step("a", context -> {
                    if (context.runId().run() == 2) {
                        gate.pass();
                    }
                    return 1;
                })
                .step("b", body())
                .after("a");
        var first = bench.run(flow);
        var second = first.restart(RestartRequest.fromBeginning());
        gate.awaitArrival();
        second.stop("enough");
        bench.awaitEnd(second);

        assertThat(instance(second).values()).containsExactly("STOPPED 2", "NOT_CREATED 0");
        assertThat(second.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(StepStatus.STOPPED.isComplete()).isFalse();
    }

    @Test
    void a_step_that_is_skipped_lets_what_comes_after_it_go_on() {
        broken.add("k");
        var first = bench.run(chain());

        var second = restart(
                first, RestartRequest.fromIncomplete().skipping("k").by("ann").reason("never mind"));

        assertThat(ran).containsExactly("d");
        assertThat(instance(second).values()).containsExactly("SUCCEEDED 1", "SKIPPED 2", "SUCCEEDED 2");
        assertThat(Bench.error(second, "k")).contains("ann", "never mind");
        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_step_to_skip_that_does_not_exist_is_refused() {
        var first = bench.run(chain());

        assertThatThrownBy(() -> first.restart(RestartRequest.fromBeginning().skipping("x")))
                .isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("it has no step 'x'");
    }

    /** A run that goes on beside a step that fails. */
    private RunHandle goingOn(Gate gate, FailureMode mode) {
        broken.add("k");
        var run = bench.start(Flow.of("w")
                .step("g", context -> {
                    gate.pass();
                    return 1;
                })
                .step("k", body())
                .mode(mode)
                .step("d", body())
                .after("k", context -> true));
        gate.awaitArrival();
        bench.clock.waitUntil(() -> Bench.attempts(run, "k").stream()
                .anyMatch(attempt -> attempt.status().isTerminal()));
        broken.clear();
        return run;
    }

    @Test
    void a_step_that_failed_in_a_run_that_goes_on_is_tried_once_more_in_it() {
        var gate = new Gate();
        var run = goingOn(gate, FailureMode.FAIL_AFTER_RUNNING);

        var same =
                run.restartStep("k", RestartRequest.fromIncomplete().by("ann").reason("mended"));
        gate.open();
        bench.awaitEnd(run);

        assertThat(same.id()).isEqualTo(run.id());
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(Bench.attempts(run, "k")).extracting(StepAttempt::status).containsExactly(FATALLY_FAILED, SUCCEEDED);
        assertThat(Bench.attempts(run, "k")
                        .getLast()
                        .actions()
                        .getFirst()
                        .request()
                        .by())
                .isEqualTo("ann");
        assertThat(Bench.status(run, "d")).isEqualTo(SUCCEEDED);
    }

    @Test
    void a_step_whose_failure_was_ignored_cannot_be_restarted_while_its_run_goes_on() {
        var gate = new Gate();
        var run = goingOn(gate, FailureMode.IGNORE_FAILURE);

        assertThatThrownBy(() -> run.restartStep("k", RestartRequest.fromIncomplete()))
                .isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("it has ended as COMPLETED_WITH_ERROR");
        gate.open();
        bench.awaitEnd(run);
    }

    @Test
    void a_step_that_runs_or_was_not_reached_cannot_be_restarted() {
        var gate = new Gate();
        var run = goingOn(gate, FailureMode.FAIL_AFTER_RUNNING);

        for (var step : List.of("g", "d", "x")) {
            assertThatThrownBy(() -> run.restartStep(step, RestartRequest.fromIncomplete()))
                    .isInstanceOf(RestartRefusedException.class);
        }
        assertThatThrownBy(() ->
                        run.restartStep("k", RestartRequest.fromIncomplete().params(Map.of("a", 1))))
                .isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("the run goes on with the params that it has");
        gate.open();
        bench.awaitEnd(run);
    }

    @Test
    void a_branch_that_was_left_as_it_was_is_restarted_in_the_run_that_goes_on() {
        var gate = new Gate();
        broken.add("l");
        var first = bench.run(Flow.of("w")
                .step("k", context -> {
                    if (context.runId().run() == 2) {
                        gate.pass();
                    }
                    return 1;
                })
                .step("l", body())
                .step("j", body())
                .after("k", "l"));
        broken.clear();
        ran.clear();
        var second = first.restartStep("k", RestartRequest.fromIncomplete());
        gate.awaitArrival();

        var same = second.restartStep("l", RestartRequest.fromIncomplete());
        gate.open();
        bench.awaitEnd(second);

        assertThat(same.id()).isEqualTo(second.id());
        assertThat(ran).containsExactly("l", "j");
        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_step_in_a_cycle_is_tried_once_more_in_its_current_visit() {
        var gate = new Gate();
        broken.add("b");
        var run = bench.start(Flow.of("w")
                .step("g", context -> {
                    gate.pass();
                    return 1;
                })
                .step("a", body())
                .step("b", context -> {
                    if (context.attempt() == 2 && broken.contains("b")) {
                        throw new IllegalStateException("broken");
                    }
                    return context.attempt();
                })
                .after("a")
                .backTo("a", 5, context -> context.attempt() < 4));
        gate.awaitArrival();
        bench.clock.waitUntil(() -> Bench.attempts(run, "b").size() == 2);
        broken.clear();

        run.restartStep("b", RestartRequest.fromIncomplete());
        gate.open();
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(Bench.attempts(run, "b")).extracting(StepAttempt::visit).containsExactly(1, 2, 2, 3);
    }
}
