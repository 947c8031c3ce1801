package io.maestro.test;

import io.maestro.definition.LoopStep;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.run.Children;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import io.maestro.test.CoveragePoint.Kind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Counts what runs of a definition came to, as their rows tell it. Not thread-safe. */
final class CoverageTally {

    private final WorkflowDefinition definition;
    private final Map<CoveragePoint, Long> counts = new LinkedHashMap<>();

    CoverageTally(WorkflowDefinition definition) {
        this.definition = definition;
        CoveragePoints.of(definition).forEach(point -> counts.put(point, 0L));
    }

    /**
     * Counts what a run came to.
     *
     * @param run the run, of the workflow or of the body of a loop in it
     * @param attempts all attempts of its steps
     * @param begun tells how many iterations have begun
     */
    void add(WorkflowRun run, List<StepAttempt> attempts, ToLongFunction<Children.Iterations> begun) {
        var body = run.definition().body();
        var prefix = new StringBuilder();
        body.forEach(loop -> prefix.append(loop).append('/'));
        var policies = new HashMap<StepId, RetryPolicy>();
        LoopStep.stepsOf(definition.steps(), body).forEach(step -> policies.put(step.id(), policy(step)));
        var passes = new LinkedHashMap<CoveragePoint, Long>();
        for (var attempt : attempts) {
            var name = prefix.toString() + attempt.step();
            ofAttempt(name, attempt, new RetryLimits(policies.getOrDefault(attempt.step(), RetryPolicy.none())));
            iterations(name, attempt, begun);
            if (attempt.status() != StepStatus.UNSATISFIED) {
                attempt.transitions().forEach((to, taken) -> way(name, prefix.toString() + to, taken, passes));
            }
        }
        passes.forEach((way, times) -> hit(CoveragePoint.of(
                times == 0 ? Kind.NO_PASS : times == 1 ? Kind.ONE_PASS : Kind.SEVERAL_PASSES,
                way.step(),
                way.to().orElseThrow())));
    }

    private static RetryPolicy policy(Step step) {
        return step instanceof TypedStep typed ? typed.retryPolicy() : RetryPolicy.standard();
    }

    private void ofAttempt(String name, StepAttempt attempt, RetryLimits limits) {
        if (attempt.startedAt().isPresent()) {
            hit(CoveragePoint.of(Kind.RAN, name));
        }
        if (attempt.status().isRetried()) {
            hit(CoveragePoint.of(Kind.TRIED_AGAIN, name));
        }
        if (attempt.status() == StepStatus.TIMEOUT_FAILED || attempt.status() == StepStatus.TIMED_OUT) {
            hit(CoveragePoint.of(Kind.TIMED_OUT, name));
        }
        if (isFailure(attempt.status())) {
            hit(CoveragePoint.of(Kind.FAILED, name));
            if (limits.areUsedUp(attempt)) {
                hit(CoveragePoint.of(Kind.RETRIES_USED_UP, name));
            }
        }
    }

    private static boolean isFailure(StepStatus status) {
        return status == StepStatus.FATALLY_FAILED
                || status == StepStatus.INTERNALLY_FAILED
                || status == StepStatus.COMPLETED_WITH_ERROR
                || status == StepStatus.TIMED_OUT;
    }

    private void iterations(String name, StepAttempt attempt, ToLongFunction<Children.Iterations> begun) {
        if (!counts.containsKey(CoveragePoint.of(Kind.NO_ITERATION, name))
                || !attempt.status().isTerminal()) {
            return;
        }
        long count = attempt.children()
                .filter(Children.Iterations.class::isInstance)
                .map(children -> begun.applyAsLong((Children.Iterations) children))
                .orElse(0L);
        if (count > 0) {
            hit(CoveragePoint.of(count == 1 ? Kind.ONE_ITERATION : Kind.SEVERAL_ITERATIONS, name));
        } else if (attempt.status() == StepStatus.SUCCEEDED) {
            hit(CoveragePoint.of(Kind.NO_ITERATION, name));
        }
    }

    /** Of a way back each run counts once, by how often it went there. */
    private void way(String from, String to, boolean taken, Map<CoveragePoint, Long> passes) {
        if (counts.containsKey(CoveragePoint.of(Kind.NO_PASS, from, to))) {
            passes.merge(CoveragePoint.of(Kind.NO_PASS, from, to), taken ? 1L : 0L, Long::sum);
        } else {
            hit(CoveragePoint.of(taken ? Kind.TAKEN : Kind.NOT_TAKEN, from, to));
        }
    }

    private void hit(CoveragePoint point) {
        counts.merge(point, 1L, Long::sum);
    }

    Map<CoveragePoint, Long> counts() {
        return counts;
    }
}
