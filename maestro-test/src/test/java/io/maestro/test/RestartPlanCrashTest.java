package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.StepId;
import io.maestro.error.MaestroException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import io.maestro.run.RunStatus;
import io.maestro.step.StepBody;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;

/** A process that dies at any commit while an instance goes on in another version changes nothing of what it comes to. */
class RestartPlanCrashTest {

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
            return context.stepId() + " of " + context.runId().run();
        };
    }

    /** An instance of the first version has failed at step k. */
    private Store failed() {
        var rows = Stores.inMemory();
        try (var maestro = engine(rows)) {
            var run = maestro.register(Flow.of("w")
                            .step("a", body())
                            .step("x", body())
                            .after("a")
                            .step("k", context -> {
                                throw new IllegalStateException("broken");
                            })
                            .after("x")
                            .step("d", body())
                            .after("k"))
                    .start();
            clock.awaitEnd(run);
        }
        return rows;
    }

    private Flow next() {
        return Flow.of("w")
                .runParam("region", ParamDefinition.literal(ParamValue.of("us")))
                .step("a", body())
                .step("n", body())
                .after("a")
                .step("k", context -> {
                    ran.add(context.runId() + "/k#" + context.attempt());
                    return context.output(new StepId("a")) + ", " + context.output(new StepId("n"));
                })
                .after("n")
                .step("d", body())
                .after("k");
    }

    /** One life of a process that has the instance go on in the next version; false if the process died. */
    private boolean live(FaultyStore store) {
        try (var maestro = engine(store)) {
            maestro.register(next());
            var first = maestro.find(maestro.runs(RunQuery.of("w")).getLast().runId())
                    .orElseThrow();
            var second = first.restart(
                    RestartRequest.fromIncomplete().version("latest").requestId("once"));
            clock.runUntil(() -> store.isCrashed() || second.status().isTerminal());
            return second.status().isTerminal();
        } catch (MaestroException e) {
            if (!store.isCrashed()) {
                throw e;
            }
            return false;
        }
    }

    private String told(Store rows) {
        try (var maestro = engine(rows)) {
            maestro.register(next());
            var runs = maestro.runs(RunQuery.of("w"));
            assertThat(runs).hasSize(2);
            var run = maestro.find(runs.getFirst().runId()).orElseThrow();
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.run().version()).isEqualTo(2);
            return told(run);
        }
    }

    private static String told(RunHandle run) {
        return run.instance() + " " + run.rollup() + " "
                + run.steps().stream()
                        .map(step -> step.step() + " " + step.status() + " "
                                + step.returned().orElseThrow().value())
                        .toList();
    }

    private void crashAtEveryCommit(ObjIntConsumer<FaultyStore> crash) {
        boolean crashed = true;
        for (int commit = 1; crashed; commit++) {
            assertThat(commit).isLessThan(MORE_THAN_ANY_RUN_COMMITS);
            var rows = failed();
            var faulty = new FaultyStore(rows);
            crash.accept(faulty, commit);
            live(faulty);
            crashed = faulty.isCrashed();
            clock.settle();
            var recorded = rows.attempts(rows.runs(RunQuery.of("w")).getFirst().runId()).stream()
                    .filter(attempt -> attempt.status().isTerminal())
                    .map(attempt -> attempt.runId() + "/" + attempt.step() + "#" + attempt.attempt())
                    .toList();
            ran.clear();

            assertThat(live(new FaultyStore(rows))).as("crash at %s", commit).isTrue();

            assertThat(ran).as("crash at %s: ran again", commit).noneMatch(recorded::contains);
            assertThat(told(rows))
                    .as("crash at %s", commit)
                    .contains("k SUCCEEDED a of 1, n of 2")
                    .contains("SUCCEEDED=4");
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
