package io.maestro.test;

import io.maestro.param.ParamValue;
import io.maestro.run.FailureKind;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import io.maestro.test.step.Conduct;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A step type that has jobs done in an office, and does as it should. Subclasses do not. */
class Clerk implements StepRuntime {

    private static final String CONDUCT = "conduct";

    final Office office;

    Clerk(Office office) {
        this.office = office;
    }

    static Map<String, ParamValue> params(Conduct conduct) {
        return Map.of(CONDUCT, ParamValue.of(conduct.name()));
    }

    static Conduct conduct(StepContext context) {
        return Conduct.valueOf(
                String.valueOf(Optional.ofNullable(context.stepParams().get(CONDUCT))
                        .orElseThrow()
                        .toJava()));
    }

    @Override
    public StepResult start(StepContext context) throws Exception {
        return switch (conduct(context)) {
            case MAKES_NO_SENSE -> StepResult.failed(FailureKind.FATAL, "nobody can do that");
            case HAS_NO_PLATFORM -> StepResult.failed(FailureKind.PLATFORM, "the office is closed");
            case SUCCEEDS, LASTS, FAILS -> pending(jobFor(context));
        };
    }

    private static StepResult pending(Office.Job job) {
        return new StepResult.Pending(job.id, Duration.ofMillis(5));
    }

    Office.Job jobFor(StepContext context) {
        var key = context.idempotencyKey();
        return office.ofKey(key).orElseGet(() -> office.begin(key, conduct(context)));
    }

    @Override
    public StepResult poll(StepContext context, String jobId) {
        var job = office.job(jobId);
        int looks = job.looks.incrementAndGet();
        return switch (job.conduct) {
            case LASTS -> job.stopped ? StepResult.failed(FailureKind.USER, "stopped") : pending(job);
            case SUCCEEDS -> looks == 1 ? pending(job) : StepResult.done("done");
            case FAILS -> StepResult.failed(FailureKind.USER, "it did not work");
            case MAKES_NO_SENSE, HAS_NO_PLATFORM -> throw new IllegalStateException("there is no such job");
        };
    }

    @Override
    public void stop(StepContext context, String jobId) {
        office.job(jobId).stopped = true;
    }
}
