package io.maestro.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.FailureMode;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Action;
import io.maestro.run.ActionRequest;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Fact;
import io.maestro.run.FailureHandling.Handler;
import io.maestro.run.FailureKind;
import io.maestro.run.Initiator;
import io.maestro.run.Retries;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepError;
import io.maestro.run.StepFailure;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random workflows of which a part can be undone and some failures are handled, in a world in which any step may fail, people stop,
 * pause and kill, and the process may die between any two events. A failure names its seed.
 */
class WindingUpTest {

    private static final int RUNS_PER_SEED = 400;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final StepId RUN_HANDLER = new StepId("r");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void what_failed_is_handled_once_and_in_order(long seed) {
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

    private static final class Play {
        private final Random random;
        private final int size;
        private final int rarely;
        private final Map<StepId, StepId> handlers = new TreeMap<>();
        private final boolean handlesRun;
        private final RunPlan plan;
        private final List<RunEvent> possible = new ArrayList<>();
        private final Map<String, StepAttempt> rows = new LinkedHashMap<>();

        /** The steps out of the flow, in the order in which their work began. */
        private final Set<StepId> begun = new LinkedHashSet<>();

        private boolean killed;
        private int requests;
        private Instant now = START;
        private WorkflowRun row;
        private RunMachine machine;

        Play(Random random) {
            this.random = random;
            this.size = 1 + random.nextInt(6);
            this.rarely = 2 + random.nextInt(5);
            this.handlesRun = random.nextBoolean();
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
            var undos = new ArrayList<String>();
            for (int i = 0; i < size; i++) {
                var to = new LinkedHashMap<String, Predicate>();
                for (int j = i + 1; j < size; j++) {
                    if (random.nextInt(3) == 0) {
                        to.put("s" + j, Predicate.always());
                    }
                }
                var mode = random.nextInt(3) == 0 ? FailureMode.IGNORE_FAILURE : FailureMode.FAIL_AFTER_RUNNING;
                add(steps, "s" + i, mode, to);
                if (random.nextInt(3) == 0) {
                    undos.add("u" + i);
                    steps.undoneBy("u" + i);
                }
                if (random.nextInt(3) > 0) {
                    var handler = "h" + random.nextInt(3);
                    handlers.put(new StepId("s" + i), new StepId(handler));
                    steps.onFailure(handler);
                }
            }
            undos.forEach(undo -> add(steps, undo, FailureMode.FAIL_AFTER_RUNNING, Map.of()));
            Set.copyOf(handlers.values()).stream()
                    .sorted()
                    .forEach(handler -> add(steps, handler.value(), FailureMode.FAIL_AFTER_RUNNING, Map.of()));
            if (handlesRun) {
                add(steps, "r", FailureMode.FAIL_IMMEDIATELY, Map.of());
                steps.runHandledBy("r");
            }
            return steps.plan();
        }

        private static void add(Steps steps, String id, FailureMode mode, Map<String, Predicate> to) {
            steps.step(id, mode, RetryPolicy.fixed(1, Duration.ZERO), Duration.ofHours(1), to);
        }

        void toTheEnd() {
            take(new RunEvent.Started(now));
            while (!machine.run().status().isTerminal()) {
                now = now.plusSeconds(random.nextInt(2));
                int chance = random.nextInt(60);
                if (chance < 6) {
                    restore();
                } else if (chance == 6) {
                    take(new RunEvent.EndAsked(
                            random.nextBoolean() ? RunStatus.STOPPED : RunStatus.TIMED_OUT, "enough", now));
                } else if (chance == 7) {
                    ask(random.nextInt(3) == 0 ? Action.KILL : Action.PAUSE);
                } else if (chance < 12 || possible.isEmpty()) {
                    ask(Action.RESUME);
                } else {
                    take(at(possible.remove(random.nextInt(possible.size()))));
                }
            }
            check();
        }

        private void ask(Action action) {
            var request = new ActionRequest("request " + requests++, action, "ann", "because");
            killed |= action == Action.KILL && !machine.run().status().isTerminal();
            take(new RunEvent.ActionAsked(Optional.empty(), request, Optional.empty(), now));
        }

        /** Forgets all but the facts, as a crash does. */
        private void restore() {
            machine = RunMachine.folded(plan, row, List.copyOf(rows.values()));
            possible.clear();
            take(new RunEvent.Resumed(now));
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
                case StepAttempt attempt -> rows.put(attempt.step() + "#" + attempt.attempt(), attempt);
                default -> throw new IllegalArgumentException("not expected: " + fact);
            }
        }

        private void carryOut(Command command) {
            switch (command) {
                case Command.StartWork start -> started(start);
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

        private void started(Command.StartWork start) {
            var step = plan.graph().id(start.step());
            if (plan.graph().isInFlow(start.step())) {
                assertThat(begun)
                        .as("what was begun before '%s' of the flow", step)
                        .isEmpty();
            } else {
                assertThat(killed)
                        .as("'%s' begins although the run was killed", step)
                        .isFalse();
                begun.add(step);
                told(start.step());
            }
            possible.add(new RunEvent.OfStep(
                    start.step(),
                    random.nextInt(rarely) == 0
                            ? new StepEvent.Failed(
                                    start.current(), Map.of(), FailureKind.USER, StepError.of("it failed"), START)
                            : new StepEvent.Succeeded(
                                    start.current(), Map.of(), Optional.empty(), plan.allTrue(start.step()), START)));
        }

        /** A handler of steps is told of these, and that of the run of all that failed before it. */
        private void told(int step) {
            var id = plan.graph().id(step);
            var told = machine.failures(step).stream().map(StepFailure::step).collect(Collectors.toSet());
            if (id.equals(RUN_HANDLER)) {
                assertThat(told).isEqualTo(failed(name -> true));
            } else {
                assertThat(told).isEqualTo(failed(name -> id.equals(handlers.get(name))));
            }
        }

        private Set<StepId> failed(java.util.function.Predicate<StepId> some) {
            return machine.attempts().stream()
                    .filter(attempt -> hasFailed(attempt.status()))
                    .map(StepAttempt::step)
                    .filter(some)
                    .collect(Collectors.toSet());
        }

        private static boolean hasFailed(StepStatus status) {
            return status == StepStatus.FATALLY_FAILED
                    || status == StepStatus.TIMED_OUT
                    || status == StepStatus.COMPLETED_WITH_ERROR;
        }

        /** The same thing happens a little later. */
        private RunEvent at(RunEvent event) {
            return switch (event) {
                case RunEvent.OfStep(int step, StepEvent.Failed e) ->
                    new RunEvent.OfStep(step, new StepEvent.Failed(e.current(), e.params(), e.kind(), e.error(), now));
                case RunEvent.OfStep(int step, StepEvent.Succeeded e) ->
                    new RunEvent.OfStep(
                            step, new StepEvent.Succeeded(e.current(), e.params(), e.output(), e.transitions(), now));
                case RunEvent.OfStep(int step, StepEvent.TimerFired e) ->
                    new RunEvent.OfStep(step, new StepEvent.TimerFired(e.kind(), e.attempt(), now));
                case RunEvent.UndosFound e -> new RunEvent.UndosFound(e.search(), e.undos(), now);
                default -> event;
            };
        }

        private void check() {
            if (killed) {
                return;
            }
            var run = machine.run();
            var told = run.handling().map(handling -> handling.handlers()).orElse(List.of());
            boolean failed = run.status() == RunStatus.FAILED || run.status() == RunStatus.TIMED_OUT;
            var expected = failed(handlers::containsKey).stream()
                    .map(handlers::get)
                    .map(Optional::ofNullable)
                    .flatMap(Optional::stream)
                    .collect(Collectors.toSet());
            if (failed && handlesRun) {
                expected.add(RUN_HANDLER);
            }
            var ran =
                    begun.stream().filter(step -> !step.value().startsWith("u")).toList();
            assertThat(ran).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(told).extracting(Handler::step).containsExactlyElementsOf(ran);
            inThisOrder(List.copyOf(begun));
            byTheirFailures(told);
            for (var step : ran) {
                assertThat(rows.values().stream()
                                .filter(attempt -> attempt.step().equals(step))
                                .filter(attempt -> !attempt.status().isRetried()))
                        .as("outcomes of '%s'", step)
                        .hasSize(1);
            }
        }

        /** First what handles steps, then what undoes some, then what handles the run. */
        private static void inThisOrder(List<StepId> steps) {
            var kinds = steps.stream()
                    .map(step -> "hur".indexOf(step.value().charAt(0)))
                    .toList();
            assertThat(kinds).isSorted();
        }

        private void byTheirFailures(List<Handler> told) {
            var times = told.stream()
                    .filter(handler -> !handler.isOfRun())
                    .map(handler -> ended(handler.failed().getFirst()))
                    .toList();
            assertThat(times).isSorted();
        }

        private Instant ended(StepId step) {
            return machine.attempts().stream()
                    .filter(attempt -> attempt.step().equals(step))
                    .flatMap(attempt -> attempt.endedAt().stream())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static RunMachine started(RunPlan plan) {
        var workflow = new WorkflowId("w");
        var machine = RunMachine.fresh(
                plan,
                new NewRun(
                                new NewRun.NextInstance(workflow, Optional.empty()),
                                DefinitionRef.whole(workflow, 1),
                                Initiator.unknown(),
                                Map.of(),
                                START)
                        .row(new RunId(workflow, 1, 1)));
        machine.decide(new RunEvent.Started(START));
        return machine;
    }

    private static RunEvent asked(Action action) {
        return new RunEvent.ActionAsked(
                Optional.empty(), new ActionRequest(action.name(), action, "ann", "because"), Optional.empty(), START);
    }

    @Test
    void a_run_that_is_paused_while_it_looks_for_what_to_undo_stays_paused() {
        var plan = new Steps()
                .step("a", FailureMode.FAIL_AFTER_RUNNING, RetryPolicy.none(), Duration.ofHours(1), Map.of())
                .undoneBy("u")
                .step("u", FailureMode.FAIL_AFTER_RUNNING, RetryPolicy.none(), Duration.ofHours(1), Map.of())
                .plan();
        var machine = started(plan);
        var tried = new Try(1, 1, 1, Retries.NONE, 0);
        var found = machine.decide(new RunEvent.OfStep(
                0, new StepEvent.Failed(tried, Map.of(), FailureKind.FATAL, StepError.of("it failed"), START)));
        assertThat(found.commands()).contains(new Command.FindUndos(1));
        machine.decide(asked(Action.PAUSE));

        machine.decide(new RunEvent.UndosFound(1, List.of(), START));
        assertThat(machine.run().status()).isEqualTo(RunStatus.PAUSED);

        assertThat(machine.decide(asked(Action.RESUME)).commands()).contains(new Command.FindUndos(2));
    }
}
