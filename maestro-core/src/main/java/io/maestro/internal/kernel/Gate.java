package io.maestro.internal.kernel;

import io.maestro.permit.PermitNeed;
import io.maestro.run.ActionTaken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What may keep an attempt of a step from beginning. */
interface Gate {

    /** Keeps nothing. */
    Gate OPEN = new Gate() {
        @Override
        public boolean isShut() {
            return false;
        }

        @Override
        public Optional<ActionTaken> pauses(int attempt, Instant at) {
            return Optional.empty();
        }

        @Override
        public List<PermitNeed> needs() {
            return List.of();
        }
    };

    /** Tells whether nothing begins, because the run is paused. */
    boolean isShut();

    /** Returns that an attempt pauses before its work begins, or empty if it does not. */
    Optional<ActionTaken> pauses(int attempt, Instant at);

    /** Returns the permits that an attempt needs before its work begins, mostly none. */
    List<PermitNeed> needs();
}
