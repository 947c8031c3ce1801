package io.maestro.test;

import io.maestro.RunHandle;
import io.maestro.StepHandle;
import io.maestro.definition.FailureMode;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.StepId;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.ActionResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A workflow, and what is done to its run.
 *
 * @param script what is done to the run
 * @param end what it comes to
 * @param over which attempts must not begin any more once that was acknowledged
 */
record CrashScenario(String name, Function<World, Flow> flow, Script script, String end, Predicate<String> over) {

    CrashScenario(String name, Function<World, Flow> flow, Script script, String end) {
        this(name, flow, script, end, attempt -> true);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Does something to a run; tells whether it was acknowledged. */
    interface Script {
        boolean act(World world, RunHandle run);

        static Script none() {
            return (world, run) -> false;
        }
    }

    /** Returns workflows of every kind that leaves something to go on with. */
    static Stream<CrashScenario> all() {
        return Stream.of(plain(), CompensationScenarios.all(), FailureHandlerScenarios.all())
                .flatMap(scenarios -> scenarios);
    }

    private static Stream<CrashScenario> plain() {
        return Stream.of(
                new CrashScenario(
                        "chain",
                        world -> Flow.of("w")
                                .step("a", world.body(1))
                                .step("b", world.sum("a"))
                                .after("a")
                                .step("c", world.sum("a", "b"))
                                .after("b"),
                        Script.none(),
                        """
                        SUCCEEDED
                        a: SUCCEEDED 1
                        b: SUCCEEDED 1
                        c: SUCCEEDED 2
                        """),
                new CrashScenario(
                        "fork and join",
                        world -> Flow.of("w")
                                .step("a", world.body(1))
                                .step("b", world.sum("a"))
                                .after("a")
                                .step("c", world.sum("a"))
                                .after("a")
                                .step("d", world.sum("b", "c"))
                                .after("b", "c"),
                        Script.none(),
                        """
                        SUCCEEDED
                        a: SUCCEEDED 1
                        b: SUCCEEDED 1
                        c: SUCCEEDED 1
                        d: SUCCEEDED 2
                        """),
                new CrashScenario(
                        "conditions",
                        world -> Flow.of("w")
                                .step("a", world.body(7))
                                .step("high", world.body(1))
                                .after(
                                        "a",
                                        context ->
                                                context.output(new StepId("a")).equals(7))
                                .step("low", world.body(2))
                                .after(
                                        "a",
                                        context ->
                                                !context.output(new StepId("a")).equals(7))
                                .step("lower", world.body(3))
                                .after("low")
                                .step("join", world.sum("high"))
                                .after("high", "lower"),
                        Script.none(),
                        """
                        SUCCEEDED
                        a: SUCCEEDED 7
                        high: SUCCEEDED 1
                        low: UNSATISFIED
                        lower: UNSATISFIED
                        join: SUCCEEDED 1
                        """),
                new CrashScenario(
                        "retry",
                        world -> Flow.of("w")
                                .step("a", world.failing(4))
                                .retry(RetryPolicy.exponential(5, Duration.ofMinutes(1)))
                                .step("b", world.sum("a"))
                                .after("a"),
                        Script.none(),
                        """
                        SUCCEEDED
                        a: USER_FAILED (IllegalStateException: attempt 1), USER_FAILED (IllegalStateException: attempt 2), USER_FAILED (IllegalStateException: attempt 3), SUCCEEDED 4
                        b: SUCCEEDED 4
                        """),
                new CrashScenario(
                        "retries used up",
                        world -> Flow.of("w")
                                .step("a", world.failing(9))
                                .retry(RetryPolicy.fixed(2, Duration.ofMinutes(1)))
                                .step("b", world.body(1))
                                .step("c", world.body(2))
                                .after("a", "b"),
                        Script.none(),
                        """
                        FAILED
                        a: USER_FAILED (IllegalStateException: attempt 1), USER_FAILED (IllegalStateException: attempt 2), FATALLY_FAILED (IllegalStateException: attempt 3)
                        b: SUCCEEDED 1
                        c:
                        """),
                new CrashScenario(
                        "sleep",
                        world -> Flow.of("w")
                                .typed("nap", "Sleep")
                                .param("sleep_seconds", ParamValue.of(3600))
                                .step("b", world.body(1))
                                .after("nap"),
                        Script.none(),
                        """
                        SUCCEEDED
                        nap: SUCCEEDED
                        b: SUCCEEDED 1
                        """),
                new CrashScenario(
                        "ignored failure",
                        world -> Flow.of("w")
                                .step("a", world.failing(9))
                                .mode(FailureMode.IGNORE_FAILURE)
                                .step("b", world.body(1))
                                .after("a", context -> true)
                                .step("c", world.body(2))
                                .after("a", context -> false),
                        Script.none(),
                        """
                        SUCCEEDED
                        a: COMPLETED_WITH_ERROR (IllegalStateException: attempt 1)
                        b: SUCCEEDED 1
                        c: UNSATISFIED
                        """),
                new CrashScenario(
                        "job",
                        world -> Flow.of("w")
                                .step("a", world.body(1))
                                .typed("job", "Job")
                                .after("a")
                                .step("b", world.body(2))
                                .after("job"),
                        Script.none(),
                        """
                        SUCCEEDED
                        a: SUCCEEDED 1
                        job: SUCCEEDED done
                        b: SUCCEEDED 2
                        """),
                new CrashScenario(
                        "expressions",
                        world -> Flow.of("w")
                                .runParam("id", ParamDefinition.expression(ParamType.LONG, "params.nextUniqueId()"))
                                .typed("job", "Job")
                                .param("mine", ParamDefinition.expression(ParamType.LONG, "id + step_attempt_id"))
                                .step("more")
                                .when("job", "mine > id")
                                .step("less")
                                .when("job", "mine < id")
                                .step("last")
                                .after("more")
                                .param("seen", ParamDefinition.expression(ParamType.LONG, "job__mine"))
                                .step("same")
                                .when("last", "seen == params.getFromStep('job', 'mine')"),
                        Script.none(),
                        """
                        SUCCEEDED
                        job: SUCCEEDED done
                        more: SUCCEEDED
                        less: UNSATISFIED
                        last: SUCCEEDED
                        same: SUCCEEDED
                        """),
                new CrashScenario(
                        "cycle",
                        world -> Flow.of("w")
                                .step("a", world.body(1))
                                .step("b", world.counting())
                                .after("a")
                                .backTo(
                                        "a",
                                        5,
                                        context ->
                                                !context.output(new StepId("b")).equals(3))
                                .step("c", world.sum("b"))
                                .after(
                                        "b",
                                        context ->
                                                context.output(new StepId("b")).equals(3)),
                        Script.none(),
                        """
                        SUCCEEDED
                        a: SUCCEEDED 1, SUCCEEDED 1, SUCCEEDED 1
                        b: SUCCEEDED 1, SUCCEEDED 2, SUCCEEDED 3
                        c: SUCCEEDED 3
                        """),
                new CrashScenario(
                        "cycle of which few visits are kept",
                        world -> Flow.of("w")
                                .step("a", world.counting())
                                .step("b", context -> {
                                    world.ran.add(context.stepId() + "#" + context.attempt());
                                    return context.attempt() == 1 ? 0 : context.output(new StepId("c"));
                                })
                                .after("a")
                                .step("c", world.sum("a", "b"))
                                .after("b")
                                .backTo(
                                        "a",
                                        9,
                                        context ->
                                                !context.output(new StepId("a")).equals(5))
                                .keeping(2)
                                .step("d", world.sum("c"))
                                .after(
                                        "c",
                                        context ->
                                                context.output(new StepId("a")).equals(5)),
                        Script.none(),
                        """
                        SUCCEEDED
                        a: SUCCEEDED 4, SUCCEEDED 5
                        b: SUCCEEDED 6, SUCCEEDED 10
                        c: SUCCEEDED 10, SUCCEEDED 15
                        d: SUCCEEDED 15
                        """),
                new CrashScenario(
                        "failing immediately",
                        world -> Flow.of("w")
                                .typed("nap", "Sleep")
                                .param("sleep_seconds", ParamValue.of(3600))
                                .step("busy", world.waiting())
                                .step("bad", context -> {
                                    world.gate.awaitArrival();
                                    return world.failing(9).run(context);
                                })
                                .mode(FailureMode.FAIL_IMMEDIATELY)
                                .step("never", world.body(1))
                                .after("busy"),
                        Script.none(),
                        """
                        FAILED for step 'bad' failed
                        nap: STOPPED (step 'bad' failed)
                        busy: STOPPED (step 'bad' failed)
                        bad: FATALLY_FAILED (IllegalStateException: attempt 1)
                        never:
                        """),
                new CrashScenario(
                        "stop",
                        world -> Flow.of("w")
                                .step("a", world.body(1))
                                .typed("nap", "Sleep")
                                .param("sleep_seconds", ParamValue.of(3600))
                                .after("a")
                                .step("busy", world.waiting())
                                .after("a")
                                .step("never", world.body(1))
                                .after("busy"),
                        (world, run) -> {
                            CompletableFuture.anyOf(world.gate.arrived(), run.ended())
                                    .exceptionally(failure -> null)
                                    .join();
                            return run.stop("enough");
                        },
                        """
                        STOPPED for enough
                        a: SUCCEEDED 1
                        nap: STOPPED (enough)
                        busy: STOPPED (enough)
                        never:
                        """),
                ended("stop of a step", step -> step.stop("ann", "enough"), """
                        STOPPED
                        a: SUCCEEDED 1
                        busy: STOPPED (ann asked for STOP: enough)
                        after:
                        beside: SUCCEEDED 2
                        """),
                ended("kill of a step", step -> step.kill("ann", "enough"), """
                        FAILED
                        a: SUCCEEDED 1
                        busy: FATALLY_FAILED (ann asked for KILL: enough)
                        after:
                        beside: SUCCEEDED 2
                        """),
                ended("skip of a step", step -> step.skip("ann", "enough"), """
                        SUCCEEDED
                        a: SUCCEEDED 1
                        busy: SKIPPED (ann asked for SKIP: enough)
                        after: SUCCEEDED 3
                        beside: SUCCEEDED 2
                        """),
                new CrashScenario(
                        "kill",
                        world -> Flow.of("w")
                                .step("busy", world.waiting())
                                .step("after", world.body(3))
                                .after("busy"),
                        (world, run) -> {
                            awaitBusy(world, run);
                            return run.kill("ann", "enough").isTaken();
                        },
                        """
                        FAILED for enough
                        busy: FATALLY_FAILED (enough)
                        after:
                        """));
    }

    private static CrashScenario ended(String name, Function<StepHandle, ActionResult> action, String end) {
        return new CrashScenario(
                name,
                CrashScenario::withBusyStep,
                (world, run) -> {
                    awaitBusy(world, run);
                    return action.apply(run.step("busy")).isTaken();
                },
                end,
                attempt -> attempt.startsWith("busy"));
    }

    private static Flow withBusyStep(World world) {
        return Flow.of("w")
                .step("a", world.body(1))
                .step("busy", world.waiting())
                .after("a")
                .step("after", world.body(3))
                .after("busy", context -> true)
                .step("beside", world.body(2))
                .after("a");
    }

    static void awaitBusy(World world, RunHandle run) {
        CompletableFuture.anyOf(world.gate.arrived(), run.ended())
                .exceptionally(failure -> null)
                .join();
    }
}
