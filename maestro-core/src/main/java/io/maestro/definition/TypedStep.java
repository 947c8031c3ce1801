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
 * @param effects what it promises of its effects, or empty for {@link EffectPolicy#AT_LEAST_ONCE}
 */
public record TypedStep(
        StepBasics basics,
        StepType type,
        Optional<JobTemplateId> template,
        RetryPolicy retryPolicy,
        Optional<Effects> effects)
        implements Step {

    /** Checks that nothing is null, and leaves the default unsaid. */
    public TypedStep {
        requireNonNull(basics, "basics");
        requireNonNull(type, "type");
        requireNonNull(template, "template");
        requireNonNull(retryPolicy, "retryPolicy");
        effects = effects.filter(said -> said.policy() != EffectPolicy.AT_LEAST_ONCE);
    }

    /**
     * Creates a step that promises nothing of its effects.
     *
     * @param basics what steps of every kind have
     * @param type the step type
     * @param template the job template that gives further params, or empty
     * @param retryPolicy what happens after a failed attempt
     */
    public TypedStep(StepBasics basics, StepType type, Optional<JobTemplateId> template, RetryPolicy retryPolicy) {
        this(basics, type, template, retryPolicy, Optional.empty());
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
