package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Maestro;
import io.maestro.Stores;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random workflows whose steps have bodies of their own, nested up to three deep and with cycles in all of them, come to what the
 * rules say, attempt for attempt and at the very same times, and however often the process dies.
 */
class NestedPropertyTest {

    private static final int WORKFLOWS = 2_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void an_engine_does_what_the_rules_say(long seed) {
        var failures = LongStream.of(seeds(seed))
                .parallel()
                .mapToObj(NestedPropertyTest::failure)
                .flatMap(Optional::stream);

        assertThat(failures.toList()).isEmpty();
    }

    /** Returns the seeds of the workflows, or only the one that {@code -Dmaestro.seed} says: that of a workflow that failed. */
    private static long[] seeds(long seed) {
        @Nullable Long only = Long.getLong("maestro.seed");
        return only == null ? new Random(seed).longs(WORKFLOWS).toArray() : new long[] {only};
    }

    private static Optional<String> failure(long seed) {
        try {
            new Play(seed).check();
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            return Optional.of("workflow with seed " + seed + ": " + e);
        }
    }

    /** A random workflow, and the store that outlives its processes. */
    private static final class Play {
        private final Random random;
        private final Script script;
        private final Shape shape;
        private final Store rows = Stores.inMemory();
        private final Staging staging;
        private final VirtualClock clock = VirtualClock.create();
        private final Instant start = clock.instant();

        /** In every other workflow runs leave memory whenever they only wait for a time, in the others they never do. */
        private final Duration napLimit;

        Play(long seed) {
            this.random = new Random(seed);
            this.script = new Script(random.nextLong());
            this.shape = Shape.random(random);
            this.staging = new Staging(shape, script, rows);
            this.napLimit = seed % 2 == 0 ? Duration.ZERO : Duration.ofDays(100);
        }

        void check() {
            if (!isReducible(shape)) {
                assertThatThrownBy(() -> live(0)).isInstanceOf(InvalidDefinitionException.class);
                return;
            }
            var expected = new TreeMap<String, List<String>>();
            try {
                new Reference(script).tell(shape, "", 0).tellInto(expected);
            } catch (Reference.TooLong e) {
                return;
            }
            int crashes = random.nextInt(4);
            while (!live(crashes)) {
                crashes--;
            }

            assertThat(difference(expected, told())).as(shape::toString).isEmpty();
        }

        private static String difference(Map<String, List<String>> expected, Map<String, List<String>> told) {
            var paths = new TreeSet<>(expected.keySet());
            paths.addAll(told.keySet());
            return paths.stream()
                    .filter(path -> !Objects.equals(expected.get(path), told.get(path)))
                    .map(path -> "run '" + path + "' should be " + expected.get(path) + " but is " + told.get(path))
                    .collect(Collectors.joining("\n"));
        }

        private static boolean isReducible(Shape shape) {
            return new ShapeGraph(shape).isReducible()
                    && shape.steps().stream().allMatch(step -> switch (step.kind()) {
                        case Shape.Work work -> true;
                        case Shape.Foreach foreach -> isReducible(foreach.body());
                        case Shape.While loop -> isReducible(loop.body());
                        case Shape.Subworkflow subworkflow -> isReducible(subworkflow.body());
                    });
        }

        /** Lets an engine run until all has ended, or until it dies if it is to. */
        private boolean live(int crashes) {
            var store = new FaultyStore(rows);
            if (crashes > 0) {
                int commit = 1 + random.nextInt(12);
                if (random.nextBoolean()) {
                    store.crashBefore(commit);
                } else {
                    store.crashAfter(commit);
                }
            }
            try (var maestro = Maestro.builder()
                    .time(clock)
                    .store(store)
                    .stepType(Staging.STEP_TYPE, staging.work())
                    .drainLimit(Duration.ZERO)
                    .napLimit(napLimit)
                    .build()) {
                live(maestro, store);
            }
            clock.settle();
            return !store.isCrashed();
        }

        private void live(Maestro maestro, FaultyStore store) {
            try {
                staging.registerWith(maestro);
                if (rows.runs(RunQuery.of(Staging.WORKFLOW)).isEmpty()) {
                    maestro.start(Staging.WORKFLOW);
                }
                clock.runUntil(() -> store.isCrashed() || allHaveEnded());
            } catch (StoreException e) {
                if (!store.isCrashed()) {
                    throw e;
                }
            }
        }

        private boolean allHaveEnded() {
            return runs().stream().allMatch(run -> run.status().isTerminal());
        }

        private List<WorkflowRun> runs() {
            return rows.runs(RunQuery.all().limit(RunQuery.MAX_LIMIT));
        }

        private Map<String, List<String>> told() {
            var told = new TreeMap<String, List<String>>();
            for (var run : runs()) {
                var lines = new ArrayList<String>();
                rows.attempts(run.runId()).forEach(attempt -> lines.add(line(attempt)));
                lines.sort(null);
                lines.add(Tale.line(run.status(), sinceStart(run.startedAt()), sinceStart(run.endedAt())));
                told.put(staging.path(run), lines);
            }
            return told;
        }

        private String line(StepAttempt attempt) {
            return Tale.line(
                    attempt.step().value(),
                    attempt.attempt(),
                    attempt.visit(),
                    attempt.status(),
                    sinceStart(attempt.startedAt()),
                    sinceStart(attempt.endedAt()));
        }

        private long sinceStart(Optional<Instant> time) {
            return time.map(at -> Duration.between(start, at).toNanos()).orElse(Tale.NEVER);
        }
    }
}
