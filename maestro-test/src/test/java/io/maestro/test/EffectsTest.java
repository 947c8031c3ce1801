package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.EffectPolicy;
import io.maestro.definition.FailureMode;
import io.maestro.definition.InDoubt;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.StepId;
import io.maestro.event.MaestroEvent;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepExplanation;
import io.maestro.run.StepStatus;
import io.maestro.run.TimelineEvent;
import io.maestro.run.Verdict;
import io.maestro.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work that may be done once at most is not begun again after a crash. */
class EffectsTest {

    private final VirtualClock clock = VirtualClock.create();
    private final Store rows = Stores.inMemory();
    private final AtomicInteger begun = new AtomicInteger();
    private final Semaphore beginnings = new Semaphore(0);
    private final List<MaestroEvent> heard = new CopyOnWriteArrayList<>();
    private final List<Maestro> opened = new CopyOnWriteArrayList<>();
    private final Gate gate = new Gate();

    @AfterEach
    void close() {
        opened.forEach(Maestro::close);
    }

    private Maestro open(Store store) {
        var maestro = Maestro.builder()
                .store(store)
                .time(clock)
                .listener(heard::add)
                .drainLimit(Duration.ZERO)
                .build();
        opened.add(maestro);
        return maestro;
    }

    private Flow paying() {
        return Flow.of("w")
                .step("pay", context -> {
                    begun.incrementAndGet();
                    beginnings.release();
                    gate.pass();
                    return "paid by attempt " + context.attempt();
                })
                .effects(EffectPolicy.AT_MOST_ONCE);
    }

    private static Flow andShip(Flow flow) {
        return flow.step("ship", context -> context.output(new StepId("pay")) + ", shipped")
                .after("pay");
    }

    /** Runs until the body has begun, dies, and comes back. */
    private RunHandle cutOff(Flow flow) {
        var store = new FaultyStore(rows);
        RunId id;
        try (var maestro = open(store)) {
            id = maestro.register(flow).start().id();
            beginnings.acquireUninterruptibly();
            store.crashBefore(1);
        }
        return resumed(flow, id, rows);
    }

    private RunHandle resumed(Flow flow, RunId id, Store store) {
        var maestro = open(store);
        maestro.register(flow);
        gate.open();
        return maestro.find(id).orElseThrow();
    }

    @Test
    void the_start_is_recorded_before_the_body_begins() {
        var seen = new CopyOnWriteArrayList<StepStatus>();
        var maestro = open(rows);
        var run = maestro.register(Flow.of("w")
                        .step("pay", context -> {
                            rows.attempts(context.runId()).forEach(attempt -> seen.add(attempt.status()));
                            return 1;
                        })
                        .effects(EffectPolicy.AT_MOST_ONCE))
                .start();
        clock.awaitEnd(run);

        assertThat(seen).containsExactly(StepStatus.RUNNING);
        assertThat(Bench.status(run, "pay")).isEqualTo(StepStatus.SUCCEEDED);
    }

    @Test
    void an_attempt_that_was_cut_off_waits_and_says_so() {
        var run = cutOff(andShip(paying()));

        assertThat(Bench.reason(run, "pay"))
                .isInstanceOf(StepExplanation.InDoubt.class)
                .extracting(StepExplanation.Reason::text)
                .asString()
                .contains("attempt 1", "was cut off", "not run again", "waits to be settled");
        assertThat(begun).hasValue(1);
        opened.getLast().close();
        assertThat(heard)
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                MaestroEvent.StepInDoubt.class,
                                doubt -> assertThat(doubt.attempt()).isEqualTo(1)));
    }

    @Test
    void what_somebody_says_was_done_counts_as_done() {
        var run = cutOff(andShip(paying()));

        assertThat(run.settle("pay", 1, Verdict.done("ann", "the bank shows it").output("paid by hand")))
                .isTrue();
        clock.awaitEnd(run);

        assertThat(begun).hasValue(1);
        assertThat(run.output("ship", String.class)).contains("paid by hand, shipped");
        assertThat(Bench.attempts(run, "pay").getLast().settlement()).hasValueSatisfying(settlement -> {
            assertThat(settlement.verdict()).isEqualTo(Verdict.Kind.DONE);
            assertThat(settlement.by()).isEqualTo("ann");
            assertThat(settlement.reason()).isEqualTo("the bank shows it");
        });
        assertThat(run.timeline())
                .filteredOn(TimelineEvent.Settled.class::isInstance)
                .singleElement()
                .extracting(TimelineEvent::at)
                .isEqualTo(clock.instant());
    }

    @Test
    void what_somebody_says_failed_fails_for_good_and_tells_who_said_so() {
        var run = cutOff(paying().retry(RetryPolicy.fixed(5, Duration.ZERO)));

        assertThat(run.settle("pay", 1, Verdict.failed("ann", "the bank shows nothing")))
                .isTrue();
        clock.awaitEnd(run);

        assertThat(begun).hasValue(1);
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Bench.error(run, "pay")).contains("ann said that it was not", "the bank shows nothing");
    }

    @Test
    void a_failure_that_somebody_tells_of_can_be_ignored() {
        var run = cutOff(paying().mode(FailureMode.IGNORE_FAILURE).step("next").when("pay", "true"));

        run.settle("pay", 1, Verdict.failed("ann", "no"));
        clock.awaitEnd(run);

        assertThat(Bench.statuses(run))
                .containsEntry("pay", StepStatus.COMPLETED_WITH_ERROR)
                .containsEntry("next", StepStatus.SUCCEEDED);
    }

    @Test
    void what_somebody_wants_to_be_run_again_is_another_attempt() {
        var run = cutOff(andShip(paying()));

        assertThat(run.settle("pay", 1, Verdict.runAgain("ann", "the bank shows nothing")))
                .isTrue();
        clock.awaitEnd(run);

        assertThat(begun).hasValue(2);
        assertThat(run.output("ship", String.class)).contains("paid by attempt 2, shipped");
        assertThat(Bench.attempts(run, "pay"))
                .extracting(attempt -> attempt.status())
                .containsExactly(StepStatus.PLATFORM_FAILED, StepStatus.SUCCEEDED);
    }

    @Test
    void the_first_verdict_on_an_attempt_counts() {
        var run = cutOff(paying());

        assertThat(run.settle("pay", 1, Verdict.runAgain("ann", "no"))).isTrue();
        assertThat(run.settle("pay", 1, Verdict.done("bob", "yes"))).isFalse();
        clock.awaitEnd(run);

        assertThat(run.settle("pay", 1, Verdict.runAgain("ann", "no"))).isFalse();
        assertThat(begun).hasValue(2);
    }

    @Test
    void nobody_settles_what_is_not_in_doubt() {
        var maestro = open(rows);
        var run = maestro.register(paying()).start();
        beginnings.acquireUninterruptibly();

        assertThat(run.settle("pay", 1, Verdict.failed("ann", "no"))).isFalse();
        assertThatThrownBy(() -> run.settle("pya", 1, Verdict.failed("ann", "no")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no step 'pya'");
        gate.open();
        clock.awaitEnd(run);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_verdict_outlives_the_process() {
        var flow = andShip(paying());
        var id = cutOff(flow).id();
        opened.removeLast().close();
        var store = new FaultyStore(rows);
        var run = resumed(flow, id, store);

        store.crashAfter(1);
        assertThatThrownBy(() -> run.settle("pay", 1, Verdict.done("ann", "yes").output("paid by hand")))
                .isInstanceOf(RuntimeException.class);
        opened.removeLast().close();
        var again = resumed(flow, id, rows);
        clock.awaitEnd(again);

        assertThat(begun).hasValue(1);
        assertThat(again.output("ship", String.class)).contains("paid by hand, shipped");
    }

    @Test
    void a_rule_may_fail_the_step() {
        var run = cutOff(paying().effects(EffectPolicy.AT_MOST_ONCE, InDoubt.FAIL));
        clock.awaitEnd(run);

        assertThat(begun).hasValue(1);
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Bench.error(run, "pay")).contains("whether its work was done", "is not known");
    }

    @Test
    void a_rule_may_leave_it_to_the_retry_policy() {
        var run = cutOff(paying().effects(EffectPolicy.AT_MOST_ONCE, InDoubt.RETRY)
                .retry(RetryPolicy.fixed(1, Duration.ofMinutes(1))));
        clock.awaitEnd(run);

        assertThat(begun).hasValue(2);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(Bench.attempts(run, "pay"))
                .extracting(attempt -> attempt.status())
                .containsExactly(StepStatus.PLATFORM_FAILED, StepStatus.SUCCEEDED);
    }

    @Test
    void work_that_has_not_begun_is_not_in_doubt() {
        var store = new FaultyStore(rows);
        RunId id;
        try (var maestro = open(store)) {
            store.refuse(commit -> FaultyStore.has(commit, "pay", StepStatus.RUNNING));
            var run = maestro.register(paying()).start();
            id = run.id();
            assertThatThrownBy(run::await).hasMessageContaining(id.toString());
        }
        assertThat(begun).hasValue(0);

        var run = resumed(paying(), id, rows);
        clock.awaitEnd(run);

        assertThat(begun).hasValue(1);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void work_that_a_closing_engine_does_not_begin_is_not_in_doubt() throws InterruptedException {
        var first = new Gate();
        var flow = Flow.of("w")
                .step("first", context -> {
                    first.passStubbornly();
                    return 1;
                })
                .step("pay", context -> begun.incrementAndGet())
                .after("first")
                .effects(EffectPolicy.AT_MOST_ONCE);
        var maestro = Maestro.builder().store(rows).build();
        var id = maestro.register(flow).start().id();
        first.awaitArrival();
        var closing = Thread.startVirtualThread(maestro::close);
        Bench.awaitDraining(closing);
        first.open();
        closing.join();
        assertThat(begun).hasValue(0);
        assertThat(rows.attempts(id))
                .extracting(attempt -> attempt.status())
                .containsExactly(StepStatus.SUCCEEDED, StepStatus.CREATED);

        var run = resumed(flow, id, rows);
        clock.awaitEnd(run);

        assertThat(begun).hasValue(1);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_step_in_doubt_can_be_stopped_and_says_that_it_was() {
        var run = cutOff(paying());

        run.stop("enough");
        clock.awaitEnd(run);

        assertThat(begun).hasValue(1);
        assertThat(Bench.status(run, "pay")).isEqualTo(StepStatus.STOPPED);
        assertThat(Bench.error(run, "pay")).contains("enough", "whether its work was done", "is not known");
    }

    @Test
    void work_that_took_too_long_may_have_been_done_and_is_not_tried_again() {
        var maestro = open(rows);
        var run = maestro.register(paying().timeout(Duration.ofMinutes(1))
                        .retry(RetryPolicy.fixed(3, Duration.ZERO).retryingTimeouts(3)))
                .start();
        gate.awaitArrival();
        clock.advance(Duration.ofMinutes(1));
        clock.awaitEnd(run);

        assertThat(begun).hasValue(1);
        assertThat(Bench.status(run, "pay")).isEqualTo(StepStatus.TIMED_OUT);
    }
}
