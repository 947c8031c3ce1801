package io.maestro.test;

import static io.maestro.definition.RunStrategy.Rule.FIRST_ONLY;
import static io.maestro.definition.RunStrategy.Rule.LAST_ONLY;
import static io.maestro.definition.RunStrategy.Rule.SEQUENTIAL;
import static io.maestro.definition.RunStrategy.Rule.SERIAL_LATEST_ONLY;
import static io.maestro.definition.RunStrategy.Rule.STRICT_SEQUENTIAL;
import static io.maestro.run.RunStatus.CREATED;
import static io.maestro.run.RunStatus.FAILED;
import static io.maestro.run.RunStatus.IN_PROGRESS;
import static io.maestro.run.RunStatus.PAUSED;
import static io.maestro.run.RunStatus.STOPPED;
import static io.maestro.run.RunStatus.SUCCEEDED;
import static io.maestro.run.RunStatus.TIMED_OUT;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.WorkflowControl;
import io.maestro.definition.RunStrategy;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.ActionResult;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that are restarted, and those that failed, under the run strategy of their workflow (spec: runtime, section 3). */
class QueuedRestartTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    /** Sleeps for so many seconds as a start says, and fails at once if that is negative. */
    private static Flow flow(RunStrategy strategy) {
        return Flow.of("w")
                .strategy(strategy)
                .runTimeout(LIMIT)
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

    private RunHandle restart(RunHandle run, long seconds) {
        var next = run.restart(RestartRequest.fromBeginning().params(Map.of("s", seconds)));
        bench.clock.settle();
        return next;
    }

    private static List<RunStatus> statuses(RunHandle... runs) {
        return Stream.of(runs).map(RunHandle::status).toList();
    }

    @Test
    void a_run_that_failed_holds_up_a_strict_queue_no_longer_when_it_is_restarted() {
        register(STRICT_SEQUENTIAL);
        var failed = start(-1);
        var next = start(10);
        assertThat(next.status()).isEqualTo(CREATED);

        var again = restart(failed, 10);

        assertThat(statuses(failed, again, next)).containsExactly(FAILED, IN_PROGRESS, CREATED);
        assertThat(bench.awaitEnd(next).status()).isEqualTo(SUCCEEDED);
    }

    @Test
    void a_run_that_fails_again_when_it_is_restarted_holds_up_a_strict_queue_again() {
        register(STRICT_SEQUENTIAL);
        var failed = start(-1);
        var next = start(10);

        assertThat(statuses(restart(failed, -1), next)).containsExactly(FAILED, CREATED);
    }

    @Test
    void any_run_that_failed_holds_up_a_strict_queue_and_not_only_the_newest() {
        register(STRICT_SEQUENTIAL);
        var first = start(-1);
        bench.maestro.control("w").unblock("ann", "looked into");
        bench.awaitEnd(start(1));
        var again = restart(first, -1);

        var last = start(1);

        assertThat(statuses(again, last)).containsExactly(FAILED, CREATED);
        assertThat(again.unblock("ann", "looked into").isTaken()).isTrue();
        assertThat(bench.awaitEnd(last).status()).isEqualTo(SUCCEEDED);
    }

    @Test
    void a_restarted_run_comes_before_those_of_later_instances() {
        register(SEQUENTIAL);
        var first = bench.awaitEnd(start(1));
        start(10);
        var third = start(10);
        var again = restart(bench.maestro.find(first.runId()).orElseThrow(), 1);

        assertThat(Stream.of(again, third).map(run -> run.ahead().orElseThrow()))
                .containsExactly(0L, 1L);
        bench.awaitEnd(again);
        bench.clock.settle();
        assertThat(third.status()).isEqualTo(IN_PROGRESS);
        assertThat(third.run().startedAt()).isEqualTo(again.run().endedAt());
    }

    @Test
    void a_restarted_run_is_stopped_where_it_is_not_the_first() {
        register(FIRST_ONLY);
        var first = bench.awaitEnd(start(1));
        var second = start(10);

        var again = restart(bench.maestro.find(first.runId()).orElseThrow(), 1);

        assertThat(statuses(second, again)).containsExactly(IN_PROGRESS, STOPPED);
        assertThat(again.run().startedAt()).isEmpty();
    }

    @Test
    void a_restarted_run_counts_as_the_last_although_its_instance_is_older() {
        register(LAST_ONLY);
        var first = bench.awaitEnd(start(1));
        var second = start(10);
        assertThat(statuses(restart(bench.maestro.find(first.runId()).orElseThrow(), 1), second))
                .containsExactly(IN_PROGRESS, STOPPED);

        register(SERIAL_LATEST_ONLY);
        var third = start(10);
        assertThat(statuses(restart(second, 1), third)).containsExactly(CREATED, STOPPED);
    }

    @Test
    void only_a_run_that_failed_is_unblocked() {
        register(SEQUENTIAL);
        var runs = new RunHandle[] {start(1), start(-1), start(100), start(10), start(10), start(10)};
        bench.awaitEnd(runs[2]);
        runs[3].stop("ann", "enough");
        bench.awaitEnd(runs[3]);
        runs[4].pause("ann", "wait");
        bench.clock.settle();
        assertThat(statuses(runs)).containsExactly(SUCCEEDED, FAILED, TIMED_OUT, STOPPED, PAUSED, CREATED);

        assertThat(Stream.of(runs).filter(run -> run.unblock("ann", "why not").isTaken()))
                .containsExactly(runs[1]);
        assertThat(runs[4].unblock("ann", "why not")).isInstanceOf(ActionResult.Refused.class);
        runs[4].resume("ann", "go");
        bench.clock.settle();
        assertThat(runs[4].unblock("ann", "why not")).isInstanceOf(ActionResult.Refused.class);
    }

    @Test
    void an_instance_is_restarted_whatever_it_has_ended_as_and_not_before() {
        bench.maestro.register(flow(RunStrategy.parallel(1)));
        var ended = List.of(start(1), start(-1), start(100), start(10));
        ended.get(3).stop("ann", "enough");
        ended.forEach(bench::awaitEnd);
        assertThat(ended.stream().map(RunHandle::status)).containsExactly(SUCCEEDED, FAILED, TIMED_OUT, STOPPED);
        var going = List.of(start(10), start(10), start(10));
        going.getLast().pause("ann", "wait");

        for (var run : going) {
            assertThatThrownBy(() -> run.restart(RestartRequest.fromBeginning()))
                    .isInstanceOf(RestartRefusedException.class);
        }
        for (var run : ended) {
            assertThat(run.restart(RestartRequest.fromBeginning()).id().run()).isEqualTo(2);
        }
    }

    @Test
    void however_many_runs_have_failed_they_are_unblocked_and_those_behind_them_begin() {
        bench.maestro.register(flow(RunStrategy.unlimited()));
        IntStream.range(0, 230).forEach(i -> bench.maestro.start("w", Map.of("s", -1)));
        bench.clock.settle();
        bench.maestro.register(flow(RunStrategy.of(SEQUENTIAL)));
        var waiting = IntStream.range(0, 130)
                .mapToObj(i -> bench.maestro.start("w", Map.of("s", 10)))
                .toList();
        bench.clock.settle();

        assertThat(bench.maestro.control("w").unblock("ann", "looked into")).isEqualTo(230);
        bench.maestro.register(flow(RunStrategy.of(STRICT_SEQUENTIAL)));
        bench.maestro.register(flow(RunStrategy.parallel(129)));
        bench.clock.settle();

        assertThat(waiting.stream().filter(run -> run.status() == IN_PROGRESS)).hasSize(129);
        assertThat(bench.maestro.control("w").killAll("ann", "enough")).isEqualTo(new WorkflowControl.Ended(1, 129));
    }

    @Test
    void runs_that_wait_begin_although_no_version_of_their_workflow_is_active_any_more() {
        register(SEQUENTIAL);
        start(10);
        var waiting = start(10);

        bench.maestro.control("w").deactivate("ann", "no more of it");

        assertThat(bench.awaitEnd(waiting).status()).isEqualTo(SUCCEEDED);
        assertThat(bench.awaitEnd(start(1)).status()).isEqualTo(SUCCEEDED);
    }
}
