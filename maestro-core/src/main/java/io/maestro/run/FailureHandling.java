package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What handles the failures of a run before it ends. Each handler runs once, one after the other; that one fails keeps no other from
 * running.
 *
 * @param handlers what handles the failures of steps, in the order in which the first of these failed, and at the end what handles the
 *     failure of the run; not empty
 * @param since when it began
 */
public record FailureHandling(List<Handler> handlers, Instant since) {

    /** Copies the list, and checks that there is something to do. */
    public FailureHandling {
        handlers = List.copyOf(handlers);
        requireNonNull(since, "since");
        if (handlers.isEmpty()) {
            throw new IllegalArgumentException("nothing handles a failure");
        }
    }

    /**
     * A step that handles failures.
     *
     * @param step the step
     * @param failed the steps whose failures it handles, in the order in which they failed; none if it handles that of the run
     */
    public record Handler(StepId step, List<StepId> failed) {
        /** Copies the list. */
        public Handler {
            requireNonNull(step, "step");
            failed = List.copyOf(failed);
        }

        /**
         * Tells whether it handles the failure of the run, and not that of steps.
         *
         * @return true if it comes last
         */
        public boolean isOfRun() {
            return failed.isEmpty();
        }
    }

    /**
     * Returns a handler.
     *
     * @param step the id of the step
     * @return the handler, or empty if this step handles nothing in the run
     */
    public Optional<Handler> by(StepId step) {
        return handlers.stream().filter(handler -> handler.step().equals(step)).findFirst();
    }

    /** Returns the handlers in words, in their order. */
    @Override
    public String toString() {
        var texts = new ArrayList<String>();
        handlers.forEach(handler -> texts.add("'" + handler.step() + "'"));
        return String.join(", ", texts);
    }
}
