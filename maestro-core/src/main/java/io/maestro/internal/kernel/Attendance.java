package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.internal.graph.Graph;
import io.maestro.run.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What has to see to it that a run goes on, besides people: each step that has begun is at work, waits for a time, or for runs.
 *
 * @param working the steps for which something must be at work
 * @param overdue what was to happen before a time, in words
 * @param children the runs that steps wait for
 */
public record Attendance(List<StepId> working, List<String> overdue, List<RunId> children) {

    /** Copies the lists. */
    public Attendance {
        working = List.copyOf(working);
        overdue = List.copyOf(overdue);
        children = List.copyOf(children);
    }

    /** Tells what has to see to it that the steps of a run go on that has not ended. */
    static Attendance of(Graph graph, StepState[] states, boolean isPaused, Instant deadline, Instant before) {
        var working = new ArrayList<StepId>();
        var overdue = new ArrayList<String>();
        var children = new ArrayList<RunId>();
        if (deadline.isBefore(before)) {
            overdue.add("the run was to end at " + deadline);
        }
        for (int step = 0; step < states.length; step++) {
            var id = graph.id(step);
            switch (states[step]) {
                case StepState.Running s -> working.add(id);
                case StepState.Committing s -> working.add(id);
                case StepState.Concluding s -> working.add(id);
                case StepState.Parked s
                when s.pollAt().isBefore(before) ->
                    overdue.add("step '" + id + "' was to be looked at at " + s.pollAt());
                case StepState.BackingOff s
                when !isPaused && s.until().isBefore(before) ->
                    overdue.add("step '" + id + "' was to be tried again at " + s.until());
                case StepState.Delegating s -> children.addAll(Explainer.running(s));
                default -> {
                    // It waits for a person or a permit, is being ended or looked up, or has ended or not begun.
                }
            }
        }
        return new Attendance(working, overdue, children);
    }
}
