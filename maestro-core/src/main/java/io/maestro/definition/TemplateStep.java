package io.maestro.definition;

import static java.util.Objects.requireNonNull;

/**
 * A step of which a registered job template says everything that its params do not: the step type, and further params (spec:
 * definitions, section 1.6.4).
 *
 * @param basics what steps of every kind have
 * @param template the job template
 */
public record TemplateStep(StepBasics basics, JobTemplateId template) implements Step {

    /** Checks that nothing is null. */
    public TemplateStep {
        requireNonNull(basics, "basics");
        requireNonNull(template, "template");
    }
}
