package io.maestro.dsl;

import io.maestro.definition.Transition;

/** A branch that has just been led back, and so closes a cycle. */
public final class WayBack extends Branch {

    WayBack(Branch branch) {
        super(branch);
    }

    /**
     * Sets how often the steps of the cycle may be passed through; the step that would go back once more fails. It is one limit
     * for all ways back from that step. The default is {@value Transition#DEFAULT_MAX_PASSES}.
     *
     * @param passes from 1
     * @return the branch, for further conditions
     */
    public WayBack atMost(int passes) {
        limit(passes);
        return this;
    }

    /**
     * Sets how many visits of each step of the cycle are kept in the store. The run drops older ones as it goes on, with all that
     * they started, so that a cycle that is passed through for ever takes no more room; visits and attempts are counted on as if
     * they were there. It is one number for all ways back from that step. The default is {@value Transition#DEFAULT_KEPT_VISITS},
     * which is all unless the limit of passes is raised.
     *
     * @param visits from {@value Transition#MIN_KEPT_VISITS}
     * @return the branch, for further conditions
     */
    public WayBack keepVisits(int visits) {
        keep(visits);
        return this;
    }
}
