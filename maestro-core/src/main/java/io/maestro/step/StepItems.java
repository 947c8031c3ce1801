package io.maestro.step;

import java.util.List;

/** The elements that a foreach step in Java loops over. */
@FunctionalInterface
public interface StepItems {

    /**
     * Returns the elements. It is asked when the step begins, and again when a run is taken up after a crash: it must give the
     * same list, so it reads params and outputs and nothing that may change.
     *
     * @param context the context of the foreach step
     * @return the elements, none null
     * @throws Exception if there are none to be had; the step then fails
     */
    List<?> of(StepContext context) throws Exception;
}
