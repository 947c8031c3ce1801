package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.run.FailureHandling;
import io.maestro.run.FailureHandling.Handler;
import io.maestro.run.RunStatus;
import io.maestro.run.StepFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;

/** What handles the failures of a run before it ends. */
final class Handling {

    private Handling() {}

    /**
     * Returns what is to run: what handles the steps that failed, those whose failure was ignored too, and what handles the run if that
     * comes to no good end by itself.
     *
     * @param state the run, whose flow is over
     */
    static List<Handler> of(RunState state) {
        var graph = state.graph();
        var run = state.run();
        if (graph.handlers().isEmpty() || run.isKilled() || run.onlyUndoes()) {
            return List.of();
        }
        var handled = new LinkedHashMap<StepId, List<StepId>>();
        for (var failure : Failures.of(state)) {
            graph.handlers()
                    .by(graph.number(failure.step()).orElseThrow())
                    .ifPresent(handler -> handled.computeIfAbsent(graph.id(handler), id -> new ArrayList<>())
                            .add(failure.step()));
        }
        var handlers = new ArrayList<Handler>();
        handled.forEach((handler, failed) -> handlers.add(new Handler(handler, failed)));
        var outcome = state.outcome();
        if (outcome == RunStatus.FAILED || outcome == RunStatus.TIMED_OUT) {
            graph.handlers().ofRun().ifPresent(handler -> handlers.add(new Handler(graph.id(handler), List.of())));
        }
        return handlers;
    }

    /** Returns the failures that a step handles while it works. */
    static List<StepFailure> failures(RunState state, int step) {
        var id = state.graph().id(step);
        var handler = state.run().handling().flatMap(handling -> handling.by(id));
        return handler.stream()
                .flatMap(by -> Failures.of(state).stream()
                        .filter(failure -> by.isOfRun()
                                ? !failure.step().equals(id)
                                : by.failed().contains(failure.step())))
                .toList();
    }

    /** Returns what a run that winds up does next of what some of its handlers do. How one ends is the same to the others. */
    static WindingUp.Next next(RunState state, Predicate<Handler> some) {
        var handlers = state.run().handling().map(FailureHandling::handlers).orElse(List.of());
        for (var handler : handlers) {
            int step = state.graph().number(handler.step()).orElseThrow();
            if (some.test(handler) && !(state.step(step) instanceof StepState.Finished)) {
                return state.isOpen(step) ? new WindingUp.Works() : new WindingUp.Begins(step);
            }
        }
        return new WindingUp.IsOver();
    }
}
