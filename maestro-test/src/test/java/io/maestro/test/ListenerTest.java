package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Stores;
import io.maestro.definition.RetryPolicy;
import io.maestro.event.MaestroEvent;
import io.maestro.event.MaestroEvent.RunChanged;
import io.maestro.event.MaestroEvent.StepChanged;
import io.maestro.event.MaestroEvent.StepInDoubt;
import io.maestro.event.MaestroEvent.StepStarted;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is told what, and when. Closing the bench tells the last events. */
class ListenerTest {

    private final List<MaestroEvent> heard = new CopyOnWriteArrayList<>();

    private List<String> heardIn(RunId run) {
        return heard.stream()
                .filter(event -> event.runId().equals(run))
                .map(ListenerTest::told)
                .toList();
    }

    private static String told(MaestroEvent event) {
        return switch (event) {
            case RunChanged e -> "run " + e.status();
            case StepStarted e -> e.step() + " started " + e.attempt();
            case StepInDoubt e -> e.step() + " in doubt " + e.attempt();
            case StepChanged e -> e.step() + " " + e.status();
        };
    }

    @Test
    void everything_that_happens_to_a_run_is_told_in_its_order() {
        RunId id;
        try (var bench = new Bench(builder -> builder.listener(heard::add))) {
            id = bench.run(Flow.of("w")
                            .step("a", context -> {
                                if (context.attempt() == 1) {
                                    throw new IllegalStateException("again");
                                }
                                return 1;
                            })
                            .retry(RetryPolicy.fixed(1, Duration.ofSeconds(5)))
                            .step("b")
                            .after("a")
                            .step("c")
                            .after("a", context -> false))
                    .id();
        }

        assertThat(heardIn(id))
                .containsExactly(
                        "run IN_PROGRESS",
                        "a started 1",
                        "a USER_FAILED",
                        "a started 2",
                        "a SUCCEEDED",
                        "c UNSATISFIED",
                        "b started 1",
                        "b SUCCEEDED",
                        "run SUCCEEDED");
    }

    @Test
    void a_failed_attempt_tells_when_it_is_tried_again() {
        try (var bench = new Bench(builder -> builder.listener(heard::add))) {
            var run = bench.run(Flow.of("w")
                    .step("a", context -> {
                        throw new IllegalStateException("no");
                    })
                    .retry(RetryPolicy.fixed(1, Duration.ofSeconds(5))));
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        }

        assertThat(heard.stream()
                        .filter(StepChanged.class::isInstance)
                        .map(event -> ((StepChanged) event).retryAt().isPresent()))
                .containsExactly(true, false);
    }

    @Test
    void what_is_told_is_recorded() {
        var rows = Stores.inMemory();
        var unrecorded = new CopyOnWriteArrayList<MaestroEvent>();
        try (var bench =
                new Bench(builder -> builder.store(new FaultyStore(rows)).listener(event -> {
                    boolean recorded = switch (event) {
                        case RunChanged e -> rows.run(e.runId()).isPresent();
                        case StepStarted e -> true;
                        case StepInDoubt e -> true;
                        case StepChanged e ->
                            rows.attempts(e.runId()).stream()
                                    .anyMatch(attempt ->
                                            attempt.step().equals(e.step()) && attempt.status() == e.status());
                    };
                    heard.add(event);
                    if (!recorded) {
                        unrecorded.add(event);
                    }
                }))) {
            bench.run(Flow.of("w").step("a").step("b").after("a"));
        }

        assertThat(heard).isNotEmpty();
        assertThat(unrecorded).isEmpty();
    }

    @Test
    void an_outcome_that_is_not_recorded_yet_is_not_told() {
        var rows = Stores.inMemory();
        var store = new FaultyStore(rows);
        var hold = store.hold(commit -> FaultyStore.has(commit, "a", StepStatus.SUCCEEDED));
        try (var bench = new Bench(builder -> builder.store(store).listener(heard::add))) {
            var run = bench.start(Flow.of("w").step("a"));
            hold.awaitArrival();
            assertThat(heardIn(run.id())).doesNotContain("a SUCCEEDED");

            hold.release();
            bench.awaitEnd(run);
        }

        assertThat(heard.stream().map(ListenerTest::told)).contains("a SUCCEEDED");
    }

    @Test
    void a_listener_that_throws_harms_nobody_and_hears_on() {
        var thrown = new CopyOnWriteArrayList<MaestroEvent>();
        try (var bench = new Bench(builder -> builder.listener(event -> {
                    thrown.add(event);
                    if (thrown.size() % 3 == 0) {
                        throw new IllegalStateException("no");
                    }
                    if (thrown.size() % 3 == 1) {
                        throw new AssertionError("no");
                    }
                    Thread.currentThread().interrupt();
                })
                .listener(heard::add))) {
            assertThat(bench.run(Flow.of("w").step("a").step("b").after("a")).status())
                    .isEqualTo(RunStatus.SUCCEEDED);
        }

        assertThat(heard).hasSize(6);
        assertThat(thrown).isEqualTo(heard);
    }

    @Test
    void a_listener_that_hangs_delays_neither_runs_nor_other_listeners() {
        var gate = new Gate();
        try (var bench = new Bench(builder -> builder.listener(event -> gate.passStubbornly())
                .listener(heard::add)
                .drainLimit(Duration.ofMillis(1)))) {
            assertThat(bench.run(Flow.of("w").step("a")).status()).isEqualTo(RunStatus.SUCCEEDED);
        }
        gate.open();
    }

    @Test
    void events_of_each_of_many_runs_come_in_their_order() {
        List<RunId> ids;
        try (var bench = new Bench(builder -> builder.listener(heard::add))) {
            var workflow =
                    bench.maestro.register(Flow.of("w").step("a").step("b").after("a"));
            var runs = IntStream.range(0, 50).mapToObj(i -> workflow.start()).toList();
            runs.forEach(bench::awaitEnd);
            ids = runs.stream().map(run -> run.id()).toList();
        }

        assertThat(ids.stream().map(this::heardIn).collect(Collectors.toSet()))
                .containsExactly(List.of(
                        "run IN_PROGRESS",
                        "a started 1",
                        "a SUCCEEDED",
                        "b started 1",
                        "b SUCCEEDED",
                        "run SUCCEEDED"));
    }

    @Test
    void a_stop_is_told_when_it_is_asked_for_and_when_the_run_has_ended() {
        RunId id;
        var gate = new Gate();
        try (var bench = new Bench(builder -> builder.listener(heard::add))) {
            var run = bench.start(Flow.of("w").step("a", context -> {
                gate.pass();
                return 1;
            }));
            gate.awaitArrival();
            run.stop("enough");
            bench.awaitEnd(run);
            id = run.id();
        }

        assertThat(heardIn(id))
                .containsExactly(
                        "run IN_PROGRESS", "a started 1", "run IN_PROGRESS", "a RUNNING", "a STOPPED", "run STOPPED");
        assertThat(((RunChanged) heard.get(2)).run().ending()).isNotEqualTo(Optional.empty());
    }
}
