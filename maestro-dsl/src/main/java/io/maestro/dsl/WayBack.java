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
    public Branch atMost(int passes) {
        limit(passes);
        return this;
    }
}
