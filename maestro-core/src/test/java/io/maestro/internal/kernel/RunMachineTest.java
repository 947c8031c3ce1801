package io.maestro.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.EffectPolicy;
import io.maestro.definition.Effects;
import io.maestro.definition.FailureMode;
import io.maestro.definition.InDoubt;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Fact;
import io.maestro.run.FailureKind;
import io.maestro.run.Initiator;
import io.maestro.run.PermitClaim;
import io.maestro.run.Retries;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.Settlement;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import io.maestro.run.Verdict;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowRun;
import io.maestro.store.NewRun;
import io.maestro.value.JavaValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random workflows to which random things happen, in a world that carries the machine's commands out in any order and tells it
 * of things that are long past. A failure names its seed.
 */
class RunMachineTest {

    private static final int RUNS_PER_SEED = 150;
    private static final int MAX_EVENTS = 2_000;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatever_happens_a_run_comes_to_an_end_and_its_facts_tell_what_it_is(long seed) {
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

    private static final Try NEVER_MADE = new Try(99, 1, 1, Retries.NONE, 0);

    private static final class Play {
        private final Random random;
        private final int size;
        private final int retryLimit;
        private final RunPlan plan;
        private final List<RunEvent> possible = new ArrayList<>();
        private final Map<Timer, Instant> timers = new LinkedHashMap<>();
        private final Map<String, StepAttempt> rows = new LinkedHashMap<>();
        private WorkflowRun row;
        private RunMachine machine;
        private Instant now = START;
        private int toldToRunAgain;

        Play(Random random) {
            this.random = random;
            this.size = 1 + random.nextInt(8);
            this.retryLimit = random.nextInt(3);
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
            var steps = new Steps().runTimeout(Duration.ofHours(1 + random.nextInt(40)));
            for (int i = 0; i < size; i++) {
                var successors = new LinkedHashMap<String, Predicate>();
                for (int j = i + 1; j < size; j++) {
                    if (random.nextInt(3) == 0) {
                        successors.put("s" + j, random.nextBoolean() ? Predicate.always() : new Predicate.Code());
                    }
                }
                var modes = FailureMode.values();
                steps.step(
                        "s" + i,
                        modes[random.nextInt(modes.length)],
                        RetryPolicy.fixed(retryLimit, Duration.ofMinutes(random.nextInt(3)))
                                .retryingTimeouts(retryLimit),
                        Duration.ofMinutes(1 + random.nextInt(600)),
                        successors);
                if (random.nextInt(3) == 0) {
                    var rules = InDoubt.values();
                    steps.effects(new Effects(EffectPolicy.AT_MOST_ONCE, rules[random.nextInt(rules.length)]));
                }
            }
            return steps.plan();
        }

        void toTheEnd() {
            take(new RunEvent.Started(now));
            int events = 0;
            while (!machine.run().status().isTerminal()) {
                assertThat(events++).as("events").isLessThan(MAX_EVENTS);
                now = now.plusSeconds(random.nextInt(30));
                switch (random.nextInt(40)) {
                    case 0 -> take(new RunEvent.OfStep(random.nextInt(size), anyEvent()));
                    case 1 -> restore();
                    case 2 ->
                        take(new RunEvent.EndAsked(
                                random.nextBoolean() ? RunStatus.STOPPED : RunStatus.TIMED_OUT, "enough", now));
                    default -> next();
                }
            }
            var end = machine.run();
            var attempts = machine.attempts();
            for (int i = 0; i < 20; i++) {
                take(new RunEvent.OfStep(random.nextInt(size), anyEvent()));
                take(new RunEvent.EndAsked(RunStatus.STOPPED, "too late", now));
            }
            assertThat(machine.run()).as("the end").isEqualTo(end);
            assertThat(machine.attempts()).as("the attempts at the end").isEqualTo(attempts);
        }

        /** Something that work reports, or else the next timer. */
        private void next() {
            if (!possible.isEmpty() && (timers.isEmpty() || random.nextInt(4) > 0)) {
                take(possible.remove(random.nextInt(possible.size())));
                return;
            }
            var timer =
                    timers.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
            timers.remove(timer.getKey());
            now = timer.getValue().isAfter(now) ? timer.getValue() : now;
            take(rung(timer.getKey()));
        }

        private RunEvent rung(Timer timer) {
            return timer.step() == Timer.RUN
                    ? new RunEvent.EndAsked(RunStatus.TIMED_OUT, "too long", now)
                    : new RunEvent.OfStep(timer.step(), new StepEvent.TimerFired(timer.kind(), timer.attempt(), now));
        }

        /** Forgets all but the facts, as a crash does. */
        private void restore() {
            machine = RunMachine.folded(plan, row, List.copyOf(rows.values()));
            possible.clear();
            timers.clear();
            take(new RunEvent.Resumed(now));
        }

        private void take(RunEvent event) {
            var before = statuses();
            boolean wasOver = machine.run().status().isTerminal();
            var decision = machine.decide(at(event));
            if (wasOver) {
                assertThat(decision.facts()).as("facts after the end").isEmpty();
            }
            decision.facts().forEach(this::record);
            decision.commands().forEach(this::carryOut);
            check(before);
        }

        /** Work reports later than it was possible. */
        private RunEvent at(RunEvent event) {
            return event instanceof RunEvent.OfStep ofStep && ofStep.event() instanceof StepEvent.Report report
                    ? new RunEvent.OfStep(ofStep.step(), later(report))
                    : event;
        }

        private StepEvent later(StepEvent.Report report) {
            return switch (report) {
                case StepEvent.Succeeded e ->
                    new StepEvent.Succeeded(e.current(), e.params(), e.output(), e.transitions(), now);
                case StepEvent.ReadyToCommit e -> new StepEvent.ReadyToCommit((StepEvent.Succeeded) later(e.outcome()));
                case StepEvent.Failed e -> new StepEvent.Failed(e.current(), e.params(), e.kind(), e.error(), now);
                case StepEvent.Broke e -> new StepEvent.Broke(e.current(), e.params(), e.error(), now);
                case StepEvent.Parked e ->
                    new StepEvent.Parked(e.current(), e.params(), e.jobId(), now.plusSeconds(5), now);
                case StepEvent.ConditionsKnown e ->
                    new StepEvent.ConditionsKnown(e.current(), e.params(), e.transitions(), now);
                case StepEvent.ConditionsBroke e ->
                    new StepEvent.ConditionsBroke(e.current(), e.params(), e.error(), now);
                case StepEvent.Opened e -> throw new IllegalArgumentException("no step here has runs of its own");
                case StepEvent.Answered e -> throw new IllegalArgumentException("no step here has runs of its own");
            };
        }

        private void record(Fact fact) {
            switch (fact) {
                case WorkflowRun run -> row = run;
                case StepAttempt attempt -> {
                    var known = rows.put(attempt.step() + "#" + attempt.attempt(), attempt);
                    if (known != null && !known.equals(attempt)) {
                        assertThat(known.status().isTerminal())
                                .as("%s took the place of %s", attempt, known)
                                .isFalse();
                    }
                }
                case PermitClaim claim -> throw new AssertionError("no step here falls under a limit: " + claim);
                case WakeUp wakeUp -> throw new AssertionError("the machine does not say that it sleeps: " + wakeUp);
            }
        }

        private void carryOut(Command command) {
            switch (command) {
                case Command.StartWork c -> possible.add(new RunEvent.OfStep(c.step(), afterStart(c)));
                case Command.PollWork c -> possible.add(new RunEvent.OfStep(c.step(), outcome(c.step(), c.current())));
                case Command.EvaluateConditions c ->
                    possible.add(new RunEvent.OfStep(
                            c.step(),
                            new StepEvent.ConditionsKnown(c.current(), c.params(), transitions(c.step()), now)));
                case Command.CommitWork c -> possible.add(new RunEvent.OfStep(c.step(), fate(c.outcome())));
                case Command.TellInDoubt c ->
                    possible.add(
                            new RunEvent.OfStep(c.step(), judged(c.current().attempt())));
                case Command.SetTimer c -> timers.put(c.timer(), c.at());
                case Command.CancelTimer c -> timers.remove(c.timer());
                case Command.GrantPermits c -> throw new AssertionError("no step here falls under a limit");
                case Command.InterruptWork c -> {}
                case Command.GiveUpWork c -> {}
                case Command.StopJob c -> {}
                case Command.BeginChild c -> throw new IllegalArgumentException("no step here has runs of its own");
                case Command.AskCondition c -> throw new IllegalArgumentException("no step here has runs of its own");
                case Command.StopChildren c -> throw new IllegalArgumentException("no step here has runs of its own");
                case Command.FindUndos c -> throw new IllegalArgumentException("no step here is undone");
                case Command.FindChildren c -> throw new IllegalArgumentException("no step here has runs of its own");
            }
        }

        /** An engine that closes begins no work, and is another one afterwards. */
        private StepEvent afterStart(Command.StartWork start) {
            return plan.recordsStarts(start.step()) && random.nextInt(8) == 0
                    ? new StepEvent.NotBegun(start.current().attempt(), now)
                    : outcome(start.step(), start.current());
        }

        /** What is committed is recorded before the machine knows. */
        private StepEvent fate(StepAttempt outcome) {
            return switch (random.nextInt(4)) {
                case 0 -> new StepEvent.CommitLost(outcome.attempt(), now);
                case 1 -> new StepEvent.CommitRefused(outcome.attempt(), StepError.of("r"), now);
                default -> {
                    record(outcome);
                    yield new StepEvent.Committed(outcome.attempt(), now);
                }
            };
        }

        private StepEvent judged(int attempt) {
            var kinds = Verdict.Kind.values();
            var settlement = new Settlement(kinds[random.nextInt(kinds.length)], "ann", "she saw it", now);
            toldToRunAgain += settlement.verdict() == Verdict.Kind.RUN_AGAIN ? 1 : 0;
            return new StepEvent.Judged(attempt, new Settled(settlement, Optional.empty()), now);
        }

        private StepEvent outcome(int step, Try current) {
            return switch (random.nextInt(9)) {
                case 4 ->
                    new StepEvent.ReadyToCommit(
                            new StepEvent.Succeeded(current, Map.of(), Optional.empty(), transitions(step), now));
                case 0 -> new StepEvent.Failed(current, Map.of(), FailureKind.PLATFORM, StepError.of("p"), now);
                case 1 -> new StepEvent.Failed(current, Map.of(), FailureKind.USER, StepError.of("u"), now);
                case 2 -> new StepEvent.Parked(current, Map.of(), "job", now, now);
                case 3 ->
                    random.nextInt(4) == 0
                            ? new StepEvent.Broke(current, Map.of(), StepError.of("b"), now)
                            : new StepEvent.Failed(current, Map.of(), FailureKind.FATAL, StepError.of("f"), now);
                default ->
                    new StepEvent.Succeeded(current, Map.of(), Optional.of(JavaValue.of(step)), transitions(step), now);
            };
        }

        private Map<StepId, Boolean> transitions(int step) {
            var outcomes = new HashMap<StepId, Boolean>();
            for (int edge = 0; edge < plan.graph().successorCount(step); edge++) {
                boolean free = !(plan.graph().predicate(step, edge) instanceof Predicate.Always);
                outcomes.put(plan.graph().id(plan.graph().successor(step, edge)), !free || random.nextBoolean());
            }
            return outcomes;
        }

        private StepEvent anyEvent() {
            int attempt = 1 + random.nextInt(4);
            var kinds = Timer.Kind.values();
            return switch (random.nextInt(3)) {
                case 0 -> new StepEvent.TimerFired(kinds[random.nextInt(kinds.length)], attempt, now);
                case 1 -> new StepEvent.ConditionsKnown(NEVER_MADE, Map.of(), Map.of(), now);
                default -> new StepEvent.Failed(NEVER_MADE, Map.of(), FailureKind.USER, StepError.of("stale"), now);
            };
        }

        private Map<String, StepStatus> statuses() {
            var statuses = new HashMap<String, StepStatus>();
            machine.attempts()
                    .forEach(attempt -> statuses.put(attempt.step() + "#" + attempt.attempt(), attempt.status()));
            return statuses;
        }

        private void check(Map<String, StepStatus> before) {
            var attempts = machine.attempts();
            statuses().forEach((attempt, status) -> {
                var was = before.getOrDefault(attempt, StepStatus.NOT_CREATED);
                boolean mayFallBack = (was == StepStatus.FINISHING && status == StepStatus.RUNNING)
                        || (was == StepStatus.RUNNING && status == StepStatus.CREATED);
                if (!mayFallBack) {
                    assertThat(status).as("%s was %s", attempt, was).isGreaterThanOrEqualTo(was);
                }
                if (was.isTerminal()) {
                    assertThat(status).as("%s", attempt).isEqualTo(was);
                }
            });
            assertThat(attempts)
                    .allSatisfy(attempt ->
                            assertThat(attempt.attempt()).isLessThanOrEqualTo(1 + 3 * retryLimit + toldToRunAgain));
            boolean open = attempts.stream()
                    .anyMatch(attempt ->
                            !attempt.status().isTerminal() || attempt.status().isRetried());
            assertThat(machine.run().status().isTerminal())
                    .as("over, with %s", attempts)
                    .isEqualTo(!open);
            assertThat(machine.run()).as("the run's row").isEqualTo(row);
            var folded = RunMachine.folded(plan, row, List.copyOf(rows.values()));
            assertThat(folded.run()).isEqualTo(row);
            assertThat(folded.attempts())
                    .as("the fold of the facts")
                    .isEqualTo(attempts.stream()
                            .flatMap(attempt -> newestRecorded(attempt).stream())
                            .toList());
        }

        /** An attempt that runs is not recorded; the one before it may be. */
        private Optional<StepAttempt> newestRecorded(StepAttempt newest) {
            for (int attempt = newest.attempt(); attempt > 0; attempt--) {
                var recorded = rows.get(newest.step() + "#" + attempt);
                if (recorded != null) {
                    return Optional.of(recorded);
                }
            }
            return Optional.empty();
        }
    }
}
