package io.maestro.store;

import static java.util.Objects.requireNonNull;

import io.maestro.run.RunId;

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
     * Somebody asks for the run to be stopped.
     *
     * @param to the run
     * @param reason who or what asks for it
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
