package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A step whose work is done by a registered step type, or by Java code that comes with the definition ({@link
 * StepType#JAVA}).
 *
 * @param basics what steps of every kind have
 * @param type the step type
 * @param template the job template that gives further params, or empty
 * @param retryPolicy what happens after a failed attempt
 */
public record TypedStep(StepBasics basics, StepType type, Optional<JobTemplateId> template, RetryPolicy retryPolicy)
        implements Step {

    /** Checks that nothing is null. */
    public TypedStep {
        requireNonNull(basics, "basics");
        requireNonNull(type, "type");
        requireNonNull(template, "template");
        requireNonNull(retryPolicy, "retryPolicy");
    }

    /**
     * Returns a step of a type with every option at its default.
     *
     * @param id the id
     * @param type the step type
     * @return the step
     */
    public static TypedStep of(StepId id, StepType type) {
        return new TypedStep(StepBasics.of(id), type, Optional.empty(), RetryPolicy.standard());
    }
}
