package io.maestro.test;

import io.maestro.definition.RetryPolicy;
import io.maestro.test.CrashScenario.Script;
import java.time.Duration;
import java.util.stream.Stream;

/** Workflows that undo what they did. */
final class CompensationScenarios {

    private CompensationScenarios() {}

    static Stream<CrashScenario> all() {
        return Stream.of(
                new CrashScenario(
                        "undoing",
                        world -> booking(world)
                                .step("pay", world.failing(9))
                                .after("b")
                                .step("ua", world.sum("a"))
                                .step("ub", world.failing(2))
                                .retry(RetryPolicy.fixed(1, Duration.ofMinutes(1))),
                        Script.none(),
                        """
                        FAILED for step 'pay' is FATALLY_FAILED
                        a: SUCCEEDED 1
                        b: SUCCEEDED 1
                        pay: FATALLY_FAILED (IllegalStateException: attempt 1)
                        ua: SUCCEEDED 1
                        ub: USER_FAILED (IllegalStateException: attempt 1), SUCCEEDED 2
                        """),
                new CrashScenario(
                        "undoing by a job",
                        world -> booking(world)
                                .step("pay", world.failing(9))
                                .after("b")
                                .typed("ua", "Job")
                                .step("ub", world.sum("a", "b")),
                        Script.none(),
                        """
                        FAILED for step 'pay' is FATALLY_FAILED
                        a: SUCCEEDED 1
                        b: SUCCEEDED 1
                        pay: FATALLY_FAILED (IllegalStateException: attempt 1)
                        ua: SUCCEEDED done
                        ub: SUCCEEDED 2
                        """),
                new CrashScenario(
                        "undoing that fails",
                        world -> booking(world)
                                .step("pay", world.failing(9))
                                .after("b")
                                .step("ua", world.sum("a"))
                                .step("ub", world.failing(9))
                                .retry(RetryPolicy.fixed(1, Duration.ofMinutes(1))),
                        Script.none(),
                        """
                        FAILED for step 'pay' is FATALLY_FAILED
                        a: SUCCEEDED 1
                        b: SUCCEEDED 1
                        pay: FATALLY_FAILED (IllegalStateException: attempt 1)
                        ua:
                        ub: USER_FAILED (IllegalStateException: attempt 1), FATALLY_FAILED (IllegalStateException: attempt 2)
                        """),
                new CrashScenario(
                        "undoing of a cycle",
                        world -> Flow.of("w")
                                .step("a", world.counting())
                                .undoneBy("ua")
                                .step("b", world.counting())
                                .undoneBy("ub")
                                .after("a")
                                .backTo("a", 5, context -> context.attempt() < 3)
                                .step("pay", world.failing(9))
                                .after("b", context -> context.attempt() == 3)
                                .step("ua", world.sum("a"))
                                .step("ub", world.sum("a", "b")),
                        Script.none(),
                        """
                        FAILED for step 'pay' is FATALLY_FAILED
                        a: SUCCEEDED 1, SUCCEEDED 2, SUCCEEDED 3
                        b: SUCCEEDED 1, SUCCEEDED 2, SUCCEEDED 3
                        pay: FATALLY_FAILED (IllegalStateException: attempt 1)
                        ua: SUCCEEDED 3, SUCCEEDED 2, SUCCEEDED 1
                        ub: SUCCEEDED 6, SUCCEEDED 4, SUCCEEDED 2
                        """),
                new CrashScenario(
                        "undoing after a stop",
                        world -> booking(world)
                                .step("busy", world.waiting())
                                .after("b")
                                .step("ua", world.sum("a"))
                                .step("ub", world.sum("a")),
                        (world, run) -> {
                            CrashScenario.awaitBusy(world, run);
                            return run.stop("enough");
                        },
                        """
                        STOPPED for enough
                        a: SUCCEEDED 1
                        b: SUCCEEDED 1
                        busy: STOPPED (enough)
                        ua: SUCCEEDED 1
                        ub: SUCCEEDED 1
                        """,
                        attempt -> attempt.startsWith("busy")));
    }

    private static Flow booking(World world) {
        return Flow.of("w")
                .step("a", world.body(1))
                .undoneBy("ua")
                .step("b", world.sum("a"))
                .undoneBy("ub")
                .after("a");
    }
}
