package io.maestro.internal.kernel;

import io.maestro.run.RunStatus;
import java.time.Instant;

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

    /** The run goes on after it was cut off and restored from its facts. */
    record Resumed(Instant at) implements RunEvent {}
}
