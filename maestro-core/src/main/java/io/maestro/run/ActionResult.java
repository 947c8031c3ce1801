package io.maestro.run;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/** What came of an action that was asked for. */
public sealed interface ActionResult {

    /**
     * Returns it in words.
     *
     * @return a clause without a full stop
     */
    String text();

    /**
     * Tells whether the action is done by this request.
     *
     * @return true if it is recorded now
     */
    default boolean isTaken() {
        return this instanceof Taken;
    }

    /**
     * Returns this, unless the action is not allowed.
     *
     * @return this
     * @throws ActionRefusedException if it is not allowed
     */
    default ActionResult orThrow() {
        if (this instanceof Refused refused) {
            throw new ActionRefusedException(refused);
        }
        return this;
    }

    /**
     * It is recorded and takes effect, also if the process dies now.
     *
     * @param action what was done, by whom, why and when
     */
    record Taken(ActionTaken action) implements ActionResult {
        /** Checks that nothing is null. */
        public Taken {
            requireNonNull(action, "action");
        }

        @Override
        public String text() {
            return action.toString();
        }
    }

    /**
     * It was so already, and nothing has changed.
     *
     * @param text how it stands, in words
     */
    record Already(String text) implements ActionResult {
        /** Checks that nothing is null. */
        public Already {
            requireNonNull(text, "text");
        }
    }

    /**
     * It is not allowed now, and nothing has changed.
     *
     * @param action what was asked for
     * @param text why not, in words
     * @param possible what could be asked for instead; unmodifiable
     */
    record Refused(Action action, String text, Set<Action> possible) implements ActionResult {
        /** Checks that nothing is null. */
        public Refused {
            requireNonNull(action, "action");
            requireNonNull(text, "text");
            possible = Set.copyOf(possible);
        }
    }
}
