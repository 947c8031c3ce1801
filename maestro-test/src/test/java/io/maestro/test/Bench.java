package io.maestro.test;

import io.maestro.Maestro;
import io.maestro.MaestroBuilder;
import io.maestro.RunHandle;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepExplanation;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A Maestro on a virtual clock, and short ways to ask for what tests ask for. */
final class Bench implements AutoCloseable {

    final VirtualClock clock;
    final Instant start;
    final Maestro maestro;

    Bench() {
        this(builder -> builder);
    }

    Bench(UnaryOperator<MaestroBuilder> options) {
        this(VirtualClock.create(), options);
    }

    Bench(VirtualClock clock, UnaryOperator<MaestroBuilder> options) {
        this.clock = clock;
        this.start = clock.instant();
        this.maestro = options.apply(Maestro.builder().time(clock).drainLimit(Duration.ofSeconds(1)))
                .build();
    }

    RunHandle start(Flow flow) {
        return maestro.register(flow).start();
    }

    /** Starts a run and lets time pass until it has ended. */
    RunHandle run(Flow flow) {
        var run = start(flow);
        clock.awaitEnd(run);
        return run;
    }

    WorkflowRun awaitEnd(RunHandle run) {
        return clock.awaitEnd(run);
    }

    /** Returns the time since the bench was built. */
    Duration passed() {
        return Duration.between(start, clock.instant());
    }

    /** Returns the statuses of all steps, in the order of the definition. */
    static Map<String, StepStatus> statuses(RunHandle run) {
        var statuses = new LinkedHashMap<String, StepStatus>();
        run.explain().forEach(step -> statuses.put(step.step().value(), step.status()));
        return statuses;
    }

    static StepStatus status(RunHandle run, String step) {
        return statuses(run).getOrDefault(step, StepStatus.NOT_CREATED);
    }

    static StepExplanation.Reason reason(RunHandle run, String step) {
        return run.explain().stream()
                .filter(explanation -> explanation.step().value().equals(step))
                .findFirst()
                .orElseThrow()
                .reason();
    }

    /** Returns the recorded attempts of a step, the oldest first. */
    static List<StepAttempt> attempts(RunHandle run, String step) {
        return run.attempts().stream()
                .filter(attempt -> attempt.step().value().equals(step))
                .toList();
    }

    static String error(RunHandle run, String step) {
        return attempts(run, step).getLast().error().orElseThrow().message();
    }

    @Override
    public void close() {
        maestro.close();
    }

    /** Waits until a thread that closes the engine waits for the work that goes on, by when no further work can begin. */
    static void awaitDraining(Thread closing) {
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }
}
