package io.maestro.step;

import io.maestro.definition.Step;

/**
 * Stands between the engine and what does the work of steps: to see what is asked of it, to add something before or after it, or to do
 * something else in its place. Several stand one around the other, the one that was added last outermost.
 *
 * {@snippet :
 * Maestro.builder()
 *         .stepInterceptor((step, runtime) -> context -> {
 *             try (var span = tracer.span(step.id().value())) {
 *                 return runtime.start(context);
 *             }
 *         })
 *         .build();
 * }
 *
 * <p>A runtime that is made by a lambda, as here, has no {@link StepRuntime#poll} and {@link StepRuntime#stop} of its own: for step types
 * that wait for a job, hand these on as well.
 */
@FunctionalInterface
public interface StepInterceptor {

    /**
     * Returns what is to do the work of a step. Called when a version of a workflow is made ready, not for each attempt, and maybe more
     * than once for a step.
     *
     * @param step the step, of type {@code Java} or any other
     * @param runtime what does its work; that of a step in Java throws what its body throws. What it returns of params is
     *     checked as ever
     * @return the same, or what does it instead; params that every step of the type has are those of the type all the same
     */
    StepRuntime around(Step step, StepRuntime runtime);
}
