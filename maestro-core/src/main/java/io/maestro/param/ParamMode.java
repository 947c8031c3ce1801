package io.maestro.param;

/** Who may change a param, and when; from the loosest to the strictest (spec: definitions, section 3.3). */
public enum ParamMode {
    /** May change at every point: definition, start, restart, and as an output of its step. */
    MUTABLE,
    /** May change at a start and at a restart. */
    MUTABLE_ON_START_RESTART,
    /** May change at a start. */
    MUTABLE_ON_START,
    /** May not change; its definition is evaluated anew at a restart. */
    IMMUTABLE,
    /** May not change; its value is kept at a restart. */
    CONSTANT;

    /**
     * Tells whether this mode allows less than another.
     *
     * @param other the other mode
     * @return true if this one is stricter
     */
    public boolean isStricterThan(ParamMode other) {
        return compareTo(other) > 0;
    }
}
