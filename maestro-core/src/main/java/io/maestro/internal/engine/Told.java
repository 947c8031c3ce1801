package io.maestro.internal.engine;

import io.maestro.param.EvaluatedParam;
import io.maestro.run.Ending;
import io.maestro.run.RefusedStart;
import io.maestro.run.Restart;
import io.maestro.run.RestartOrder;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Facts as listeners are told of them: without params that are sensitive. */
final class Told {

    private Told() {}

    static WorkflowRun of(WorkflowRun run) {
        return holdsNoSecret(run.params())
                        && run.restart().isEmpty()
                        && run.refusedStart().isEmpty()
                ? run
                : new WorkflowRun(
                        run.runId(),
                        run.definition(),
                        run.initiator(),
                        run.status(),
                        withoutSecrets(run.params()),
                        run.createdAt(),
                        run.startedAt(),
                        run.endedAt(),
                        run.ending().map(Told::withoutParams),
                        run.rollup(),
                        run.actions(),
                        run.priority(),
                        run.unblocking(),
                        run.restart().map(Told::withoutParams));
    }

    private static Ending withoutParams(Ending ending) {
        return ending.refused().isEmpty()
                ? ending
                : Ending.ofRefused(new RefusedStart(Map.of()), ending.reason(), ending.at());
    }

    /** What was given is told with the params that it came to. */
    private static Restart withoutParams(Restart restart) {
        var order = restart.order();
        return new Restart(
                restart.policy(),
                restart.step(),
                new RestartOrder(
                        order.requestId(),
                        order.policy(),
                        order.downstream(),
                        Map.of(),
                        Map.of(),
                        order.skipped(),
                        order.reason()),
                restart.path(),
                restart.before(),
                restart.led(),
                restart.kept());
    }

    static StepAttempt of(StepAttempt attempt) {
        return holdsNoSecret(attempt.params())
                ? attempt
                : new StepAttempt(
                        attempt.runId(),
                        attempt.step(),
                        attempt.attempt(),
                        attempt.visit(),
                        attempt.pass(),
                        attempt.status(),
                        attempt.startedAt(),
                        attempt.endedAt(),
                        attempt.wakeAt(),
                        attempt.jobId(),
                        withoutSecrets(attempt.params()),
                        attempt.returned(),
                        attempt.error(),
                        attempt.transitions(),
                        attempt.retries(),
                        attempt.recoveries(),
                        attempt.children(),
                        attempt.settlement(),
                        attempt.actions(),
                        attempt.permits());
    }

    private static boolean holdsNoSecret(Map<String, EvaluatedParam> params) {
        return params.values().stream().noneMatch(EvaluatedParam::isSensitive);
    }

    private static Map<String, EvaluatedParam> withoutSecrets(Map<String, EvaluatedParam> params) {
        var told = new LinkedHashMap<>(params);
        told.values().removeIf(EvaluatedParam::isSensitive);
        return Collections.unmodifiableMap(told);
    }
}
