package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A step that runs its body once for each combination of its loop params, or for each element of a list in Java (spec:
 * definitions, section 1.6.1). Each iteration is a run of its own.
 *
 * @param basics what steps of every kind have
 * @param items what it loops over
 * @param concurrency how many iterations may run at once, from 1, or empty for 20
 * @param strictOrdering whether an iteration may only begin when all but the last {@code concurrency} before it have ended
 * @param maxIterations how many iterations there may be, or empty for {@link #DEFAULT_MAX_ITERATIONS}
 * @param steps the body, at least one step
 */
public record ForeachStep(
        StepBasics basics,
        Items items,
        Optional<Integer> concurrency,
        boolean strictOrdering,
        Optional<Integer> maxIterations,
        List<Step> steps)
        implements LoopStep {

    /** The concurrency of a step that names none. */
    public static final int DEFAULT_CONCURRENCY = 20;

    /** The largest concurrency in JSON and YAML. */
    public static final int MAX_CONCURRENCY = 500;

    /** Checks that nothing is null, and copies the body. */
    public ForeachStep {
        requireNonNull(basics, "basics");
        requireNonNull(items, "items");
        requireNonNull(concurrency, "concurrency");
        requireNonNull(maxIterations, "maxIterations");
        steps = List.copyOf(steps);
    }

    /** What a foreach step loops over. */
    public enum Items {
        /** The combinations of the arrays in its param {@code loop_params}; the first declared one varies fastest. */
        LOOP_PARAMS,
        /** The elements of a list in Java that comes with the definition; it has no text. */
        CODE
    }

    @Override
    public ForeachStep withSteps(List<Step> body) {
        return new ForeachStep(basics, items, concurrency, strictOrdering, maxIterations, body);
    }
}
