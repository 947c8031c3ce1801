package io.maestro.internal.kernel;

import io.maestro.run.Children;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import java.util.ArrayList;
import java.util.List;

/**
 * How the leaf steps of a run stand. A loop or subworkflow step counts as its runs do, once it has some.
 *
 * @param leaves the counts, without those of the runs below
 * @param below the runs that work for its steps now
 */
public record Standing(Rollup leaves, List<RunId> below) {

    /** Copies the list. */
    public Standing {
        below = List.copyOf(below);
    }

    static Standing of(Iterable<StepState> states) {
        var leaves = new Leaves();
        var below = new ArrayList<RunId>();
        for (var state : states) {
            if (state instanceof StepState.Delegating delegating) {
                below.addAll(delegating.offspring().running(delegating.runs()));
                add(
                        leaves,
                        state,
                        delegating.offspring().rollup(),
                        delegating.offspring().isQuiet());
            } else if (!(state instanceof StepState.NotReached)) {
                add(leaves, state, ended(state), true);
            }
        }
        return new Standing(leaves.rollup(), below);
    }

    /** Returns the same with leaf steps that earlier runs of the instance tell of. */
    Standing with(Rollup kept) {
        return kept.counts().isEmpty() ? this : new Standing(leaves.plus(kept), below);
    }

    private static Rollup ended(StepState state) {
        return switch (state) {
            case StepState.Finished finished ->
                finished.children().map(Children::rollup).orElse(Rollup.none());
            case StepState.Open open -> open.children().map(Children::rollup).orElse(Rollup.none());
            case StepState.Concluding s -> s.children().map(Children::rollup).orElse(Rollup.none());
            case StepState.NotReached s -> Rollup.none();
            case StepState.BackingOff s -> Rollup.none();
            case StepState.Unbegun s -> Rollup.none();
            case StepState.AwaitingPermits s -> Rollup.none();
            case StepState.Paused s -> Rollup.none();
        };
    }

    private static void add(Leaves leaves, StepState state, Rollup ended, boolean alone) {
        if (!ended.counts().isEmpty()) {
            leaves.add(ended);
        } else if (alone) {
            leaves.add(Projection.status(state));
        }
    }
}
