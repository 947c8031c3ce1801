package io.maestro.dsl;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import io.maestro.run.PermitStanding;
import io.maestro.run.StepExplanation;
import java.time.Duration;

/** The code of the guide to limits. What stands between the marks is quoted there; a test compares them. */
final class LimitsGuide {

    private LimitsGuide() {}

    private static void train() {}

    static Workflow workflow() {
        return Workflow.define("limited", w -> {
            // region: declared
            w.stepConcurrency(20).instanceStepConcurrency(5);
            w.run("train", ctx -> train()).tag("gpu");
            // end
        });
    }

    static void host(Maestro maestro) {
        // region: host
        maestro.limits().set(HostLimit.ofTag("gpu").permits(2));
        maestro.limits().set(HostLimit.ofStepType("Http").rate(100, Duration.ofMinutes(1)));
        maestro.limits().remove(Limit.ofTag("gpu"));
        // end
    }

    @SuppressWarnings("SystemOut") // The guide shows what a program would print.
    static void explain(RunHandle run) {
        // region: explain
        for (StepExplanation step : run.explain()) {
            if (step.reason() instanceof StepExplanation.WaitsForPermits waits) {
                for (PermitStanding standing : waits.limits()) {
                    System.out.println(standing.limit() + " is taken by " + standing.holders());
                }
            }
        }
        // end
    }
}
