package io.maestro.test;

import io.maestro.definition.FailureMode;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.Step;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.test.CoveragePoint.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells what the tests of a workflow are to come to: each thing that its author has said of it. Pure. */
final class CoveragePoints {

    private final Set<CoveragePoint> points = new LinkedHashSet<>();

    private CoveragePoints() {}

    static Set<CoveragePoint> of(WorkflowDefinition definition) {
        var all = new CoveragePoints();
        all.body("", definition.steps());
        return all.points;
    }

    private void body(String prefix, List<Step> steps) {
        var back = WaysBack.of(steps);
        for (var step : steps) {
            var name = prefix + step.id();
            ofStep(name, step);
            step.basics().transition().successors().forEach((to, condition) -> {
                var target = prefix + to;
                if (back.contains(new WaysBack.Way(step.id(), to))) {
                    way(name, target, Kind.NO_PASS, Kind.ONE_PASS, Kind.SEVERAL_PASSES);
                } else if (condition instanceof Predicate.Always) {
                    way(name, target, Kind.TAKEN);
                } else {
                    way(name, target, Kind.TAKEN, Kind.NOT_TAKEN);
                }
            });
            if (step instanceof LoopStep loop) {
                body(name + "/", loop.steps());
            }
        }
    }

    private void ofStep(String name, Step step) {
        add(name, Kind.RAN);
        if (step instanceof LoopStep) {
            add(name, Kind.NO_ITERATION, Kind.ONE_ITERATION, Kind.SEVERAL_ITERATIONS);
        }
        if (step instanceof TypedStep typed && new RetryLimits(typed.retryPolicy()).areChosen()) {
            add(name, Kind.TRIED_AGAIN, Kind.RETRIES_USED_UP);
        }
        if (step.basics().timeout().isPresent()) {
            add(name, Kind.TIMED_OUT);
        }
        if (step.basics().failureMode() != FailureMode.FAIL_AFTER_RUNNING) {
            add(name, Kind.FAILED);
        }
    }

    private void add(String step, Kind... kinds) {
        for (var kind : kinds) {
            points.add(CoveragePoint.of(kind, step));
        }
    }

    private void way(String from, String to, Kind... kinds) {
        for (var kind : kinds) {
            points.add(CoveragePoint.of(kind, from, to));
        }
    }
}
