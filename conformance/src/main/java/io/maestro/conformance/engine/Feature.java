package io.maestro.conformance.engine;

/** What cases use and the engine does not have yet. */
enum Feature {
    SIGNALS("signals"),
    TIME_TRIGGERS("time triggers"),
    RESTARTS("restarts"),
    ACTIONS("actions on steps and runs"),
    BREAKPOINTS("breakpoints"),
    JOB_TEMPLATES("job templates"),
    REQUESTS("starts that ask for something else"),
    STEP_TYPES("other step types"),
    CALLS("other calls");

    private final String text;

    Feature(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
