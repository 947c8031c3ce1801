package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.definition.RetryPolicy;
import io.maestro.param.ParamValue;
import io.maestro.run.FailureKind;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.step.StepBody;
import io.maestro.step.StepFailedException;
import io.maestro.store.RunQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that dies at any commit while something is restarted in a run that goes on neither loses the restart nor does it twice. */
class InRunRestartCrashTest {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    /**
     * A run in which something is restarted before it has ended.
     *
     * @param name for people
     * @param flow the workflow
     * @param restart restarts something in its run
     */
    record Scenario(String name, Function<MaestroTestKit, Flow> flow, Consumer<RunHandle> restart) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static RestartRequest once() {
        return RestartRequest.fromIncomplete().requestId("once");
    }

    static Stream<Scenario> scenarios() {
        return Stream.of(
                new Scenario(
                        "an iteration",
                        InRunRestartCrashTest::foreach,
                        run -> run.child("f", 1).orElseThrow().restart(once())),
                new Scenario(
                        "a step of an iteration, with params",
                        InRunRestartCrashTest::foreach,
                        run -> run.child("f", 1)
                                .orElseThrow()
                                .restartStep("k", once().stepParams("k", Map.of("v", 7)))),
                new Scenario(
                        "a step, with params",
                        InRunRestartCrashTest::steps,
                        run -> run.restartStep("k", once().stepParams("k", Map.of("v", 7)))),
                new Scenario(
                        "a step that is passed over",
                        InRunRestartCrashTest::steps,
                        run -> run.restartStep("k", once().skipping("k"))));
    }

    private static Flow foreach(MaestroTestKit kit) {
        var each = Flow.of("each")
                .step("k", body(kit))
                .retry(RetryPolicy.fixed(1, PAUSE))
                .param("v", ParamValue.of(1));
        return Flow.of("w")
                .foreach("f", 2, Map.of("i", new ParamValue.LongArray(List.of(1L, 2L, 3L))), each)
                .step("d", body(kit))
                .after("f");
    }

    private static Flow steps(MaestroTestKit kit) {
        return Flow.of("w")
                .step("g", body(kit))
                .retry(RetryPolicy.fixed(1, PAUSE))
                .step("k", body(kit))
                .param("v", ParamValue.of(1))
                .step("d", body(kit))
                .after("k");
    }

    /** Step k fails for good until it is restarted, in the first iteration; what else begins first fails once and is tried later. */
    private static StepBody<Object> body(MaestroTestKit kit) {
        return context -> {
            boolean first = context.runId().run() == 1 && context.attempt() == 1;
            boolean failing =
                    context.stepId().value().equals("k") && context.runId().instance() == 1;
            if (first && failing) {
                awaitNeighbour(context.runId(), kit);
                throw new StepFailedException(FailureKind.FATAL, "first try");
            }
            boolean late =
                    context.stepId().value().equals("g") || context.runId().instance() == 2;
            if (first && late) {
                throw new IllegalStateException("not yet");
            }
            return context.stepId() + " of " + context.runId().run();
        };
    }

    /** A loop begins no further iteration when one has failed, so the second must have begun before the first fails. */
    private static void awaitNeighbour(RunId failing, MaestroTestKit kit) {
        var second = new RunId(failing.workflow(), 2, 1);
        while (!failing.workflow().value().equals("w")
                && kit.maestro().find(second).isEmpty()) {
            Thread.onSpinWait();
        }
    }

    /** Whoever asks when what failed is about to be known is told to ask again. */
    private static void restart(Scenario scenario, MaestroTestKit kit, RunHandle run) {
        boolean done = false;
        while (!done) {
            try {
                scenario.restart().accept(run);
                done = true;
            } catch (RestartRefusedException e) {
                assertThat(e).hasMessageContaining("ask again");
                kit.clock().settle();
            }
        }
    }

    private static boolean hasFailed(RunHandle run) {
        return Bench.attempts(run, "k").stream()
                        .anyMatch(attempt -> attempt.status().isTerminal())
                || run.child("f", 1)
                        .filter(child -> !Bench.attempts(child, "k").isEmpty()
                                && (child.status().isTerminal() || child.id().run() > 1))
                        .isPresent();
    }

    /** Tells what became of the run and those below it. */
    private static String told(Maestro maestro) {
        return maestro.runs(RunQuery.all().limit(100)).stream()
                .map(row ->
                        row.runId() + " " + row.status() + " " + row.rollup().counts()
                                + maestro.find(row.runId()).orElseThrow().attempts().stream()
                                        .map(InRunRestartCrashTest::told)
                                        .sorted()
                                        .toList())
                .toList()
                .toString();
    }

    private static String told(StepAttempt attempt) {
        return attempt.step() + "#" + attempt.attempt() + " " + attempt.status() + " "
                + attempt.returned().map(value -> value.value().toString()).orElse("") + " "
                + attempt.params().values().stream()
                        .map(param -> param.value().toString())
                        .toList();
    }

    /** That no step is done again whose outcome was recorded, the kit verifies. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void a_crash_around_any_commit_changes_nothing_in_the_end(Scenario scenario) {
        var ends = new ArrayList<String>();
        MaestroTestKit.builder().with(engine -> engine.napLimit(Duration.ZERO)).crashAtEveryCommit(kit -> {
            var run = kit.maestro().register(scenario.flow().apply(kit)).start();
            kit.clock().waitUntil(() -> hasFailed(run));
            restart(scenario, kit, run);
            kit.clock().awaitEnd(run);

            ends.add(told(kit.maestro()));
            assertThat(ends.getLast()).contains("w:1:1 SUCCEEDED").isEqualTo(ends.getFirst());
        });
        assertThat(ends).hasSizeGreaterThan(1);
    }
}
