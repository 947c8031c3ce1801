package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.ForkRequest;
import io.maestro.Maestro;
import io.maestro.Stores;
import io.maestro.error.MaestroException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.step.StepBody;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A process that dies at any commit while a run is forked changes nothing of what the fork comes to, nor of the run. */
class ForkCrashTest {

    private static final int MORE_THAN_ANY_RUN_COMMITS = 50;

    private final VirtualClock clock = VirtualClock.create();
    private final Set<String> ran = ConcurrentHashMap.newKeySet();

    private Maestro engine(Store rows) {
        return Maestro.builder()
                .time(clock)
                .store(rows)
                .drainLimit(Duration.ZERO)
                .napLimit(Duration.ZERO)
                .build();
    }

    private StepBody<Object> body() {
        return context -> {
            ran.add(context.runId() + "/" + context.stepId() + "#" + context.attempt());
            return context.stepId() + " of " + context.runId().instance();
        };
    }

    private Flow flow() {
        return Flow.of("w")
                .step("a", body())
                .foreach(
                        "f",
                        1,
                        Map.of("i", new ParamValue.LongArray(List.of(1L, 2L))),
                        Flow.of("each")
                                .step("k", body())
                                .param("square", ParamDefinition.expression(ParamType.LONG, "i * i")))
                .after("a")
                .step("b", body())
                .param(
                        "squares",
                        ParamDefinition.expression(ParamType.LONG_ARRAY, "params.getFromForeach('f', 'k', 'square')"))
                .after("f")
                .step("c", body())
                .after("b");
    }

    private Store done() {
        var rows = Stores.inMemory();
        try (var maestro = engine(rows)) {
            clock.awaitEnd(maestro.register(flow()).start());
        }
        return rows;
    }

    private static List<WorkflowRun> runs(Store rows) {
        return rows.runs(RunQuery.of("w"));
    }

    /** One life of a process that forks the run; false if the process died. */
    private boolean live(FaultyStore store) {
        try (var maestro = engine(store)) {
            maestro.register(flow());
            var source = maestro.find(runs(store).getLast().runId()).orElseThrow();
            var fork = source.fork(ForkRequest.from("b").requestId("once"));
            clock.runUntil(() -> store.isCrashed() || fork.status().isTerminal());
            return fork.status().isTerminal();
        } catch (MaestroException e) {
            if (!store.isCrashed()) {
                throw e;
            }
            return false;
        }
    }

    private static List<String> ended(Store rows, RunId run) {
        return rows.attempts(run).stream()
                .filter(attempt -> attempt.status().isTerminal())
                .map(attempt -> attempt.runId() + "/" + attempt.step() + "#" + attempt.attempt())
                .toList();
    }

    private static Stream<String> steps(List<StepAttempt> attempts) {
        return attempts.stream().map(attempt -> attempt.step().value());
    }

    private void requireWhole(Store rows) {
        assertThat(runs(rows)).hasSize(2);
        try (var maestro = engine(rows)) {
            maestro.register(flow());
            var fork = maestro.find(runs(rows).getFirst().runId()).orElseThrow();
            assertThat(fork.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(steps(fork.takenOver())).containsExactly("a", "f");
            assertThat(steps(fork.attempts())).containsExactly("b", "c");
            assertThat(String.valueOf(
                            Bench.attempts(fork, "b").getLast().params().get("squares")))
                    .contains("1, 4");
            assertThat(fork.child("f", 2).orElseThrow().output("k", String.class))
                    .contains("k of 2");
        }
    }

    private void crashAtEveryCommit(ObjIntConsumer<FaultyStore> crash) {
        boolean crashed = true;
        for (int commit = 1; crashed; commit++) {
            assertThat(commit).isLessThan(MORE_THAN_ANY_RUN_COMMITS);
            var rows = done();
            var source = runs(rows).getLast().runId();
            var before = List.of(rows.run(source), rows.attempts(source));
            ran.clear();
            var faulty = new FaultyStore(rows);
            crash.accept(faulty, commit);
            live(faulty);
            crashed = faulty.isCrashed();
            clock.settle();
            var recorded = ended(rows, runs(rows).getFirst().runId());
            ran.clear();

            assertThat(live(new FaultyStore(rows))).as("crash at %s", commit).isTrue();

            assertThat(ran).as("crash at %s: ran again", commit).noneMatch(recorded::contains);
            assertThat(ran).as("crash at %s: taken over", commit).noneMatch(begun -> begun.contains("/a#"));
            assertThat(List.of(rows.run(source), rows.attempts(source)))
                    .as("crash at %s", commit)
                    .isEqualTo(before);
            requireWhole(rows);
        }
    }

    @Test
    void a_crash_right_before_any_commit_changes_nothing_in_the_end() {
        crashAtEveryCommit(FaultyStore::crashBefore);
    }

    @Test
    void a_crash_right_after_any_commit_changes_nothing_in_the_end() {
        crashAtEveryCommit(FaultyStore::crashAfter);
    }
}
