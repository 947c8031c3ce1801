package io.maestro.benchmarks;

import io.maestro.run.Fact;
import io.maestro.run.PermitClaim;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowRun;

/** Makes the facts of one run those of another. */
final class Moved {

    private Moved() {}

    static Fact to(RunId run, Fact fact) {
        return switch (fact) {
            case WorkflowRun row ->
                new WorkflowRun(
                        run,
                        row.definition(),
                        row.initiator(),
                        row.status(),
                        row.params(),
                        row.createdAt(),
                        row.startedAt(),
                        row.endedAt(),
                        row.ending(),
                        row.rollup(),
                        row.actions());
            case StepAttempt row ->
                new StepAttempt(
                        run,
                        row.step(),
                        row.attempt(),
                        row.visit(),
                        row.pass(),
                        row.status(),
                        row.startedAt(),
                        row.endedAt(),
                        row.wakeAt(),
                        row.jobId(),
                        row.params(),
                        row.returned(),
                        row.error(),
                        row.transitions(),
                        row.retries(),
                        row.recoveries(),
                        row.children(),
                        row.settlement(),
                        row.actions(),
                        row.permits());
            case PermitClaim row -> new PermitClaim(run, row.step(), row.attempt(), row.request());
            case WakeUp row -> new WakeUp(run, row.at());
        };
    }
}
