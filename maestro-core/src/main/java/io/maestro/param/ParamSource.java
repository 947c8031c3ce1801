package io.maestro.param;

/** Who set a param last (spec: definitions, section 3.4). */
public enum ParamSource {
    /** The engine, for instance when it takes a param over from the run before. */
    SYSTEM,
    /** What a template asks for. */
    TEMPLATE_SCHEMA,
    /** The engine, on behalf of a step type. */
    SYSTEM_INJECTED,
    /** The defaults of every workflow or step. */
    SYSTEM_DEFAULT,
    /** The definition of the workflow. */
    DEFINITION,
    /** A signal that started the run. */
    SIGNAL,
    /** A time trigger that started the run. */
    TIME_TRIGGER,
    /** The step itself, when it ended. */
    OUTPUT_PARAMETER,
    /** The request that started the run. */
    LAUNCH,
    /** The request that restarted the run. */
    RESTART,
    /** The subworkflow step above the run. */
    SUBWORKFLOW,
    /** A template. */
    TEMPLATE,
    /** The foreach step above the run. */
    FOREACH,
    /** The while step above the run. */
    WHILE,
    /** A param of the workflow that a template takes over. */
    WORKFLOW_PARAMETER;

    /**
     * Tells whether this is the engine and not a user. The engine may change every param.
     *
     * @return true for the engine
     */
    public boolean isSystem() {
        return compareTo(SYSTEM_DEFAULT) <= 0;
    }
}
