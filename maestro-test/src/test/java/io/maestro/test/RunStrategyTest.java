package io.maestro.test;

import static io.maestro.definition.RunStrategy.Rule.FIRST_ONLY;
import static io.maestro.definition.RunStrategy.Rule.LAST_ONLY;
import static io.maestro.definition.RunStrategy.Rule.SEQUENTIAL;
import static io.maestro.definition.RunStrategy.Rule.SERIAL_LATEST_ONLY;
import static io.maestro.definition.RunStrategy.Rule.STRICT_SEQUENTIAL;
import static io.maestro.run.RunStatus.CREATED;
import static io.maestro.run.RunStatus.FAILED;
import static io.maestro.run.RunStatus.IN_PROGRESS;
import static io.maestro.run.RunStatus.STOPPED;
import static io.maestro.run.RunStatus.SUCCEEDED;
import static io.maestro.run.RunStatus.TIMED_OUT;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.RunHandle;
import io.maestro.StartRequest;
import io.maestro.WorkflowControl;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.queue.QueueRules;
import io.maestro.queue.StrategyRefusedException;
import io.maestro.run.Action;
import io.maestro.run.ActionResult;
import io.maestro.run.Ending;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.run.TimelineEvent;
import io.maestro.store.RunQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that stand to each other as the run strategy of their workflow says. */
class RunStrategyTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    /** Sleeps for so many seconds as a start says, and fails at once if that is negative. */
    private Flow flow(RunStrategy strategy) {
        return Flow.of("w")
                .strategy(strategy)
                .runParam("s", ParamDefinition.literal(ParamValue.of(10)))
                .step("check", context -> {
                    if (requireNonNull(context.params().get("s")).toJava() instanceof Long seconds && seconds < 0) {
                        throw new IllegalStateException("no");
                    }
                    return 1;
                })
                .typed("k", "Sleep")
                .param("sleep_seconds", ParamDefinition.expression(ParamType.LONG, "s"))
                .after("check");
    }

    private void register(RunStrategy.Rule rule) {
        bench.maestro.register(flow(RunStrategy.of(rule)));
    }

    private RunHandle start(long seconds) {
        var run = bench.maestro.start("w", Map.of("s", seconds));
        bench.clock.settle();
        return run;
    }

    private List<RunStatus> statuses(RunHandle... runs) {
        return Stream.of(runs).map(RunHandle::status).toList();
    }

    /** Lets some time more pass, since a sleep takes a little longer. */
    private void pass(long seconds) {
        bench.clock.advance(Duration.ofSeconds(seconds).plusMillis(100));
        bench.clock.settle();
    }

    private static long waited(RunHandle run) {
        return Duration.between(run.run().createdAt(), run.run().startedAt().orElseThrow())
                .toSeconds();
    }

    @Test
    void sequential_runs_begin_one_after_the_other_in_the_order_of_their_instances() {
        register(SEQUENTIAL);
        var runs = Stream.generate(() -> start(10)).limit(3).toArray(RunHandle[]::new);

        assertThat(statuses(runs)).containsExactly(IN_PROGRESS, CREATED, CREATED);
        assertThat(runs[1].run().startedAt()).isEmpty();
        assertThat(List.of(runs[1].ahead().orElseThrow(), runs[2].ahead().orElseThrow()))
                .containsExactly(0L, 1L);
        pass(10);
        assertThat(statuses(runs)).containsExactly(SUCCEEDED, IN_PROGRESS, CREATED);
        bench.awaitEnd(runs[2]);

        assertThat(waited(runs[2])).isEqualTo(20);
        assertThat(runs[2].timeline().stream()
                        .map(event -> Duration.between(bench.start, event.at()).toSeconds()))
                .startsWith(0L, 20L);
    }

    @Test
    void a_failed_run_does_not_hold_up_sequential_ones() {
        register(SEQUENTIAL);
        var failed = bench.awaitEnd(start(-1));

        assertThat(failed.status()).isEqualTo(FAILED);
        assertThat(start(1).status()).isEqualTo(IN_PROGRESS);
    }

    @Test
    void a_run_that_waits_is_not_live_and_its_timeout_counts_from_its_beginning() {
        bench.maestro.register(flow(RunStrategy.of(SEQUENTIAL)).runTimeout(Duration.ofSeconds(15)));
        start(8);
        var second = start(8);

        assertThat(bench.maestro.health().liveRuns()).isEqualTo(1);
        assertThat(bench.awaitEnd(second).status()).isEqualTo(SUCCEEDED);
        assertThat(bench.awaitEnd(start(20)).status()).isEqualTo(TIMED_OUT);
    }

    @Test
    void a_strict_queue_is_held_up_by_a_failed_run_until_somebody_unblocks_the_workflow() {
        register(STRICT_SEQUENTIAL);
        var failed = start(-1);
        var next = start(10);
        assertThat(statuses(failed, next)).containsExactly(FAILED, CREATED);

        assertThat(bench.maestro.control("w").unblock("ann", "looked into")).isEqualTo(1);
        bench.clock.settle();

        assertThat(next.status()).isEqualTo(IN_PROGRESS);
        assertThat(failed.status()).isEqualTo(FAILED);
        assertThat(failed.run().unblocking().orElseThrow().by()).isEqualTo("ann");
        assertThat(failed.timeline())
                .endsWith(new TimelineEvent.Unblocked(failed.run().unblocking().orElseThrow()));
        assertThat(bench.maestro.control("w").unblock("ann", "again")).isZero();
    }

    @Test
    void a_failed_instance_is_unblocked_by_itself() {
        register(STRICT_SEQUENTIAL);
        var failed = start(-1);
        var next = start(10);

        assertThat(next.unblock("ann", "not failed")).isInstanceOf(ActionResult.Refused.class);
        assertThat(failed.unblock("ann", "looked into").isTaken()).isTrue();
        assertThat(failed.unblock("ann", "looked into")).isInstanceOf(ActionResult.Already.class);
        bench.clock.settle();

        assertThat(next.status()).isEqualTo(IN_PROGRESS);
    }

    @Test
    void neither_a_stopped_run_nor_one_that_took_too_long_holds_up_a_strict_queue() {
        bench.maestro.register(flow(RunStrategy.of(STRICT_SEQUENTIAL)).runTimeout(Duration.ofSeconds(15)));
        var stopped = start(10);
        var late = start(20);
        var last = start(1);

        stopped.stop("enough");
        bench.awaitEnd(last);

        assertThat(statuses(stopped, late, last)).containsExactly(STOPPED, TIMED_OUT, SUCCEEDED);
    }

    @Test
    void as_many_parallel_runs_go_on_at_once_as_the_strategy_says() {
        bench.maestro.register(flow(RunStrategy.parallel(2)));
        var runs = new RunHandle[] {start(10), start(20), start(10), start(10)};

        assertThat(statuses(runs)).containsExactly(IN_PROGRESS, IN_PROGRESS, CREATED, CREATED);
        pass(10);
        assertThat(statuses(runs)).containsExactly(SUCCEEDED, IN_PROGRESS, IN_PROGRESS, CREATED);
        pass(10);
        assertThat(statuses(runs)).containsExactly(SUCCEEDED, SUCCEEDED, SUCCEEDED, IN_PROGRESS);
    }

    @Test
    void only_the_first_run_goes_on_and_those_that_come_meanwhile_are_born_stopped() {
        register(FIRST_ONLY);
        var first = start(10);
        var second = start(10);

        assertThat(statuses(first, second)).containsExactly(IN_PROGRESS, STOPPED);
        assertThat(second.await().ending())
                .contains(new Ending(STOPPED, QueueRules.NOT_FIRST, second.run().createdAt()));
        assertThat(second.attempts()).isEmpty();
        bench.awaitEnd(first);
        assertThat(start(1).status()).isEqualTo(IN_PROGRESS);
    }

    @Test
    void the_last_run_stops_the_one_that_goes_on_and_takes_the_place_of_the_one_that_waits() {
        register(LAST_ONLY);
        var gate = new Gate();
        bench.maestro.register(Flow.of("stubborn").strategy(LAST_ONLY).step("a", context -> {
            gate.passStubbornly();
            return 1;
        }));
        var first = bench.maestro.start("stubborn");
        gate.awaitArrival();
        var second = bench.maestro.start("stubborn");
        var third = bench.maestro.start("stubborn");
        bench.clock.waitUntil(() -> first.run().ending().isPresent());
        assertThat(statuses(first, second, third)).containsExactly(IN_PROGRESS, STOPPED, CREATED);
        assertThat(first.run().ending())
                .hasValueSatisfying(ending -> assertThat(ending.reason()).isEqualTo(QueueRules.NOT_LAST));
        gate.open();

        assertThat(bench.awaitEnd(third).status()).isEqualTo(SUCCEEDED);
        assertThat(second.await().ending().orElseThrow().reason()).isEqualTo(QueueRules.NOT_LAST);
    }

    @Test
    void of_the_runs_that_wait_for_their_turn_only_the_latest_is_kept_and_the_running_one_goes_on() {
        register(SERIAL_LATEST_ONLY);
        var runs = new RunHandle[] {start(10), start(10), start(10), start(10)};

        assertThat(statuses(runs)).containsExactly(IN_PROGRESS, STOPPED, STOPPED, CREATED);
        bench.awaitEnd(runs[3]);
        assertThat(statuses(runs)).containsExactly(SUCCEEDED, STOPPED, STOPPED, SUCCEEDED);
    }

    @Test
    void a_workflow_without_a_strategy_runs_its_instances_one_after_the_other_as_netflix_maestro_does() {
        var sleep = flow(RunStrategy.unlimited());
        var definition =
                WorkflowDefinition.builder(new WorkflowId("w")).param("s", ParamDefinition.literal(ParamValue.of(10)));
        sleep.definition().steps().forEach(definition::step);
        bench.maestro.register(definition.build(), sleep.code());

        assertThat(statuses(start(10), start(10))).containsExactly(IN_PROGRESS, CREATED);
    }

    @Test
    void the_run_with_the_highest_priority_comes_first() {
        register(SEQUENTIAL);
        start(10);
        var low = bench.maestro.start("w", StartRequest.plain().priority(-1));
        var plain = bench.maestro.start("w");
        var high = bench.maestro.start("w", StartRequest.plain().priority(7));

        assertThat(Stream.of(low, plain, high).map(run -> run.ahead().orElseThrow()))
                .containsExactly(2L, 1L, 0L);
        pass(10);
        assertThat(statuses(low, plain, high)).containsExactly(CREATED, CREATED, IN_PROGRESS);
        assertThat(high.run().priority()).isEqualTo(7);
    }

    @Test
    void runs_that_are_started_together_are_decided_on_together() {
        var requests = IntStream.range(0, 3)
                .mapToObj(i -> StartRequest.of(Map.of("s", 10)))
                .toList();
        register(FIRST_ONLY);
        var first = bench.maestro.startAll("w", requests);
        assertThat(first.stream().map(RunHandle::status)).containsExactly(IN_PROGRESS, STOPPED, STOPPED);
        bench.awaitEnd(first.getFirst());

        register(LAST_ONLY);
        var last = bench.maestro.startAll("w", requests);

        assertThat(last.stream().map(RunHandle::status)).containsExactly(STOPPED, STOPPED, IN_PROGRESS);
        assertThat(last.stream().map(run -> run.id().instance())).containsExactly(4L, 5L, 6L);
    }

    @Test
    void a_request_that_is_made_again_among_others_is_the_run_that_it_was() {
        register(SEQUENTIAL);
        var known = bench.maestro.start("w", StartRequest.plain().requestId("a"));

        var runs = bench.maestro.startAll(
                "w",
                List.of(
                        StartRequest.plain().requestId("b"),
                        StartRequest.plain().requestId("a"),
                        StartRequest.plain().requestId("b"),
                        StartRequest.plain()));

        assertThat(runs.stream().map(run -> run.id().instance())).containsExactly(2L, 1L, 2L, 3L);
        assertThat(known.status()).isEqualTo(IN_PROGRESS);
    }

    @Test
    void a_run_that_waits_is_stopped_at_once() {
        register(SEQUENTIAL);
        var first = start(10);
        var second = start(10);
        var ended = second.ended();

        assertThat(second.stop("ann", "enough").isTaken()).isTrue();
        assertThat(second.stop("ann", "enough")).isInstanceOf(ActionResult.Already.class);
        assertThat(second.kill("ann", "enough")).isInstanceOf(ActionResult.Refused.class);

        assertThat(ended.join().ending()).contains(new Ending(STOPPED, "ann asked for STOP: enough", bench.start));
        assertThat(ended.join().actions())
                .singleElement()
                .satisfies(taken -> assertThat(taken.action()).isEqualTo(Action.STOP));
        assertThat(ended.join().startedAt()).isEmpty();
        assertThat(first.status()).isEqualTo(IN_PROGRESS);
    }

    @Test
    void all_runs_of_a_workflow_are_stopped_those_that_wait_first() {
        bench.maestro.register(flow(RunStrategy.parallel(2)));
        var runs = IntStream.range(0, 60).mapToObj(i -> start(10)).toArray(RunHandle[]::new);

        assertThat(bench.maestro.control("w").stopAll("ann", "enough")).isEqualTo(new WorkflowControl.Ended(58, 2));
        bench.clock.settle();

        assertThat(statuses(runs)).containsOnly(STOPPED);
        assertThat(runs[1].run().startedAt()).isPresent();
        assertThat(runs[2].run().startedAt()).isEmpty();
    }

    @Test
    void all_runs_of_a_workflow_are_killed_and_those_of_a_strict_queue_hold_it_up() {
        register(STRICT_SEQUENTIAL);
        var runs = new RunHandle[] {start(10), start(10)};

        assertThat(bench.maestro.control("w").killAll("ann", "enough")).isEqualTo(new WorkflowControl.Ended(1, 1));
        bench.clock.settle();

        assertThat(statuses(runs)).containsOnly(FAILED);
        assertThat(Bench.status(runs[0], "k")).isEqualTo(StepStatus.FATALLY_FAILED);
        assertThat(start(10).status()).isEqualTo(CREATED);
    }

    @Test
    void a_step_of_a_run_that_waits_cannot_be_asked_for_anything() {
        register(SEQUENTIAL);
        start(10);

        assertThat(start(10).step("k").skip("ann", "soon").text()).endsWith("the run waits for its turn");
    }

    @Test
    void a_subworkflow_waits_for_its_turn_and_its_step_for_it() {
        register(SEQUENTIAL);
        var before = start(10);
        var run = bench.start(
                Flow.of("above").subworkflow("call", "w", true).param("s", ParamDefinition.literal(ParamValue.of(1))));
        bench.clock.settle();
        var child = run.child("call", 1).orElseThrow();
        assertThat(statuses(before, run, child)).containsExactly(IN_PROGRESS, IN_PROGRESS, CREATED);

        bench.awaitEnd(run);

        assertThat(statuses(before, run, child)).containsExactly(SUCCEEDED, SUCCEEDED, SUCCEEDED);
        assertThat(waited(child)).isEqualTo(10);
    }

    @Test
    void a_step_whose_subworkflow_is_stopped_while_it_waits_is_stopped() {
        register(SEQUENTIAL);
        start(10);
        var run = bench.start(Flow.of("above").subworkflow("call", "w", true));
        bench.clock.settle();

        run.child("call", 1).orElseThrow().stop("enough");
        bench.clock.settle();

        assertThat(run.status()).isEqualTo(STOPPED);
    }

    @Test
    void a_run_that_is_stopped_stops_the_subworkflow_that_waits() {
        register(SEQUENTIAL);
        start(10);
        var run = bench.start(Flow.of("above").subworkflow("call", "w", true));
        bench.clock.settle();

        run.stop("enough");
        bench.clock.settle();

        assertThat(statuses(run, run.child("call", 1).orElseThrow())).containsExactly(STOPPED, STOPPED);
    }

    @Test
    void a_step_whose_subworkflow_is_not_the_first_is_stopped() {
        register(FIRST_ONLY);
        start(10);

        assertThat(bench.run(Flow.of("above").subworkflow("call", "w", true)).status())
                .isEqualTo(STOPPED);
    }

    @Test
    void a_new_version_with_another_strategy_lets_those_begin_that_may_now() {
        register(SEQUENTIAL);
        var runs = new RunHandle[] {start(10), start(10), start(10)};

        bench.maestro.register(flow(RunStrategy.parallel(2)));
        bench.clock.settle();
        assertThat(statuses(runs)).containsExactly(IN_PROGRESS, IN_PROGRESS, CREATED);
        assertThat(runs[2].run().version()).isEqualTo(1);
        bench.maestro.register(flow(RunStrategy.unlimited()));
        bench.clock.settle();

        assertThat(statuses(runs)).containsExactly(IN_PROGRESS, IN_PROGRESS, IN_PROGRESS);
    }

    @Test
    void runs_that_began_without_a_limit_count_once_there_is_one() {
        bench.maestro.register(flow(RunStrategy.unlimited()));
        start(10);
        start(20);
        bench.maestro.register(flow(RunStrategy.parallel(2)));
        var next = start(10);

        assertThat(next.status()).isEqualTo(CREATED);
        pass(10);
        assertThat(next.status()).isEqualTo(IN_PROGRESS);
    }

    @Test
    void a_strategy_for_one_run_is_refused_while_more_have_not_ended() {
        register(SEQUENTIAL);
        var first = start(10);
        start(10);

        assertThatThrownBy(() -> register(FIRST_ONLY))
                .isInstanceOf(StrategyRefusedException.class)
                .hasMessage(
                        "workflow 'w' cannot have the run strategy FIRST_ONLY now: more than one of its runs has not"
                                + " ended; stop them, or wait until all but one have ended, and register it again");
        assertThatThrownBy(() -> register(LAST_ONLY)).isInstanceOf(StrategyRefusedException.class);
        assertThat(bench.maestro.definition("w", 2)).isEmpty();
        register(SERIAL_LATEST_ONLY);
        bench.awaitEnd(first);
        register(FIRST_ONLY);
    }

    @Test
    void a_strict_strategy_is_refused_while_a_run_has_failed() {
        register(SEQUENTIAL);
        start(-1);

        assertThatThrownBy(() -> register(STRICT_SEQUENTIAL))
                .hasMessageEndingWith("unblock the workflow, or restart them, and register it again");
        bench.maestro.control("w").unblock("ann", "old");
        register(STRICT_SEQUENTIAL);
    }

    @Test
    void iterations_of_a_loop_never_wait() {
        register(SEQUENTIAL);
        var run = bench.start(Flow.of("loop")
                .strategy(SEQUENTIAL)
                .foreach(
                        "each",
                        2,
                        Map.of("i", new ParamValue.LongArray(List.of(1L, 2L))),
                        Flow.of("body").typed("k", "Sleep").param("sleep_seconds", ParamValue.of(5))));
        bench.clock.settle();

        assertThat(bench.maestro.runs(RunQuery.all().in(IN_PROGRESS))).hasSize(3);
        bench.awaitEnd(run);
    }
}
