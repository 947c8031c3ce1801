package io.maestro.test.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Children;
import io.maestro.run.Fact;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.WakeUp;
import io.maestro.store.Commit;
import io.maestro.store.NewRun;
import io.maestro.store.RunEnd;
import io.maestro.store.RunQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random commits and questions, to which a store must answer as the model does. */
abstract class ModelContract extends ConcurrencyContract {

    /** A seed to run again: {@code -Dmaestro.seed=...}. */
    private static final String SEED = "maestro.seed";

    @Test
    void a_store_answers_as_its_model_does() {
        long seed = Long.getLong(SEED, System.nanoTime());
        System.out.println("the seed of the store's model is " + seed);
        var random = new Random(seed);
        var play = new Play(this, random);
        for (int round = 0; round < 40; round++) {
            play.commit("seed " + seed + ", round " + round);
            if (round % 5 == 4) {
                play.purge("seed " + seed + ", round " + round);
            }
            if (round % 8 == 7) {
                play.compare("seed " + seed + ", round " + round);
            }
        }
    }

    /** A store and its model side by side. */
    private static final class Play {
        private final StoreTests tests;
        private final Random random;
        private final RandomFacts facts;
        private final Model model = new Model();
        private final Map<RunId, Map<StepId, Integer>> lastAttempts = new HashMap<>();

        Play(StoreTests tests, Random random) {
            this.tests = tests;
            this.random = random;
            this.facts = new RandomFacts(random, tests.store().values());
        }

        void commit(String where) {
            var commit = new Commit(newRuns(), facts());
            assertEquals(model.commit(commit), tests.store().commit(commit), where);
        }

        /** The random facts are of runs that nothing is below. */
        void purge(String where) {
            var workflow = random.nextInt(4) == 0 ? body() : workflow();
            var ends = model.ends(workflow);
            int kept = random.nextInt(ends.size() + 2);
            var through = kept < ends.size() ? Optional.of(ends.get(ends.size() - 1 - kept)) : Optional.<RunEnd>empty();
            assertEquals(through, tests.store().endAfter(workflow, kept), where);
            through.ifPresent(last -> {
                wake(ends.stream().filter(end -> end.compareTo(last) <= 0).toList(), where);
                assertEquals(earliest(ends, last), tests.purge(workflow, last, 3), where);
                ends.stream()
                        .filter(end -> end.compareTo(last) <= 0)
                        .map(RunEnd::runId)
                        .forEach(model::purge);
            });
        }

        /** Whoever records that a run has ended records that it does not sleep any more. */
        private void wake(List<RunEnd> ended, String where) {
            var wakeUps = new ArrayList<Fact>();
            for (var end : ended) {
                for (long number = 1; number <= end.runId().run(); number++) {
                    var run = new RunId(end.runId().workflow(), end.runId().instance(), number);
                    model.run(run).ifPresent(row -> wakeUps.add(new WakeUp(run, Optional.empty())));
                }
            }
            var commit = new Commit(List.of(), wakeUps);
            assertEquals(model.commit(commit), tests.store().commit(commit), where);
        }

        private static Optional<Instant> earliest(List<RunEnd> ends, RunEnd last) {
            return ends.stream()
                    .filter(end -> end.compareTo(last) > 0)
                    .findFirst()
                    .map(RunEnd::at);
        }

        private List<NewRun> newRuns() {
            var newRuns = new ArrayList<NewRun>();
            for (int i = random.nextInt(6); i > 0; i--) {
                newRuns.add(facts.newRun(key()));
            }
            return newRuns;
        }

        private NewRun.Key key() {
            return switch (random.nextInt(4)) {
                case 0 -> new NewRun.NextInstance(workflow(), Optional.empty());
                case 1 -> new NewRun.NextInstance(workflow(), Optional.of("request " + random.nextInt(30)));
                case 2 -> restarted();
                default -> new NewRun.Numbered(new RunId(body(), 1 + random.nextInt(20), 1 + random.nextInt(2)));
            };
        }

        private NewRun.Key restarted() {
            var workflow = workflow();
            var newest = model.newest(workflow, 1 + random.nextInt(9));
            return newest.<NewRun.Key>map(run -> new NewRun.Restarted(
                            new RunId(
                                    workflow,
                                    run.runId().instance(),
                                    run.runId().run() + 1),
                            "request " + random.nextInt(30)))
                    .orElseGet(() -> new NewRun.NextInstance(workflow, Optional.empty()));
        }

        private WorkflowId workflow() {
            return new WorkflowId(random.nextBoolean() ? "alpha" : "Beta");
        }

        private WorkflowId body() {
            return new WorkflowId(random.nextBoolean() ? "body_1" : "body.1");
        }

        private List<Fact> facts() {
            var known = model.runIds();
            var some = new ArrayList<Fact>();
            for (int i = known.isEmpty() ? 0 : random.nextInt(12); i > 0; i--) {
                var run = known.get(random.nextInt(known.size()));
                some.add(
                        switch (random.nextInt(5)) {
                            case 0 -> facts.changed(model.run(run).orElseThrow());
                            case 1 -> facts.wakeUp(run);
                            default -> attempt(run);
                        });
            }
            return some;
        }

        private StepAttempt attempt(RunId run) {
            var step = new StepId("step" + random.nextInt(3));
            var last = lastAttempts.computeIfAbsent(run, id -> new HashMap<>());
            int attempt = last.merge(step, random.nextInt(2), Integer::sum);
            last.put(step, Math.max(1, attempt));
            return facts.attempt(run, step, Math.max(1, attempt));
        }

        void compare(String where) {
            var store = tests.store();
            for (var run : model.runIds()) {
                assertEquals(model.run(run), store.run(run), where);
                assertEquals(model.attempts(run), store.attempts(run), where);
                assertEquals(
                        model.newest(run.workflow(), run.instance()),
                        store.newest(run.workflow(), run.instance()),
                        where);
                var step = new StepId("step1");
                assertEquals(model.newestBefore(run, step), store.newestBefore(run, step), where);
            }
            for (var workflow : workflows()) {
                assertEquals(model.lastRun(workflow), store.lastRun(workflow), where);
                var after = random.nextBoolean() ? Optional.of(new RunId(workflow, 3, 1)) : Optional.<RunId>empty();
                assertEquals(model.unfinished(workflow, after, 7), store.unfinished(workflow, after, 7), where);
                var page = model.sleeping(workflow, Optional.empty(), 5);
                assertEquals(page, store.sleeping(workflow, Optional.empty(), 5), where);
                if (!page.isEmpty()) {
                    var last = Optional.of(page.getLast());
                    assertEquals(model.sleeping(workflow, last, 5), store.sleeping(workflow, last, 5), where);
                }
                for (int run = 1; run <= 2; run++) {
                    compare(iterations(workflow, run, Optional.empty()), where);
                }
                compare(iterations(workflow, 2, Optional.of(kept())), where);
                compare(again(iterations(workflow, 1, Optional.empty())), where);
                compare(again(iterations(workflow, 2, Optional.of(kept()))), where);
            }
            for (int i = 0; i < 10; i++) {
                var query = query();
                assertEquals(model.runs(query), store.runs(query), where);
            }
        }

        private static Children.Iterations iterations(WorkflowId workflow, long run, Optional<Children.Kept> kept) {
            return new Children.Iterations(workflow, run, -1, List.of(), Rollup.none(), kept);
        }

        private Children.Iterations again(Children.Iterations loop) {
            var again = Optional.of(new Children.Again(1 + random.nextInt(20), loop.run() + 1, loop.run() + 1));
            return new Children.Iterations(
                    loop.workflow(), loop.run(), loop.total(), loop.items(), loop.rollup(), loop.kept(), again);
        }

        private Children.Kept kept() {
            return switch (random.nextInt(3)) {
                case 0 -> new Children.Kept.Succeeded(1);
                case 1 -> new Children.Kept.AllBut(1, 1 + random.nextInt(20));
                default -> new Children.Kept.Before(1, 1 + random.nextInt(20));
            };
        }

        private void compare(Children.Iterations iterations, String where) {
            var store = tests.store();
            assertEquals(model.children(iterations), store.children(iterations), where);
            var shown = new ArrayList<StepAttempt>();
            store.attemptsOf(iterations, new StepId("step1"), shown::add);
            assertEquals(model.attemptsOf(iterations, new StepId("step1")), shown, where);
        }

        private Set<WorkflowId> workflows() {
            var workflows = new HashSet<WorkflowId>();
            model.runIds().forEach(run -> workflows.add(run.workflow()));
            return workflows;
        }

        private RunQuery query() {
            var known = model.runIds();
            var statuses = new HashSet<RunStatus>();
            for (int i = random.nextInt(4); i > 0; i--) {
                statuses.add(facts.status());
            }
            return new RunQuery(
                    random.nextBoolean() ? Optional.of(workflow()) : Optional.empty(),
                    statuses,
                    random.nextBoolean() && !known.isEmpty()
                            ? Optional.of(known.get(random.nextInt(known.size())))
                            : Optional.empty(),
                    1 + random.nextInt(20));
        }
    }
}
