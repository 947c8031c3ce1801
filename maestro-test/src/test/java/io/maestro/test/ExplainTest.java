package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.StepId;
import io.maestro.param.ParamValue;
import io.maestro.run.StepExplanation.BacksOff;
import io.maestro.run.StepExplanation.Ended;
import io.maestro.run.StepExplanation.Ends;
import io.maestro.run.StepExplanation.NeverReached;
import io.maestro.run.StepExplanation.NoConditionTrue;
import io.maestro.run.StepExplanation.Waits;
import io.maestro.run.StepExplanation.WaitsForSteps;
import io.maestro.run.StepExplanation.WaitsForTurn;
import io.maestro.run.StepExplanation.Works;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Why a step is where it is. */
class ExplainTest {

    private final Bench bench = new Bench();
    private final Gate gate = new Gate();

    @AfterEach
    void close() {
        gate.open();
        bench.close();
    }

    private Flow busy() {
        return Flow.of("w").step("busy", context -> {
            gate.passStubbornly();
            return 1;
        });
    }

    @Test
    void a_body_that_runs() {
        var run = bench.start(busy());
        gate.awaitArrival();

        assertThat(Bench.reason(run, "busy")).isEqualTo(new Works(1, bench.start));
        assertThat(run.explain().getFirst()).hasToString("step 'busy' is RUNNING: attempt 1 runs since " + bench.start);
        assertThat(run.attempts()).isEmpty();
        assertThat(run.steps()).hasSize(1);
    }

    @Test
    void a_step_that_waits_for_others() {
        var run = bench.start(busy().step("done").step("next").after("busy", "done"));
        gate.awaitArrival();
        bench.clock.waitUntil(() -> Bench.reason(run, "done") instanceof Ended);

        assertThat(Bench.reason(run, "next")).isEqualTo(new WaitsForSteps(List.of(new StepId("busy"))));
    }

    @Test
    void a_body_that_is_being_interrupted() {
        var run = bench.start(busy());
        gate.awaitArrival();
        run.stop("enough");

        assertThat(Bench.reason(run, "busy")).isEqualTo(new Ends(1, "enough"));
    }

    @Test
    void a_step_that_sleeps_and_one_that_waits_for_a_job() {
        try (var other = new Bench(builder -> builder.stepType(
                "Job", context -> new io.maestro.step.StepResult.Pending("job-7", Duration.ofSeconds(5))))) {
            var run = other.start(Flow.of("w")
                    .typed("nap", "Sleep")
                    .param("sleep_seconds", ParamValue.of(60))
                    .typed("job", "Job"));
            other.clock.settle();

            assertThat(Bench.reason(run, "nap"))
                    .isEqualTo(new Waits(1, Optional.empty(), other.start.plusMillis(60_001)));
            assertThat(Bench.reason(run, "job"))
                    .isEqualTo(new Waits(1, Optional.of("job-7"), other.start.plusSeconds(5)));
        }
    }

    @Test
    void a_step_that_backs_off() {
        var run = bench.start(Flow.of("w")
                .step("a", context -> {
                    throw new IllegalStateException("no");
                })
                .retry(RetryPolicy.fixed(1, Duration.ofSeconds(9))));
        bench.clock.settle();

        assertThat(Bench.reason(run, "a"))
                .isEqualTo(new BacksOff(1, bench.start.plusSeconds(9), "IllegalStateException: no"));
    }

    @Test
    void a_step_that_no_condition_leads_to() {
        var run = bench.run(Flow.of("w").step("a").step("b").after("a", context -> false));

        assertThat(Bench.reason(run, "b")).isEqualTo(new NoConditionTrue(List.of(new StepId("a"))));
    }

    @Test
    void a_step_that_will_never_be_reached() {
        var run = bench.run(Flow.of("w")
                .step("a", context -> {
                    throw new IllegalStateException("no");
                })
                .step("b")
                .after("a"));

        assertThat(Bench.reason(run, "a")).isEqualTo(new Ended(bench.start, Optional.of("IllegalStateException: no")));
        assertThat(Bench.reason(run, "b")).isEqualTo(new NeverReached(List.of(new StepId("a"))));
    }

    @Test
    void a_run_that_waits_for_its_turn() {
        var flow = busy().step("next").after("busy").strategy(RunStrategy.Rule.STRICT_SEQUENTIAL);
        var first = bench.start(flow);
        gate.awaitArrival();
        var second = bench.maestro.start("w");
        var third = bench.maestro.start("w");

        assertThat(Bench.reason(second, "busy")).isEqualTo(new WaitsForTurn(0, List.of(first.run())));
        assertThat(Bench.reason(third, "busy").text())
                .isEqualTo(
                        "waits for the turn of its run, behind one other; in the way: run w:1:1, which is IN_PROGRESS");
        assertThat(Bench.reason(third, "next")).isEqualTo(new WaitsForSteps(List.of(new StepId("busy"))));
    }

    @Test
    void a_run_that_waits_for_one_that_failed() {
        bench.run(Flow.of("w")
                .step("a", context -> {
                    throw new IllegalStateException("no");
                })
                .strategy(RunStrategy.Rule.STRICT_SEQUENTIAL));
        var second = bench.maestro.start("w");
        bench.clock.settle();

        assertThat(Bench.reason(second, "a").text())
                .isEqualTo(
                        "waits for the turn of its run, which is the next; in the way: run w:1:1, which is FAILED and"
                                + " neither unblocked nor restarted");
    }
}
