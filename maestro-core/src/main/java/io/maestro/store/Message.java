package io.maestro.store;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.run.ActionRequest;
import io.maestro.run.RunId;
import java.util.Optional;

/**
 * Something that the node is to know that advances a run. It is kept until that node says that it has taken it in, so it may come
 * twice.
 */
public sealed interface Message {

    /**
     * Returns the run that is to know it.
     *
     * @return the run
     */
    RunId to();

    /**
     * Somebody asks something of the run, or of a step of it.
     *
     * @param to the run
     * @param step the step, or empty if it is asked of the run
     * @param request what is asked for, by whom and why
     */
    record ActionAsked(RunId to, Optional<StepId> step, ActionRequest request) implements Message {
        /** Checks that nothing is null. */
        public ActionAsked {
            requireNonNull(to, "to");
            requireNonNull(step, "step");
            requireNonNull(request, "request");
        }
    }

    /**
     * The run is to be stopped, because a step is that has started it.
     *
     * @param to the run
     * @param reason why
     */
    record StopAsked(RunId to, String reason) implements Message {
        /** Checks that nothing is null. */
        public StopAsked {
            requireNonNull(to, "to");
            requireNonNull(reason, "reason");
        }
    }

    /**
     * A run has ended that a step of the run has started and waits for.
     *
     * @param to the run that waits
     * @param child the run that has ended
     */
    record ChildEnded(RunId to, RunId child) implements Message {
        /** Checks that nothing is null. */
        public ChildEnded {
            requireNonNull(to, "to");
            requireNonNull(child, "child");
        }
    }

    /**
     * An attempt of the run has the permits that it waits for.
     *
     * @param to the run that waits
     * @param step the step
     * @param attempt the number of the attempt
     * @param turn which time it asked
     */
    record PermitsGranted(RunId to, StepId step, int attempt, int turn) implements Message {
        /** Checks that nothing is null. */
        public PermitsGranted {
            requireNonNull(to, "to");
            requireNonNull(step, "step");
        }
    }

    /**
     * A message in the store.
     *
     * @param id its number, in the order in which messages were kept
     * @param message what it says
     */
    record Received(long id, Message message) {
        /** Checks that nothing is null. */
        public Received {
            requireNonNull(message, "message");
        }
    }
}
