package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.definition.StepId;
import io.maestro.definition.UnknownVersionException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.PlannedStep.Fate;
import io.maestro.run.RestartPlan;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.Rollup;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.step.StepBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What restarts would do, and that they do only that, also in another version of the workflow. */
class RestartPlanTest {

    private static final RestartRequest IN_LATEST =
            RestartRequest.fromIncomplete().version("latest");

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

    private static Map<String, Fate> fates(RestartPlan plan) {
        var fates = new LinkedHashMap<String, Fate>();
        plan.steps().forEach(step -> fates.put(step.id().value(), step.fate()));
        return fates;
    }

    private RunHandle carriedOut(RunHandle run, RestartPlan plan) {
        ran.clear();
        var next = run.restart(plan);
        bench.awaitEnd(next);
        return next;
    }

    /** Runs a, x, k and d in turn, of which k fails. */
    private RunHandle failed() {
        broken.add("k");
        var run = bench.run(Flow.of("w")
                .runParam("region", ParamDefinition.literal(ParamValue.of("eu")))
                .runParam("old", ParamDefinition.literal(ParamValue.of(1)))
                .runParam("same", ParamDefinition.literal(ParamValue.of(7)))
                .step("a", body())
                .step("x", body())
                .after("a")
                .step("k", body())
                .after("x")
                .step("d", body())
                .after("k"));
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        broken.clear();
        return run;
    }

    /** The next version has no step x, a new step n after a, and other params. */
    private void registerNext() {
        bench.maestro.register(Flow.of("w")
                .runParam("region", ParamDefinition.literal(ParamValue.of("us")))
                .runParam("same", ParamDefinition.literal(ParamValue.of(7)))
                .runParam("twice", ParamDefinition.expression(ParamType.LONG, "same * 2"))
                .step("a", body())
                .step("n", body())
                .after("a")
                .step("k", context -> {
                    ran.add("k");
                    return context.output(new StepId("a")) + ", " + context.output(new StepId("n"));
                })
                .after("a", "n")
                .step("d", body())
                .after("k"));
    }

    @Test
    void a_plan_tells_what_becomes_of_each_step_and_why_and_nothing_is_done() {
        var run = failed();

        var plan = run.planRestart(RestartRequest.fromIncomplete());

        assertThat(fates(plan))
                .containsExactly(
                        Map.entry("a", Fate.KEPT),
                        Map.entry("x", Fate.KEPT),
                        Map.entry("k", Fate.RUNS),
                        Map.entry("d", Fate.RUNS));
        assertThat(plan.step(new StepId("k")).orElseThrow().why()).isEqualTo("it ended as FATALLY_FAILED in run 1");
        assertThat(plan.step(new StepId("d")).orElseThrow().why()).isEqualTo("it was never reached");
        assertThat(plan.isPossible()).isTrue();
        assertThat(plan.params()).isEmpty();
        assertThat(bench.maestro.find(run.id().next())).isEmpty();
    }

    @Test
    void what_a_plan_says_is_what_runs() {
        var run = failed();
        var plan = run.planRestart(RestartRequest.fromIncomplete().params(Map.of("same", 8)));

        var next = carriedOut(run, plan);

        assertThat(ran).containsExactly("k", "d");
        assertThat(plan.params()).hasToString("[same: '7' -> '8', because the request gives it]");
        assertThat(next.run().params()).isEqualTo(plan.values());
    }

    @Test
    void a_plan_of_a_step_tells_what_stays_as_it_was() {
        broken.addAll(List.of("k", "l"));
        var run = bench.run(Flow.of("w")
                .step("a", body())
                .step("k", body())
                .after("a")
                .step("l", body())
                .after("a")
                .step("d", body())
                .after("k"));
        broken.clear();

        var plan = run.planRestartStep("k", RestartRequest.fromIncomplete());
        carriedOut(run, plan);

        assertThat(fates(plan))
                .containsExactly(
                        Map.entry("a", Fate.KEPT),
                        Map.entry("k", Fate.RUNS),
                        Map.entry("l", Fate.LEFT),
                        Map.entry("d", Fate.RUNS));
        assertThat(plan.step(new StepId("k")).orElseThrow().why()).isEqualTo("it is asked for");
        assertThat(ran).containsExactly("k", "d");
    }

    @Test
    void steps_that_are_skipped_or_come_after_others_are_told() {
        var run = bench.run(Flow.of("w").step("a", body()).step("b", body()).after("a"));

        var plan = run.planRestartStep("a", RestartRequest.fromIncomplete().skipping("b"));
        var beginning = run.planRestart(RestartRequest.fromBeginning());
        var again = run.planRestartStep("a", RestartRequest.fromIncomplete());

        assertThat(fates(plan)).containsEntry("b", Fate.SKIPPED);
        assertThat(again.step(new StepId("b")).orElseThrow().why()).isEqualTo("it comes after 'a'");
        assertThat(beginning.step(new StepId("b")).orElseThrow().why()).isEqualTo("all steps are asked for");
    }

    @Test
    void an_instance_goes_on_in_another_version_although_the_code_of_its_own_is_gone() {
        var run = failed();
        registerNext();

        var plan = run.planRestart(IN_LATEST.by("ann").reason("fixed"));

        assertThat(plan.text()).isEqualTo("""
                        restart of run w:1:1 as run 2, in version 2 instead of 1, FROM_INCOMPLETE
                        steps
                          a: kept, because it ended as SUCCEEDED in run 1; it is defined otherwise now
                          n: new, because the version before does not have it
                          k: runs, because it ended as FATALLY_FAILED in run 1
                          d: runs, because it was never reached
                          x: dropped, because the version does not have it any more
                        params
                          region: 'eu' -> 'us', because version 2 defines it otherwise
                          twice: nothing -> '14', because version 2 has it
                          old: '1' -> nothing, because version 2 does not have it any more
                        """);
        var next = carriedOut(run, plan);
        assertThat(ran).containsExactly("n", "k", "d");
        assertThat(next.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(next.run().version()).isEqualTo(2);
        assertThat(next.output("k", String.class)).contains("a of run 1, n of run 2");
        assertThat(next.rollup()).isEqualTo(new Rollup(Map.of(StepStatus.SUCCEEDED, 4L)));
        assertThat(next.instance().steps()).doesNotContainKey(new StepId("x"));
        assertThat(next.run().params()).isEqualTo(plan.values()).doesNotContainKey("old");
        assertThat(next.run().restart().orElseThrow().order().reason()).contains("fixed");
    }

    @Test
    void an_instance_that_has_gone_on_in_another_version_is_restarted_in_that() {
        var run = failed();
        broken.add("d");
        registerNext();
        var second = carriedOut(run, run.planRestart(IN_LATEST));
        broken.clear();

        var third = carriedOut(second, second.planRestart(RestartRequest.fromIncomplete()));

        assertThat(ran).containsExactly("d");
        assertThat(third.run().version()).isEqualTo(2);
        assertThat(third.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_request_that_names_a_version_is_planned_and_carried_out() {
        var run = failed();
        registerNext();
        var request = RestartRequest.fromIncomplete().version("2").requestId("once");

        var next = run.restart(request);
        bench.awaitEnd(next);

        assertThat(next.run().version()).isEqualTo(2);
        assertThat(run.restart(request).id()).isEqualTo(next.id());
        assertThatThrownBy(() -> run.planRestart(RestartRequest.fromIncomplete().version("17")))
                .isInstanceOf(UnknownVersionException.class);
    }

    @Test
    void what_somebody_gave_stays_where_another_version_defines_it_otherwise() {
        broken.add("k");
        bench.maestro.register(Flow.of("w")
                .runParam("region", ParamDefinition.literal(ParamValue.of("eu")))
                .step("k", body()));
        var run = bench.maestro.start("w", Map.of("region", "asia"));
        bench.awaitEnd(run);
        broken.clear();
        bench.maestro.register(Flow.of("w")
                .runParam("region", ParamDefinition.literal(ParamValue.of("us")))
                .step("k", body()));

        var plan = run.planRestart(IN_LATEST);

        assertThat(plan.params()).isEmpty();
        assertThat(plan.values().get("region"))
                .extracting(param -> param.value())
                .isEqualTo(ParamValue.of("asia"));
    }

    @Test
    void what_somebody_gave_that_is_of_another_type_now_is_what_the_version_says() {
        broken.add("k");
        bench.maestro.register(Flow.of("w")
                .runParam("size", ParamDefinition.literal(ParamValue.of(1)))
                .step("k", body()));
        var run = bench.maestro.start("w", Map.of("size", 2));
        bench.awaitEnd(run);
        broken.clear();
        bench.maestro.register(Flow.of("w")
                .runParam("size", ParamDefinition.literal(ParamValue.of("large")))
                .step("k", body()));

        var plan = run.planRestart(IN_LATEST);

        assertThat(plan.params()).hasToString("[size: '2' -> 'large', because version 2 defines it otherwise]");
        assertThat(carriedOut(run, plan).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void what_another_version_requires_must_be_given() {
        broken.add("k");
        var run = bench.run(Flow.of("w").step("k", body()));
        broken.clear();
        bench.maestro.register(Flow.of("w")
                .runParam("day", ParamDefinition.unset(ParamType.STRING))
                .step("k", body()));

        var without = run.planRestart(IN_LATEST);
        var with = run.planRestart(IN_LATEST.params(Map.of("day", "monday")));

        assertThat(without.isPossible()).isFalse();
        assertThat(without.refusals()).singleElement().asString().contains("a STRING is required");
        assertThatThrownBy(() -> run.restart(without))
                .isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("a STRING is required");
        assertThat(carriedOut(run, with).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_plan_is_refused_when_the_instance_has_gone_on_since() {
        var run = failed();
        var plan = run.planRestart(RestartRequest.fromIncomplete());
        bench.awaitEnd(run.restart(RestartRequest.fromIncomplete()));

        assertThatThrownBy(() -> run.restart(plan))
                .isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("something has changed since it was planned: run w:1:2 has begun");
    }

    @Test
    void a_plan_is_refused_when_another_version_is_meant_by_now() {
        var run = failed();
        registerNext();
        var plan = run.planRestart(IN_LATEST);
        bench.maestro.register(Flow.of("w").step("a", body()));

        assertThatThrownBy(() -> run.restart(plan))
                .isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("'latest' means version 3 and not 2 any more");
    }

    @Test
    void a_plan_that_was_carried_out_is_the_run_that_it_began() {
        var run = failed();
        var plan = run.planRestart(RestartRequest.fromIncomplete());
        var next = carriedOut(run, plan);

        assertThat(run.restart(plan).id()).isEqualTo(next.id());
        assertThat(ran).containsExactly("k", "d");
    }

    @Test
    void a_plan_with_nothing_to_do_or_of_what_goes_on_is_refused() {
        var done = bench.run(Flow.of("done").step("a", body()));
        var gate = new Gate();
        var going = bench.start(Flow.of("going").step("a", context -> {
            gate.pass();
            return 1;
        }));
        gate.awaitArrival();

        assertThat(done.planRestart(RestartRequest.fromIncomplete()).refusals())
                .containsExactly("there is nothing to run: what is not kept is left as it was");
        assertThatThrownBy(() -> going.planRestart(RestartRequest.fromIncomplete()))
                .isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("it has not ended but is IN_PROGRESS");
        gate.open();
        bench.awaitEnd(going);
    }

    @Test
    void a_new_way_with_a_condition_from_a_step_that_is_kept_is_refused_until_that_runs_again() {
        var run = failed();
        bench.maestro.register(Flow.of("w")
                .step("a", body())
                .step("k", body())
                .when("a", "1 < 2")
                .step("d", body())
                .after("k"));

        var plan = run.planRestart(IN_LATEST);
        var again = run.planRestartStep("a", IN_LATEST);

        assertThat(plan.refusals()).singleElement().asString().contains("the way from step 'a', which is kept, to 'k'");
        carriedOut(run, again);
        assertThat(ran).containsExactly("a", "k", "d");
    }

    @Test
    void iterations_that_did_not_succeed_go_on_in_the_body_of_the_other_version() {
        var numbers = Map.<String, ParamValue>of("i", new ParamValue.LongArray(List.of(1L, 2L, 3L)));
        broken.add("k");
        var run = bench.run(Flow.of("w")
                .foreach(
                        "f",
                        1,
                        numbers,
                        Flow.of("each").step("j", body()).step("k", body()).after("j")));
        broken.clear();
        bench.maestro.register(Flow.of("w")
                .foreach(
                        "f",
                        1,
                        numbers,
                        Flow.of("each")
                                .step("j", body())
                                .step("k", body())
                                .after("j")
                                .step("l", body())
                                .after("k")));

        var next = carriedOut(run, run.planRestart(IN_LATEST));

        assertThat(ran).containsExactly("k", "l", "j", "k", "l", "j", "k", "l");
        assertThat(next.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(next.child("f", 1).orElseThrow().run().version()).isEqualTo(2);
        assertThat(next.rollup()).isEqualTo(new Rollup(Map.of(StepStatus.SUCCEEDED, 9L)));
    }

    @Test
    void what_a_step_has_started_does_not_go_on_in_another_version_alone() {
        var numbers = Map.<String, ParamValue>of("i", new ParamValue.LongArray(List.of(1L)));
        var run =
                bench.run(Flow.of("w").foreach("f", 1, numbers, Flow.of("each").step("k", body())));
        var iteration = run.child("f", 1).orElseThrow();

        assertThatThrownBy(() -> iteration.planRestart(IN_LATEST))
                .isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("only run w:1:1 can go on in another");
        var plan = iteration.planRestart(RestartRequest.fromBeginning());
        assertThat(plan.step(new StepId("f")).orElseThrow().why()).isEqualTo("what it has started is asked for");
    }

    @Test
    void a_loop_that_becomes_another_kind_of_step_cannot_go_on() {
        var numbers = Map.<String, ParamValue>of("i", new ParamValue.LongArray(List.of(1L)));
        broken.add("k");
        var run =
                bench.run(Flow.of("w").foreach("f", 1, numbers, Flow.of("each").step("k", body())));
        broken.clear();
        bench.maestro.register(Flow.of("w")
                .whileLoop(
                        "f",
                        "i < 1",
                        Map.of("i", ParamValue.of(0)),
                        Flow.of("each")
                                .step("k", body())
                                .param("i", ParamDefinition.expression(ParamType.LONG, "i + 1"))));

        assertThat(run.planRestart(IN_LATEST).refusals())
                .singleElement()
                .asString()
                .startsWith("step 'f' was a foreach and is a while now");
        assertThat(run.planRestart(RestartRequest.fromBeginning().version("latest"))
                        .isPossible())
                .isTrue();
    }

    @Test
    void a_param_that_is_nobodys_business_is_not_shown() {
        broken.add("k");
        var secret = ParamDefinition.literal(ParamValue.of("s3cret")).sensitive();
        var run = bench.run(Flow.of("w").runParam("key", secret).step("k", body()));
        broken.clear();

        var plan = run.planRestart(RestartRequest.fromIncomplete().params(Map.of("key", "0ther")));

        assertThat(plan.text()).contains("key: *** -> ***").doesNotContain("s3cret", "0ther");
        assertThat(plan.values().get("key")).extracting(param -> param.value()).isEqualTo(ParamValue.of("0ther"));
    }
}
