package io.maestro.step;

/** A condition on a transition in Java. Evaluated once, when the step that the transition leaves has succeeded; recorded with its outcome. */
@FunctionalInterface
public interface StepPredicate {

    /**
     * Decides whether the successor is reached.
     *
     * @param context the context of the step that the transition leaves, whose own output is there
     * @return true if it is
     * @throws Exception if that cannot be decided; the step then counts as failed
     */
    boolean test(StepContext context) throws Exception;
}
