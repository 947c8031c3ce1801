package io.maestro.test;

import static io.maestro.run.StepStatus.FATALLY_FAILED;
import static io.maestro.run.StepStatus.RUNNING;
import static io.maestro.run.StepStatus.SKIPPED;
import static io.maestro.run.StepStatus.STOPPED;
import static io.maestro.run.StepStatus.SUCCEEDED;
import static io.maestro.run.StepStatus.TIMED_OUT;
import static io.maestro.run.StepStatus.WAITING_FOR_PERMITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.maestro.RunHandle;
import io.maestro.definition.RetryPolicy;
import io.maestro.param.ParamValue;
import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import io.maestro.run.Breakpoint;
import io.maestro.run.PermitStanding;
import io.maestro.run.RunStatus;
import io.maestro.run.StepExplanation.WaitsForPermits;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many steps work at once (spec: runtime, section 9). Steps that sleep hold their permits as those that work do. */
class LimitTest {

    private static final Map<String, ParamValue> TEN = Map.of("i", new ParamValue.LongArray(range(10)));

    private final Bench bench = new Bench();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void close() {
        bench.close();
    }

    private static List<Long> range(int end) {
        return IntStream.range(0, end).mapToObj(Long::valueOf).toList();
    }

    private static Flow sleeps(Flow flow, String step, int seconds) {
        return flow.typed(step, "Sleep").param("sleep_seconds", ParamValue.of(seconds));
    }

    /** Three steps of ten seconds, which could sleep side by side. */
    private static Flow three(String id) {
        return sleeps(sleeps(sleeps(Flow.of(id), "a", 10), "b", 10), "c", 10);
    }

    private Flow counted(Flow flow, String step) {
        return flow.step(step, context -> {
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            Thread.sleep(1);
            working.decrementAndGet();
            return 1;
        });
    }

    /** In whole seconds: those who sleep wake a little late. */
    private Duration passed() {
        return bench.passed().truncatedTo(ChronoUnit.SECONDS);
    }

    private static WaitsForPermits waits(RunHandle run, String step) {
        return (WaitsForPermits) Bench.reason(run, step);
    }

    @Test
    void step_concurrency_holds_over_all_runs_of_a_workflow() {
        var flow = three("w").stepConcurrency(2);
        var first = bench.start(flow);
        var second = bench.start(flow);
        bench.clock.settle();

        assertThat(Bench.statuses(first)).isEqualTo(Map.of("a", RUNNING, "b", RUNNING, "c", WAITING_FOR_PERMITS));
        assertThat(Bench.statuses(second).values()).containsOnly(WAITING_FOR_PERMITS);
        bench.awaitEnd(first);
        bench.awaitEnd(second);
        assertThat(passed()).isEqualTo(Duration.ofSeconds(30));
        assertThat(second.steps()).allSatisfy(step -> assertThat(step.status()).isEqualTo(SUCCEEDED));
    }

    @Test
    void a_step_that_waits_tells_for_what_and_who_has_it() {
        bench.maestro.limits().set(HostLimit.ofTag("gpu").permits(1));
        var flow = three("w").tags("gpu").stepConcurrency(2);
        var first = bench.start(flow);
        var second = bench.start(flow);
        bench.clock.settle();

        assertThat(waits(second, "c").limits())
                .extracting(PermitStanding::limit, PermitStanding::permits, PermitStanding::held, PermitStanding::ahead)
                .containsExactly(
                        tuple(Limit.ofTag("gpu"), Optional.of(1), 0L, 1L),
                        tuple(Limit.ofWorkflow(first.id().workflow()), Optional.of(2), 2L, 3L));
        assertThat(waits(first, "c").text())
                .isEqualTo("attempt 1 waits since " + bench.start + " for a permit of tag 'gpu' (0 of 1 taken), and of"
                        + " workflow 'w' (2 of 2 taken), which step 'a' of run w:1:1, step 'b' of run w:1:1 have");
    }

    @Test
    void a_step_under_no_limit_waits_for_nothing_and_records_nothing_of_permits() {
        bench.maestro.limits().set(HostLimit.ofTag("gpu").permits(1));
        var run = bench.run(three("w"));

        assertThat(passed()).isEqualTo(Duration.ofSeconds(10));
        assertThat(run.attempts())
                .allSatisfy(attempt -> assertThat(attempt.permits()).isEmpty());
    }

    @Test
    void a_tag_is_limited_over_workflows_whoever_has_it_the_step_or_the_workflow() {
        bench.maestro.limits().set(HostLimit.ofTag("gpu").permits(1));
        var one = bench.start(sleeps(Flow.of("one"), "s", 10).tags("gpu"));
        var other = bench.start(sleeps(Flow.of("other"), "s", 10).runTag("gpu"));
        bench.clock.settle();

        assertThat(Bench.status(one, "s")).isEqualTo(RUNNING);
        assertThat(Bench.status(other, "s")).isEqualTo(WAITING_FOR_PERMITS);
        bench.awaitEnd(other);
        assertThat(passed()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void a_limit_that_grows_or_goes_lets_those_begin_who_wait() {
        bench.maestro.limits().set(HostLimit.ofTag("gpu").permits(0));
        var run = bench.start(
                sleeps(sleeps(Flow.of("w"), "a", 10).tags("gpu"), "b", 10).tags("gpu"));
        bench.clock.settle();
        assertThat(Bench.statuses(run)).isEqualTo(Map.of("a", WAITING_FOR_PERMITS, "b", WAITING_FOR_PERMITS));

        bench.maestro.limits().set(HostLimit.ofTag("gpu").permits(1));
        bench.clock.settle();
        assertThat(Bench.statuses(run)).isEqualTo(Map.of("a", RUNNING, "b", WAITING_FOR_PERMITS));
        bench.maestro.limits().remove(Limit.ofTag("gpu"));
        bench.clock.settle();
        assertThat(Bench.statuses(run)).isEqualTo(Map.of("a", RUNNING, "b", RUNNING));
        bench.awaitEnd(run);
        assertThat(bench.maestro.limits().list()).isEmpty();
    }

    @Test
    void a_limit_that_shrinks_takes_no_permit_away() {
        bench.maestro.limits().set(HostLimit.ofTag("gpu").permits(2));
        var flow = sleeps(Flow.of("w"), "a", 10).tags("gpu");
        var working = List.of(bench.start(flow), bench.start(flow));
        bench.clock.settle();

        bench.maestro.limits().set(HostLimit.ofTag("gpu").permits(1));
        var next = List.of(bench.start(flow), bench.start(flow));
        bench.clock.settle();

        assertThat(working).allSatisfy(run -> assertThat(Bench.status(run, "a")).isEqualTo(RUNNING));
        assertThat(waits(next.getFirst(), "a").limits().getFirst().held()).isEqualTo(2);
        next.forEach(bench::awaitEnd);
        assertThat(passed()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_limit_of_a_step_type_and_a_rate_hold_for_steps_of_that_type() {
        bench.maestro.limits().set(HostLimit.ofStepType("sleep").permits(2).rate(1, Duration.ofSeconds(3)));
        bench.run(three("w").step("no", context -> 1));

        // They begin after 0 and 3 seconds, and the last when the first is done.
        assertThat(passed()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void a_rate_alone_spaces_the_beginnings() {
        bench.maestro.limits().set(HostLimit.ofTag("api").rate(2, Duration.ofMinutes(1)));
        var flow = Flow.of("w");
        IntStream.range(0, 7).forEach(i -> flow.step("s" + i).tags("api"));
        bench.run(flow);

        assertThat(passed()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void instance_step_concurrency_holds_for_leaf_steps_of_the_whole_tree() {
        var inner = counted(Flow.of("inner"), "inner");
        var flow = counted(Flow.of("w").foreach("loop", 10, TEN, inner), "leaf").instanceStepConcurrency(3);
        bench.maestro.register(counted(Flow.of("sub"), "leaf").instanceStepConcurrency(100));
        flow.subworkflow("subs", "sub", true);
        var run = bench.run(flow);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(most.get()).isBetween(1, 3);
        assertThat(run.child("subs", 1)
                        .orElseThrow()
                        .attempts()
                        .getFirst()
                        .permits()
                        .orElseThrow()
                        .limits())
                .containsExactly(Limit.ofInstance(run.id().workflow(), 1));
        assertThat(Bench.attempts(run, "loop").getFirst().permits()).isEmpty();
    }

    @Test
    void step_concurrency_counts_the_body_of_a_loop_for_itself() {
        var flow = Flow.of("w")
                .foreach("loop", 10, TEN, counted(Flow.of("body"), "leaf"))
                .stepConcurrency(1);
        var run = bench.run(flow);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(most.get()).isEqualTo(1);
    }

    @Test
    void while_it_waits_a_step_does_not_time_out_but_its_run_does() {
        var flow = sleeps(sleeps(Flow.of("w"), "a", 100), "b", 5)
                .timeout(Duration.ofSeconds(10))
                .stepConcurrency(1);
        assertThat(Bench.statuses(bench.run(flow))).isEqualTo(Map.of("a", SUCCEEDED, "b", SUCCEEDED));

        var late = bench.run(sleeps(sleeps(Flow.of("late"), "a", 100), "b", 5)
                .stepConcurrency(1)
                .runTimeout(Duration.ofSeconds(50)));
        assertThat(Bench.statuses(late)).isEqualTo(Map.of("a", TIMED_OUT, "b", TIMED_OUT));
    }

    @Test
    void a_step_that_waits_can_be_stopped_killed_and_skipped() {
        var holder = bench.start(sleeps(Flow.of("w"), "a", 100).stepConcurrency(1));
        bench.clock.settle();
        var flow = Flow.of("w").step("a").stepConcurrency(1);
        var runs = List.of(bench.start(flow), bench.start(flow), bench.start(flow), bench.start(flow));
        bench.clock.settle();
        runs.get(0).step("a").stop("ann", "enough");
        runs.get(1).step("a").kill("ann", "enough");
        runs.get(2).step("a").skip("ann", "enough");

        runs.subList(0, 3).forEach(bench::awaitEnd);
        assertThat(runs)
                .extracting(run -> Bench.status(run, "a"))
                .containsExactly(STOPPED, FATALLY_FAILED, SKIPPED, WAITING_FOR_PERMITS);
        assertThat(waits(runs.get(3), "a").limits().getFirst().ahead()).isZero();
        holder.stop("ann", "enough");
        assertThat(bench.awaitEnd(runs.get(3)).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bench.passed()).isLessThan(Duration.ofSeconds(100));
    }

    @Test
    void a_paused_run_takes_no_permit_from_others() {
        var flow = sleeps(Flow.of("w"), "a", 10).stepConcurrency(1);
        var first = bench.start(flow);
        var paused = bench.start(flow);
        var last = bench.start(flow);
        bench.clock.settle();
        paused.pause("ann", "later");

        bench.awaitEnd(first);
        bench.awaitEnd(last);
        assertThat(passed()).isEqualTo(Duration.ofSeconds(20));
        assertThat(Bench.status(paused, "a")).isEqualTo(WAITING_FOR_PERMITS);
        paused.resume("ann", "now");
        assertThat(bench.awaitEnd(paused).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_step_at_a_breakpoint_and_one_that_backs_off_have_no_permit() {
        bench.maestro.register(Flow.of("w").step("a").stepConcurrency(1));
        bench.maestro.breakpoints().set(Breakpoint.at("w", "a").instance(1), "ann", "look");
        var held = bench.start(Flow.of("w").step("a").stepConcurrency(1));
        bench.clock.settle();
        assertThat(bench.run(Flow.of("w").step("a").stepConcurrency(1)).status())
                .isEqualTo(RunStatus.SUCCEEDED);
        held.step("a").resume("ann", "seen");
        assertThat(bench.awaitEnd(held).status()).isEqualTo(RunStatus.SUCCEEDED);

        var failing = Flow.of("f")
                .step("fails", context -> {
                    if (context.attempt() == 1) {
                        throw new IllegalStateException("no");
                    }
                    return 1;
                })
                .retry(RetryPolicy.fixed(1, Duration.ofSeconds(60)))
                .step("next")
                .stepConcurrency(1);
        var run = bench.start(failing);
        bench.clock.settle();
        assertThat(Bench.status(run, "next")).isEqualTo(SUCCEEDED);
        assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void many_steps_go_through_a_narrow_limit_and_never_more_than_it_allows_at_once() {
        bench.maestro.limits().set(HostLimit.ofTag("gpu").permits(3));
        var flow = Flow.of("w");
        IntStream.range(0, 100).forEach(i -> counted(flow, "s" + i).tags("gpu"));

        assertThat(bench.run(flow).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(most.get()).isBetween(1, 3);
    }
}
