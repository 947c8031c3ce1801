package io.maestro.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.FailureMode;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Action;
import io.maestro.run.ActionRequest;
import io.maestro.run.Compensation;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Ending;
import io.maestro.run.Fact;
import io.maestro.run.FailureKind;
import io.maestro.run.Initiator;
import io.maestro.run.Retries;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import io.maestro.store.NewRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random workflows of which a part can be undone, in a world in which any step may fail and the process may die between any two events.
 * A failure names its seed.
 */
class UndoingTest {

    private static final int RUNS_PER_SEED = 400;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void what_succeeded_is_undone_once_and_what_followed_it_before(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < RUNS_PER_SEED; i++) {
            long runSeed = random.nextLong();
            try {
                new Play(new Random(runSeed)).toTheEnd();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("with seed " + runSeed + ": " + e, e);
            }
        }
    }

    /** A run of which no time passes, so that the order of ends follows from the order of facts alone. */
    private static final class Play {
        private final Random random;
        private final int size;
        private final int rarely;
        private final Map<String, List<String>> successors = new LinkedHashMap<>();
        private final LinkedHashSet<String> undoable = new LinkedHashSet<>();
        private final RunPlan plan;
        private final List<RunEvent> possible = new ArrayList<>();
        private final Map<String, StepAttempt> rows = new LinkedHashMap<>();
        private final List<String> succeeded = new ArrayList<>();
        private final List<String> undone = new ArrayList<>();
        private boolean gaveUp;
        private int restarts;
        private WorkflowRun row;
        private RunMachine machine;

        Play(Random random) {
            this.random = random;
            this.size = 1 + random.nextInt(7);
            this.rarely = 2 + random.nextInt(6);
            this.plan = plan();
            var workflow = new WorkflowId("w");
            this.row = new NewRun(
                            new NewRun.NextInstance(workflow, Optional.empty()),
                            DefinitionRef.whole(workflow, 1),
                            Initiator.unknown(),
                            Map.of(),
                            START)
                    .row(new RunId(workflow, 1, 1));
            this.machine = RunMachine.fresh(plan, row);
        }

        private RunPlan plan() {
            var steps = new Steps().runTimeout(Duration.ofDays(1));
            for (int i = 0; i < size; i++) {
                var to = new LinkedHashMap<String, Predicate>();
                for (int j = i + 1; j < size; j++) {
                    if (random.nextInt(3) == 0) {
                        to.put("s" + j, Predicate.always());
                    }
                }
                successors.put("s" + i, List.copyOf(to.keySet()));
                add(steps, "s" + i, to);
                if (random.nextInt(4) > 0) {
                    undoable.add("s" + i);
                    steps.undoneBy("u" + i);
                }
            }
            undoable.forEach(step -> add(steps, step.replace('s', 'u'), Map.of()));
            return steps.plan();
        }

        private static void add(Steps steps, String id, Map<String, Predicate> to) {
            steps.step(
                    id, FailureMode.FAIL_AFTER_RUNNING, RetryPolicy.fixed(1, Duration.ZERO), Duration.ofHours(1), to);
        }

        void toTheEnd() {
            take(new RunEvent.Started(START));
            while (!machine.run().status().isTerminal()) {
                switch (random.nextInt(40)) {
                    case 0, 1, 2, 3, 4 -> restore();
                    case 5 -> take(new RunEvent.EndAsked(RunStatus.STOPPED, "enough", START));
                    case 6, 7, 8, 9, 10, 11 -> restartAny();
                    default -> take(possible.remove(random.nextInt(possible.size())));
                }
            }
            check();
        }

        /** Has a step tried once more that has failed, while the run goes on for others or looks for what to undo. */
        private void restartAny() {
            var request = new ActionRequest("request " + restarts++, Action.RESTART, "ann", "once more");
            var step = new StepId("s" + random.nextInt(size));
            take(new RunEvent.ActionAsked(Optional.of(step), request, Optional.empty(), START));
        }

        /** Forgets all but the facts, as a crash does. */
        private void restore() {
            machine = RunMachine.folded(plan, row, List.copyOf(rows.values()));
            possible.clear();
            take(new RunEvent.Resumed(START));
        }

        private void take(RunEvent event) {
            var decision = machine.decide(event);
            decision.facts().forEach(this::record);
            decision.commands().forEach(this::carryOut);
            var folded = RunMachine.folded(plan, row, List.copyOf(rows.values()));
            assertThat(folded.run()).isEqualTo(machine.run());
        }

        private void record(Fact fact) {
            switch (fact) {
                case WorkflowRun run -> row = run;
                case StepAttempt attempt -> record(attempt);
                default -> throw new IllegalArgumentException("not expected: " + fact);
            }
        }

        private void record(StepAttempt attempt) {
            rows.put(attempt.step() + "#" + attempt.attempt(), attempt);
            var step = attempt.step().value();
            if (attempt.status() == StepStatus.SUCCEEDED) {
                (step.startsWith("u") ? undone : succeeded).add(step);
            } else if (attempt.status() == StepStatus.FATALLY_FAILED) {
                gaveUp |= step.startsWith("u");
            }
        }

        private void carryOut(Command command) {
            switch (command) {
                case Command.StartWork start -> possible.add(ended(start));
                case Command.InterruptWork interrupt -> {
                    // It ends by itself.
                }
                case Command.FindUndos find ->
                    possible.add(new RunEvent.UndosFound(
                            find.search(),
                            Undoing.of(plan.graph(), List.of(new Undoing.Ran(row, List.copyOf(rows.values())))),
                            START));
                case Command.SetTimer timer -> {
                    if (timer.timer().kind() == Timer.Kind.RETRY) {
                        possible.add(new RunEvent.OfStep(
                                timer.timer().step(),
                                new StepEvent.TimerFired(
                                        Timer.Kind.RETRY, timer.timer().attempt(), START)));
                    }
                }
                case Command.CancelTimer timer -> {}
                default -> throw new IllegalArgumentException("not expected: " + command);
            }
        }

        private RunEvent ended(Command.StartWork start) {
            boolean fails = random.nextInt(rarely) == 0;
            var allTrue = plan.allTrue(start.step());
            return new RunEvent.OfStep(
                    start.step(),
                    fails
                            ? new StepEvent.Failed(
                                    start.current(), Map.of(), FailureKind.USER, StepError.of("it failed"), START)
                            : new StepEvent.Succeeded(start.current(), Map.of(), Optional.empty(), allTrue, START));
        }

        private void check() {
            var due = succeeded.stream().filter(undoable::contains).toList();
            var outcome = machine.run().status();
            var told = machine.run().compensation();
            boolean failed = machine.attempts().stream()
                    .anyMatch(attempt ->
                            attempt.step().value().startsWith("s") && attempt.status() == StepStatus.FATALLY_FAILED);
            if (outcome == RunStatus.SUCCEEDED || due.isEmpty()) {
                assertThat(undone).isEmpty();
                assertThat(told).isEmpty();
                return;
            }
            assertThat(outcome).isEqualTo(failed ? RunStatus.FAILED : RunStatus.STOPPED);
            var expected = new ArrayList<>(due);
            assertThat(told.orElseThrow().undos())
                    .extracting(undo -> undo.step().value())
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(undone)
                    .containsExactlyElementsOf(told.get().undone().stream()
                            .map(undo -> undo.by().value())
                            .toList());
            assertThat(told.get().isDone()).isEqualTo(!gaveUp);
            var order =
                    told.get().undos().stream().map(undo -> undo.step().value()).toList();
            for (int earlier = 0; earlier < order.size(); earlier++) {
                for (int later = earlier + 1; later < order.size(); later++) {
                    assertThat(follows(order.get(later), order.get(earlier)))
                            .as("%s was undone before %s, which follows it", order.get(earlier), order.get(later))
                            .isFalse();
                }
            }
        }

        private boolean follows(String step, String before) {
            return successors.getOrDefault(before, List.of()).stream()
                    .anyMatch(next -> next.equals(step) || follows(step, next));
        }
    }

    private static RunPlan undoable() {
        return new Steps()
                .step("a", FailureMode.FAIL_AFTER_RUNNING, RetryPolicy.none(), Duration.ofHours(1), Map.of())
                .undoneBy("u")
                .step("b", FailureMode.FAIL_AFTER_RUNNING, RetryPolicy.none(), Duration.ofHours(1), Map.of())
                .step("u", FailureMode.FAIL_AFTER_RUNNING, RetryPolicy.none(), Duration.ofHours(1), Map.of())
                .plan();
    }

    private static WorkflowRun run(long number, Optional<Compensation> compensation) {
        var workflow = new WorkflowId("w");
        var row = new NewRun(
                        new NewRun.NextInstance(workflow, Optional.empty()),
                        DefinitionRef.whole(workflow, 1),
                        Initiator.unknown(),
                        Map.of(),
                        START)
                .row(new RunId(workflow, 1, number));
        return compensation
                .map(known -> row.windingUp(new Ending(RunStatus.FAILED, "why", START).after(known)))
                .orElse(row);
    }

    private static StepAttempt ended(long run, String step, int visit, StepStatus status, int second) {
        var state = new StepState.Finished(
                new Try(visit, visit, 1, Retries.NONE, 0),
                status,
                Optional.of(START),
                START.plusSeconds(second),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty());
        return Projection.row(new RunId(new WorkflowId("w"), 1, run), new StepId(step), state)
                .orElseThrow();
    }

    private static List<String> undos(Undoing.Ran... runs) {
        return Undoing.of(undoable().graph(), List.of(runs)).stream()
                .map(undo -> undo.run() + ": " + undo)
                .toList();
    }

    @Test
    void each_visit_that_succeeded_counts_the_last_first() {
        assertThat(undos(new Undoing.Ran(
                        run(1, Optional.empty()),
                        List.of(
                                ended(1, "a", 1, StepStatus.SUCCEEDED, 1),
                                ended(1, "b", 1, StepStatus.SUCCEEDED, 2),
                                ended(1, "a", 2, StepStatus.SKIPPED, 3),
                                ended(1, "a", 3, StepStatus.SUCCEEDED, 4)))))
                .containsExactly("1: 'a', visit 3", "1: 'a'");
    }

    @Test
    void what_an_earlier_run_has_undone_is_not_undone_again() {
        var undo = new Compensation.Undo(new StepId("a"), 1, 2, new StepId("u"));
        var other = new Compensation.Undo(new StepId("a"), 1, 1, new StepId("u"));
        var first = new Undoing.Ran(
                run(1, Optional.of(new Compensation(List.of(undo, other), 1, START))),
                List.of(
                        ended(1, "a", 1, StepStatus.SUCCEEDED, 1),
                        ended(1, "a", 2, StepStatus.SUCCEEDED, 2),
                        ended(1, "u", 1, StepStatus.SUCCEEDED, 3)));
        var second = new Undoing.Ran(run(2, Optional.empty()), List.of(ended(2, "a", 1, StepStatus.SUCCEEDED, 5)));

        assertThat(undos(first, second)).containsExactly("2: 'a'", "1: 'a'");
    }

    private static RunEvent ofStep(int step, StepEvent event) {
        return new RunEvent.OfStep(step, event);
    }

    private static StepEvent failed(int attempt) {
        var tried = new Try(attempt, 1, 1, Retries.NONE, 0);
        return new StepEvent.Failed(tried, Map.of(), FailureKind.USER, StepError.of("it failed"), START);
    }

    @Test
    void what_was_looked_up_before_a_step_was_restarted_does_not_count() {
        var machine = RunMachine.fresh(undoable(), run(1, Optional.empty()));
        machine.decide(new RunEvent.Started(START));
        machine.decide(ofStep(0, failed(1)));
        assertThat(machine.decide(ofStep(1, failed(1))).commands()).contains(new Command.FindUndos(1));

        var request = new ActionRequest("request", Action.RESTART, "ann", "once more");
        machine.decide(new RunEvent.ActionAsked(Optional.of(new StepId("a")), request, Optional.empty(), START));
        machine.decide(new RunEvent.UndosFound(1, List.of(), START));
        machine.decide(ofStep(0, new StepEvent.TimerFired(Timer.Kind.RETRY, 2, START)));
        var succeeded =
                new StepEvent.Succeeded(new Try(2, 1, 1, Retries.NONE, 0), Map.of(), Optional.empty(), Map.of(), START);
        assertThat(machine.decide(ofStep(0, succeeded)).commands()).contains(new Command.FindUndos(2));
        machine.decide(new RunEvent.UndosFound(1, List.of(), START));
        assertThat(machine.run().status()).isEqualTo(RunStatus.IN_PROGRESS);

        var undo = new Compensation.Undo(new StepId("a"), 1, 1, new StepId("u"));
        machine.decide(new RunEvent.UndosFound(2, List.of(undo), START));
        assertThat(machine.run().compensation()).contains(new Compensation(List.of(undo), 0, START));
    }
}
