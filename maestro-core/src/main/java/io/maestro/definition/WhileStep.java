package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A step that runs its body again and again, as long as a condition holds before each iteration (spec: definitions, section
 * 1.6.2). Each iteration is a run of its own; its steps set loop params for the next by params of the same name.
 *
 * @param basics what steps of every kind have
 * @param condition what must hold for another iteration
 * @param maxIterations how many iterations there may be, or empty for {@link #DEFAULT_MAX_ITERATIONS}
 * @param steps the body, at least one step
 */
public record WhileStep(StepBasics basics, Predicate condition, Optional<Integer> maxIterations, List<Step> steps)
        implements LoopStep {

    /** Checks that nothing is null, and copies the body. */
    public WhileStep {
        requireNonNull(basics, "basics");
        requireNonNull(condition, "condition");
        requireNonNull(maxIterations, "maxIterations");
        steps = List.copyOf(steps);
    }

    @Override
    public WhileStep withSteps(List<Step> body) {
        return new WhileStep(basics, condition, maxIterations, body);
    }
}
