package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.run.ActionRequest;
import io.maestro.run.Compensation.Undo;
import io.maestro.run.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that has happened to a run. */
public sealed interface RunEvent {

    /** Returns when. */
    Instant at();

    /** The run was recorded and may begin. */
    record Started(Instant at) implements RunEvent {}

    /** Something has happened to a step. */
    record OfStep(int step, StepEvent event) implements RunEvent {
        @Override
        public Instant at() {
            return event.at();
        }
    }

    /**
     * The run is to end before its steps are through.
     *
     * @param outcome as what
     */
    record EndAsked(RunStatus outcome, String reason, Instant at) implements RunEvent {}

    /**
     * Somebody asks something of the run or of a step.
     *
     * @param step the step, or empty if it is asked of the run
     * @param request what is asked for, by whom and why
     * @param newest the newest run of what is next on the way to what is to be restarted, if that lies below the step and this run
     *     has ended; else empty
     */
    record ActionAsked(Optional<StepId> step, ActionRequest request, Optional<Offspring.Child> newest, Instant at)
            implements RunEvent {}

    /**
     * It was looked up what the run has to undo before it ends.
     *
     * @param search the number of the search
     * @param undos the steps, in the order in which they are undone
     */
    record UndosFound(int search, List<Undo> undos, Instant at) implements RunEvent {
        /** Copies the list. */
        public UndosFound {
            undos = List.copyOf(undos);
        }
    }

    /** The run goes on after it was cut off and restored from its facts. */
    record Resumed(Instant at) implements RunEvent {}
}
