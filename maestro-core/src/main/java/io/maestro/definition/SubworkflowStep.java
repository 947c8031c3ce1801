package io.maestro.definition;

import static java.util.Objects.requireNonNull;

/**
 * A step that starts another workflow (spec: definitions, section 1.6.3). Which one, and which version of it, say its params
 * {@value #ID} and {@value #VERSION}.
 *
 * @param basics what steps of every kind have
 * @param sync whether the step waits for the run that it starts
 * @param explicitParams whether the run is given the params of the step only, and not those of this workflow
 */
public record SubworkflowStep(StepBasics basics, boolean sync, boolean explicitParams) implements Step {

    /** The param that names the workflow. */
    public static final String ID = "subworkflow_id";

    /** The param that names the version: a number, {@code active}, {@code latest} or {@code default}. */
    public static final String VERSION = "subworkflow_version";

    /** Checks that nothing is null. */
    public SubworkflowStep {
        requireNonNull(basics, "basics");
    }
}
