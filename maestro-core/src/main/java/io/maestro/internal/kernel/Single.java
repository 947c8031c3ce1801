package io.maestro.internal.kernel;

import io.maestro.run.Children;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one run of a subworkflow. */
final class Single implements Offspring {

    private final boolean awaited;
    private Rollup rollup = Rollup.none();
    private Phase phase = Phase.TO_BEGIN;
    private RunStatus outcome = RunStatus.SUCCEEDED;

    private enum Phase {
        TO_BEGIN,
        RUNNING,
        OVER
    }

    /**
     * Creates a subworkflow that has not begun.
     *
     * @param awaited whether it is not over before its run has ended
     */
    Single(boolean awaited) {
        this.awaited = awaited;
    }

    @Override
    public List<Move> advance() {
        if (phase != Phase.TO_BEGIN) {
            return List.of();
        }
        phase = Phase.RUNNING;
        return List.of(new Begin(1, Map.of()));
    }

    /** Takes in that the run has begun. */
    void began() {
        if (!awaited) {
            phase = Phase.OVER;
        }
    }

    @Override
    public void ended(Child child) {
        if (phase == Phase.RUNNING) {
            phase = Phase.OVER;
            outcome = child.status();
            rollup = child.rollup();
        }
    }

    @Override
    public void found(Children runs, Found found) {
        if (found.last() == 0) {
            phase = Phase.TO_BEGIN;
        } else if (!awaited) {
            phase = Phase.OVER;
        } else if (!found.unfinished().isEmpty()) {
            phase = Phase.RUNNING;
        } else {
            phase = Phase.OVER;
            outcome = found.ended().keySet().iterator().next();
            rollup = found.rollup();
        }
    }

    @Override
    public List<RunId> running(Children runs) {
        return phase == Phase.RUNNING ? runs.run(1).stream().toList() : List.of();
    }

    @Override
    public boolean isQuiet() {
        return phase != Phase.RUNNING;
    }

    @Override
    public Optional<RunStatus> outcome() {
        return phase == Phase.OVER ? Optional.of(outcome) : Optional.empty();
    }

    @Override
    public boolean hasFailed() {
        return outcome == RunStatus.FAILED;
    }

    @Override
    public Rollup rollup() {
        return rollup;
    }
}
