package io.maestro.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.FailureMode;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.StepId;
import io.maestro.definition.Transition;
import io.maestro.definition.WorkflowId;
import io.maestro.run.DefinitionRef;
import io.maestro.run.DroppedVisits;
import io.maestro.run.Fact;
import io.maestro.run.FailureKind;
import io.maestro.run.Initiator;
import io.maestro.run.PermitClaim;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowRun;
import io.maestro.store.NewRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random graphs, with and without cycles, come to what the rules say, in whatever order their steps end, and across crashes. */
class GraphPropertyTest {

    private static final int GRAPHS = 10_000;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void the_machine_does_what_the_rules_say(long seed) {
        var random = new Random(seed);
        int looped = 0;
        for (int i = 0; i < GRAPHS; ) {
            long graphSeed = random.nextLong();
            try {
                var play = new Play(graphSeed);
                if (play.plan.graph().tangle().isEmpty()) {
                    play.check();
                    looped += play.plan.graph().loops().isEmpty() ? 0 : 1;
                    i++;
                }
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("graph with seed " + graphSeed + ": " + e, e);
            }
        }
        assertThat(looped).isGreaterThan(GRAPHS / 5);
    }

    /** A random graph and what happens in it. */
    private static final class Play implements ReferenceRun.Script {
        private final Random random;
        private final long script;
        private final int[][] successors;
        private final int[] maxPasses;
        private final boolean[] conditional;
        private final boolean[] ignoring;
        private final RunPlan plan;
        private final Map<String, StepAttempt> rows = new LinkedHashMap<>();

        /** What a store that drops old visits keeps of the rows: all that there is after a crash. */
        private final Map<String, StepAttempt> kept = new LinkedHashMap<>();

        private final List<Command.StartWork> working = new ArrayList<>();
        private RunMachine machine;
        private WorkflowRun row;

        Play(long seed) {
            this.random = new Random(seed);
            this.script = random.nextLong();
            int size = 1 + random.nextInt(9);
            this.successors = new int[size][];
            this.maxPasses = new int[size];
            this.conditional = new boolean[size];
            this.ignoring = new boolean[size];
            double forward = 0.15 + random.nextDouble() * 0.35;
            double back = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.15;
            var steps = new Steps();
            for (int step = 0; step < size; step++) {
                int number = step;
                var to = new ArrayList<Integer>();
                for (int other = 0; other < size; other++) {
                    if (random.nextDouble() < (other > step ? forward : back)) {
                        to.add(other);
                    }
                }
                successors[step] = to.stream().mapToInt(Integer::intValue).toArray();
                maxPasses[step] = 1 + random.nextInt(3);
                conditional[step] = random.nextInt(4) != 0;
                ignoring[step] = random.nextInt(4) == 0;
                var predicates = new LinkedHashMap<String, Predicate>();
                for (int other : to) {
                    predicates.put(id(other), conditional[step] ? new Predicate.Code() : Predicate.always());
                }
                steps.step(
                        id(step),
                        ignoring[step] ? FailureMode.IGNORE_FAILURE : FailureMode.FAIL_AFTER_RUNNING,
                        RetryPolicy.none(),
                        Duration.ofDays(10),
                        predicates,
                        transition -> transition.atMost(maxPasses[number]).keeping(Transition.MIN_KEPT_VISITS));
            }
            this.plan = steps.plan();
            var workflow = new WorkflowId("w");
            this.row = new NewRun(
                            new NewRun.NextInstance(workflow, Optional.empty()),
                            DefinitionRef.whole(workflow, 1),
                            Initiator.unknown(),
                            Map.of(),
                            NOW)
                    .row(new RunId(workflow, 1, 1));
            this.machine = plan.graph().tangle().isPresent() ? nothing() : RunMachine.fresh(plan, row);
        }

        private RunMachine nothing() {
            return RunMachine.fresh(new Steps().plan(), row);
        }

        private static String id(int step) {
            return "s" + step;
        }

        @Override
        public StepStatus end(int step, int visit) {
            if (Objects.hash(script, step, visit, "ends") % 9 == 0) {
                return ignoring[step] ? StepStatus.COMPLETED_WITH_ERROR : StepStatus.FATALLY_FAILED;
            }
            return StepStatus.SUCCEEDED;
        }

        @Override
        public boolean holds(int step, int successor, int visit) {
            return !conditional[step] || Objects.hash(script, step, successor, visit) % 2 == 0;
        }

        @Override
        public boolean ignoresFailure(int step) {
            return ignoring[step];
        }

        void check() {
            var expected = new ReferenceRun(successors, maxPasses, this).statuses();
            take(new RunEvent.Started(NOW));
            int crashes = random.nextInt(3);
            while (!working.isEmpty()) {
                if (crashes > 0 && random.nextInt(6) == 0) {
                    crashes--;
                    crash();
                } else {
                    end(working.remove(random.nextInt(working.size())));
                }
            }

            assertThat(statuses()).as(this::told).isEqualTo(expected);
            assertThat(row.status()).as(this::told).isEqualTo(outcome(expected));
        }

        private static RunStatus outcome(Map<Integer, List<StepStatus>> statuses) {
            return statuses.values().stream().anyMatch(list -> list.contains(StepStatus.FATALLY_FAILED))
                    ? RunStatus.FAILED
                    : RunStatus.SUCCEEDED;
        }

        private void crash() {
            working.clear();
            machine = RunMachine.folded(plan, row, List.copyOf(kept.values()));
            take(new RunEvent.Resumed(NOW));
        }

        private void end(Command.StartWork work) {
            int step = work.step();
            int visit = work.current().visit();
            var event = end(step, visit) == StepStatus.SUCCEEDED
                    ? new StepEvent.Succeeded(work.current(), Map.of(), Optional.empty(), transitions(step, visit), NOW)
                    : new StepEvent.Failed(work.current(), Map.of(), FailureKind.USER, StepError.of("no"), NOW);
            take(new RunEvent.OfStep(step, event));
        }

        private Map<StepId, Boolean> transitions(int step, int visit) {
            var transitions = new LinkedHashMap<StepId, Boolean>();
            for (int successor : successors[step]) {
                transitions.put(new StepId(id(successor)), holds(step, successor, visit));
            }
            return transitions;
        }

        private void take(RunEvent event) {
            var decision = machine.decide(event);
            decision.facts().forEach(this::record);
            decision.dropped().forEach(this::drop);
            for (var command : decision.commands()) {
                switch (command) {
                    case Command.StartWork start -> working.add(start);
                    case Command.EvaluateConditions c ->
                        take(new RunEvent.OfStep(
                                c.step(),
                                new StepEvent.ConditionsKnown(
                                        c.current(),
                                        Map.of(),
                                        transitions(c.step(), c.current().visit()),
                                        NOW)));
                    default -> {}
                }
            }
        }

        private void record(Fact fact) {
            switch (fact) {
                case WorkflowRun run -> row = run;
                case StepAttempt attempt -> {
                    rows.put(attempt.step() + "#" + attempt.attempt(), attempt);
                    kept.put(attempt.step() + "#" + attempt.attempt(), attempt);
                }
                case PermitClaim claim -> throw new AssertionError("no step here falls under a limit: " + claim);
                case WakeUp wakeUp -> throw new AssertionError("the machine does not say that it sleeps: " + wakeUp);
            }
        }

        private void drop(DroppedVisits visits) {
            kept.values()
                    .removeIf(attempt -> attempt.step().equals(visits.step()) && attempt.visit() <= visits.through());
            assertThat(visits.through()).as("no newer visit is dropped").isEqualTo(newest(visits.step()) - 2);
        }

        private int newest(StepId step) {
            return kept.values().stream()
                    .filter(attempt -> attempt.step().equals(step))
                    .mapToInt(StepAttempt::visit)
                    .max()
                    .orElseThrow();
        }

        private Map<Integer, List<StepStatus>> statuses() {
            var statuses = new TreeMap<Integer, List<StepStatus>>();
            for (var attempt : rows.values()) {
                int step = plan.graph().number(attempt.step()).orElseThrow();
                var visits = statuses.computeIfAbsent(step, id -> new ArrayList<>());
                visits.add(attempt.status());
                assertThat(attempt.visit()).as("visit of %s", attempt.step()).isEqualTo(visits.size());
            }
            return statuses;
        }

        private String told() {
            var lines = new ArrayList<String>();
            for (int step = 0; step < successors.length; step++) {
                lines.add(id(step) + " -> " + Arrays.toString(successors[step]) + " at most " + maxPasses[step]);
            }
            return String.join("; ", lines);
        }
    }
}
