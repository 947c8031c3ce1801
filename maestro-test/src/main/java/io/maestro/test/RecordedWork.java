package io.maestro.test;

import io.maestro.Maestro;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamValue;
import io.maestro.run.FailureKind;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.RunNotFoundException;
import io.maestro.run.StepAttempt;
import io.maestro.step.StepContext;
import io.maestro.step.StepInterceptor;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Has steps answer as they did in other runs, but for those whose work is the engine's own. Thread-safe. */
final class RecordedWork implements StepInterceptor {

    private static final Set<StepType> HARMLESS = Set.of(StepType.NO_OP, StepType.SLEEP);
    private static final String JOB = "recorded";

    private final Map<Place, StepAttempt> recorded = new HashMap<>();
    private final CompletableFuture<Maestro> maestro = new CompletableFuture<>();

    private record Place(String path, StepId step, int attempt) {}

    RecordedWork(List<NamedRun> runs) {
        for (var run : runs) {
            run.attempts()
                    .forEach(
                            attempt -> recorded.put(new Place(run.path(), attempt.step(), attempt.attempt()), attempt));
        }
    }

    /** Says of whose runs steps are asked. */
    void belongTo(Maestro whose) {
        maestro.complete(whose);
    }

    @Override
    public StepRuntime around(Step step, StepRuntime runtime) {
        return step instanceof TypedStep typed && HARMLESS.contains(typed.type()) ? runtime : new Answering();
    }

    private final class Answering implements StepRuntime {
        @Override
        public StepResult start(StepContext context) {
            var attempt = attempt(context);
            var time = attempt.map(RecordedWork::timeOf).orElse(Duration.ZERO);
            return time.isZero()
                    ? attempt.map(RecordedWork::result).orElse(StepResult.done())
                    : new StepResult.Pending(JOB, time);
        }

        @Override
        public StepResult poll(StepContext context, String jobId) {
            return attempt(context).map(RecordedWork::result).orElse(StepResult.done());
        }
    }

    private Optional<StepAttempt> attempt(StepContext context) {
        return Optional.ofNullable(
                recorded.get(new Place(pathOf(context.runId()), context.stepId(), context.attempt())));
    }

    private String pathOf(RunId id) {
        var run = maestro.join()
                .find(id)
                .orElseThrow(() -> new RunNotFoundException(id))
                .run();
        return switch (run.initiator()) {
            case Initiator.ByHand byHand -> "";
            case Initiator.ByStep byStep -> {
                var above = pathOf(byStep.parent());
                yield byStep.kind().isLoop()
                        ? NamedRun.ofIteration(above, byStep.step(), id)
                        : NamedRun.ofCall(above, byStep.step());
            }
        };
    }

    /** Whatever took too long, or was ended before it had an answer, has none. */
    private static Duration timeOf(StepAttempt attempt) {
        return switch (attempt.status()) {
            case TIMEOUT_FAILED, TIMED_OUT, STOPPED -> WorkflowDefinition.MAX_TIMEOUT.multipliedBy(2);
            default ->
                attempt.startedAt()
                        .flatMap(start -> attempt.endedAt().map(end -> Duration.between(start, end)))
                        .filter(Duration::isPositive)
                        .orElse(Duration.ZERO);
        };
    }

    private static StepResult result(StepAttempt attempt) {
        return switch (attempt.status()) {
            case SUCCEEDED -> new StepResult.Done(attempt.output(), outputs(attempt));
            case USER_FAILED -> failed(attempt, FailureKind.USER);
            case PLATFORM_FAILED -> failed(attempt, FailureKind.PLATFORM);
            case TIMEOUT_FAILED, TIMED_OUT -> failed(attempt, FailureKind.TIMEOUT);
            case FATALLY_FAILED, COMPLETED_WITH_ERROR -> failed(attempt, FailureKind.FATAL);
            default -> StepResult.done();
        };
    }

    private static Map<String, ParamValue> outputs(StepAttempt attempt) {
        var outputs = new LinkedHashMap<String, ParamValue>();
        attempt.params().forEach((name, param) -> {
            if (param.source() == ParamSource.OUTPUT_PARAMETER) {
                outputs.put(name, param.value());
            }
        });
        return outputs;
    }

    private static StepResult failed(StepAttempt attempt, FailureKind kind) {
        return attempt.error()
                .<StepResult>map(error -> new StepResult.Failed(kind, error))
                .orElseGet(() -> StepResult.failed(kind, "failed"));
    }
}
