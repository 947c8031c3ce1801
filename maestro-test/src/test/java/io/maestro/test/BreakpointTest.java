package io.maestro.test;

import static io.maestro.run.StepStatus.FATALLY_FAILED;
import static io.maestro.run.StepStatus.NOT_CREATED;
import static io.maestro.run.StepStatus.PAUSED;
import static io.maestro.run.StepStatus.SKIPPED;
import static io.maestro.run.StepStatus.STOPPED;
import static io.maestro.run.StepStatus.SUCCEEDED;
import static io.maestro.run.StepStatus.UNSATISFIED;
import static io.maestro.run.StepStatus.USER_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Maestro;
import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.UnknownWorkflowException;
import io.maestro.param.ParamValue;
import io.maestro.run.ActionResult;
import io.maestro.run.Breakpoint;
import io.maestro.run.RunStatus;
import io.maestro.run.SetBreakpoint;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepExplanation;
import io.maestro.store.RunQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps that pause at breakpoints (spec: runtime, section 6.5). */
class BreakpointTest {

    private static final Breakpoint AT_B = Breakpoint.at("w", "b");

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static Flow chain() {
        return Flow.of("w").step("a").step("b").after("a").step("c").after("b");
    }

    private void set(Breakpoint breakpoint) {
        bench.maestro.breakpoints().set(breakpoint, "ann", "look first");
    }

    private RunHandle paused() {
        bench.maestro.register(chain());
        set(AT_B);
        var run = bench.start(chain());
        bench.clock.settle();
        return run;
    }

    private static void assertTaken(ActionResult result) {
        assertThat(result).as(result.text()).isInstanceOf(ActionResult.Taken.class);
    }

    @Test
    void a_step_pauses_before_its_work_begins_until_it_is_resumed() {
        var run = paused();

        assertThat(Bench.statuses(run)).isEqualTo(Map.of("a", SUCCEEDED, "b", PAUSED, "c", NOT_CREATED));
        assertThat(run.status()).isEqualTo(RunStatus.IN_PROGRESS);
        assertThat(Bench.attempts(run, "b").getLast().startedAt()).isEmpty();
        assertThat(Bench.reason(run, "b"))
                .isInstanceOf(StepExplanation.Paused.class)
                .extracting(StepExplanation.Reason::text)
                .isEqualTo("attempt 1 is paused since " + bench.start + ", as ann asked for PAUSE: a breakpoint:"
                        + " look first");

        assertTaken(run.step("b").resume("bob", "looks good"));
        bench.awaitEnd(run);
        assertThat(Bench.statuses(run)).isEqualTo(Map.of("a", SUCCEEDED, "b", SUCCEEDED, "c", SUCCEEDED));
        assertThat(Bench.attempts(run, "b").getLast().actions())
                .extracting(Object::toString)
                .containsExactly("ann asked for PAUSE: a breakpoint: look first", "bob asked for RESUME: looks good");
        assertThat(run.step("b").resume("bob", "again")).isInstanceOf(ActionResult.Refused.class);
    }

    @Test
    void a_paused_step_can_be_stopped_killed_and_skipped() {
        var stopped = paused();
        assertTaken(stopped.step("b").stop("ann", "enough"));
        bench.awaitEnd(stopped);
        assertThat(Bench.statuses(stopped)).isEqualTo(Map.of("a", SUCCEEDED, "b", STOPPED, "c", NOT_CREATED));
        var killed = paused();
        assertTaken(killed.step("b").kill("ann", "enough"));
        bench.awaitEnd(killed);
        assertThat(Bench.statuses(killed)).isEqualTo(Map.of("a", SUCCEEDED, "b", FATALLY_FAILED, "c", NOT_CREATED));
        var skipped = paused();
        assertTaken(skipped.step("b").skip("ann", "enough"));
        bench.awaitEnd(skipped);
        assertThat(Bench.statuses(skipped)).isEqualTo(Map.of("a", SUCCEEDED, "b", SKIPPED, "c", SUCCEEDED));
        var ended = paused();
        assertTaken(ended.stop("ann", "enough"));
        bench.awaitEnd(ended);
        assertThat(Bench.statuses(ended)).isEqualTo(Map.of("a", SUCCEEDED, "b", STOPPED, "c", NOT_CREATED));
    }

    @Test
    void each_attempt_pauses_again() {
        var flow = Flow.of("w")
                .step("b", context -> {
                    if (context.attempt() == 1) {
                        throw new IllegalStateException("no");
                    }
                    return 1;
                })
                .retry(RetryPolicy.fixed(3, Duration.ofSeconds(1)));
        bench.maestro.register(flow);
        set(AT_B);
        var run = bench.start(flow);
        bench.clock.settle();
        assertTaken(run.step("b").resume("ann", "first"));
        bench.clock.settle();
        bench.clock.advance(Duration.ofSeconds(2));
        bench.clock.settle();

        assertThat(Bench.attempts(run, "b").stream().map(StepAttempt::status)).containsExactly(USER_FAILED, PAUSED);
        assertTaken(run.step("b").resume("ann", "second"));
        assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void an_attempt_that_is_past_its_beginning_is_not_paused() {
        var gate = new Gate();
        var flow = Flow.of("w").step("b", context -> {
            gate.pass();
            return 1;
        });
        var run = bench.start(flow);
        gate.awaitArrival();
        set(AT_B);
        gate.open();

        assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void an_unsatisfied_step_does_not_pause() {
        var flow = Flow.of("w").step("a").step("b").when("a", "1 == 2");
        bench.maestro.register(flow);
        set(AT_B);

        assertThat(Bench.status(bench.run(flow), "b")).isEqualTo(UNSATISFIED);
    }

    @Test
    void a_breakpoint_matches_what_it_names_and_nothing_else() {
        bench.maestro.register(chain());
        for (var other : List.of(
                AT_B.version(2),
                AT_B.instance(2),
                AT_B.run(2),
                AT_B.attempt(2),
                Breakpoint.at("w", "b").instance(3))) {
            set(other);
        }
        var first = bench.start(chain());
        assertThat(bench.awaitEnd(first).status()).isEqualTo(RunStatus.SUCCEEDED);

        var second = bench.start(chain());
        bench.clock.settle();
        assertThat(Bench.status(second, "b")).isEqualTo(PAUSED);
    }

    /** Of two instances in two versions each, with two runs of which the second tries twice, one attempt pauses for each part that is named. */
    @Test
    void a_breakpoint_is_for_a_version_an_instance_a_run_an_attempt_or_all_of_them() {
        assertThat(pausedAt(AT_B)).hasSize(12);
        assertThat(pausedAt(AT_B.version(2)))
                .allMatch(name -> name.startsWith("v2"))
                .hasSize(6);
        assertThat(pausedAt(AT_B.instance(3)))
                .allMatch(name -> name.contains(":3:"))
                .hasSize(3);
        assertThat(pausedAt(AT_B.run(2))).allMatch(name -> name.contains(":2 ")).hasSize(8);
        assertThat(pausedAt(AT_B.attempt(2)))
                .allMatch(name -> name.endsWith(" 2"))
                .hasSize(4);
        assertThat(pausedAt(AT_B.version(1).instance(2).run(2).attempt(1))).containsExactly("v1 w:2:2 1");
    }

    /** Returns which attempts a breakpoint pauses, each of which is resumed. */
    private static List<String> pausedAt(Breakpoint breakpoint) {
        var paused = new ArrayList<String>();
        try (var bench = new Bench()) {
            for (var described : List.of("one", "other")) {
                var flow = Flow.of("w")
                        .description(described)
                        .step("b", context -> {
                            if (context.attempt() == 1 && context.runId().run() == 2) {
                                throw new IllegalStateException("once more");
                            }
                            return 1;
                        })
                        .retry(RetryPolicy.fixed(1, Duration.ofSeconds(1)));
                bench.maestro.register(flow);
                bench.maestro.breakpoints().set(breakpoint, "ann", "look first");
                for (int i = 0; i < 2; i++) {
                    var first = resumed(bench, bench.maestro.start("w"), paused);
                    resumed(bench, first.restart(RestartRequest.fromBeginning()), paused);
                }
            }
        }
        return paused;
    }

    private static RunHandle resumed(Bench bench, RunHandle run, List<String> paused) {
        bench.clock.settle();
        while (!run.status().isTerminal()) {
            if (Bench.status(run, "b") == PAUSED) {
                paused.add("v" + run.run().version() + " " + run.id() + " "
                        + Bench.attempts(run, "b").getLast().attempt());
                assertTaken(run.step("b").resume("ann", "seen"));
            }
            bench.clock.advance(Duration.ofSeconds(1));
            bench.clock.settle();
        }
        return run;
    }

    @Test
    void while_it_is_paused_a_step_does_not_time_out_but_its_run_does() {
        var flow = Flow.of("w")
                .runTimeout(Duration.ofMinutes(10))
                .typed("b", "Sleep")
                .timeout(Duration.ofSeconds(30));
        bench.maestro.register(flow);
        set(AT_B);
        var run = bench.start(flow);
        bench.clock.settle();
        bench.clock.advance(Duration.ofMinutes(9));
        bench.clock.settle();
        assertThat(Bench.status(run, "b")).isEqualTo(PAUSED);
        assertTaken(run.step("b").resume("ann", "seen"));
        assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);

        var late = bench.start(flow);
        bench.awaitEnd(late);
        assertThat(late.status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(Bench.attempts(late, "b").getLast().startedAt()).isEmpty();
    }

    @Test
    void each_iteration_of_a_loop_matches() {
        var flow = Flow.of("w")
                .foreach(
                        "loop",
                        2,
                        Map.of("i", new ParamValue.LongArray(List.of(1L, 2L))),
                        Flow.of("body").step("b").step("b2").after("b"));
        bench.maestro.register(flow);
        set(AT_B.instance(1));
        var run = bench.start(flow);
        bench.clock.settle();

        for (long number = 1; number <= 2; number++) {
            assertThat(Bench.status(run.child("loop", number).orElseThrow(), "b"))
                    .isEqualTo(PAUSED);
        }
        assertThat(bench.maestro.breakpoints().removeAndResume(AT_B.instance(1), "ann", "seen"))
                .isEqualTo(OptionalInt.of(2));
        assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void what_a_removed_breakpoint_has_paused_stays_so_unless_it_is_to_be_resumed() {
        var run = paused();
        set(Breakpoint.at("w", "b").version(1));

        assertThat(bench.maestro.breakpoints().remove(AT_B)).isTrue();
        assertThat(bench.maestro.breakpoints().remove(AT_B)).isFalse();
        bench.clock.settle();
        assertThat(Bench.status(run, "b")).isEqualTo(PAUSED);
        assertThat(bench.maestro.breakpoints().removeAndResume(AT_B, "ann", "seen"))
                .isEmpty();
        assertThat(bench.maestro.breakpoints().removeAndResume(AT_B.version(1), "ann", "seen"))
                .isEqualTo(OptionalInt.of(1));
        assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void one_of_several_that_match_is_enough_to_be_resumed() {
        bench.maestro.register(chain());
        set(AT_B);
        set(AT_B.instance(1));
        var run = bench.start(chain());
        bench.clock.settle();

        assertThat(bench.maestro.breakpoints().removeAndResume(AT_B, "ann", "seen"))
                .isEqualTo(OptionalInt.of(1));
        assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void breakpoints_are_listed_and_set_anew_at_the_same_place() {
        bench.maestro.register(chain());
        set(AT_B);
        bench.maestro.breakpoints().set(AT_B, "bob", "I look");

        assertThat(bench.maestro.breakpoints().list())
                .containsExactly(new SetBreakpoint(AT_B, "bob", "I look", bench.start));
        assertThat(AT_B.version(1).instance(2).run(3).attempt(4))
                .hasToString("step 'b' of workflow 'w', version 1, instance 2, run 3, attempt 4");
    }

    @Test
    void a_breakpoint_where_there_is_no_step_is_refused() {
        bench.maestro.register(chain());

        assertThatThrownBy(() -> set(Breakpoint.at("w", "bb")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("workflow 'w' has no step 'bb'; did you mean 'b'?");
        assertThatThrownBy(() -> set(Breakpoint.at("v", "b"))).isInstanceOf(UnknownWorkflowException.class);
        assertThatThrownBy(() -> AT_B.attempt(0)).hasMessage("the attempt of a breakpoint must be positive but was 0");
    }

    @Test
    void a_paused_run_leaves_memory_and_comes_back_for_its_step() {
        var run = paused();
        assertThat(bench.maestro.health().sleepingRuns()).isEqualTo(1);

        assertTaken(run.step("b").resume("bob", "looks good"));
        assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    /** It is resumed, and the process dies before its outcome is recorded. */
    @Test
    void what_was_resumed_goes_on_after_a_crash_and_what_was_not_stays_paused() {
        var clock = VirtualClock.create();
        var rows = Stores.inMemory();
        var flow = chain().step("d").after("a");
        RunHandle first;
        var store = new FaultyStore(rows);
        try (var maestro = engine(store, clock)) {
            maestro.register(flow);
            maestro.breakpoints().set(AT_B, "ann", "look first");
            maestro.breakpoints().set(Breakpoint.at("w", "d"), "ann", "look first");
            first = maestro.start("w");
            clock.settle();
            store.crashBefore(store.commits().size() + 2);
            assertTaken(first.step("b").resume("ann", "go"));
            clock.waitUntil(store::isCrashed);
        }
        try (var maestro = engine(new FaultyStore(rows), clock)) {
            maestro.register(flow);
            clock.settle();
            var run = maestro.find(first.id()).orElseThrow();

            assertThat(maestro.breakpoints().list()).hasSize(2);
            assertThat(Bench.statuses(run))
                    .isEqualTo(Map.of("a", SUCCEEDED, "b", SUCCEEDED, "c", SUCCEEDED, "d", PAUSED));
        }
    }

    /** The run is recorded, and the process dies before what follows from that is. */
    @Test
    void the_first_step_pauses_although_the_process_died_before_that_was_recorded() {
        var clock = VirtualClock.create();
        var rows = Stores.inMemory();
        var store = new FaultyStore(rows);
        try (var maestro = engine(store, clock)) {
            maestro.register(chain());
            maestro.breakpoints().set(Breakpoint.at("w", "a"), "ann", "look first");
            store.crashBefore(store.commits().size() + 2);
            maestro.start("w");
            clock.waitUntil(store::isCrashed);
        }
        try (var maestro = engine(new FaultyStore(rows), clock)) {
            maestro.register(chain());
            clock.settle();
            var run = maestro.runs(RunQuery.of("w")).getFirst().runId();

            assertThat(Bench.status(maestro.find(run).orElseThrow(), "a")).isEqualTo(PAUSED);
        }
    }

    /** One whose runs do not leave memory, which would be further commits. */
    private static Maestro engine(FaultyStore store, VirtualClock clock) {
        return Maestro.builder()
                .time(clock)
                .store(store)
                .drainLimit(Duration.ZERO)
                .napLimit(Duration.ofDays(100))
                .build();
    }
}
