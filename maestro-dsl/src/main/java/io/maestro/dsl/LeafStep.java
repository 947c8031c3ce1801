package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.RetryPolicy;
import io.maestro.step.Ref;
import java.util.List;

/**
 * The handle of a step that does work of its own, and may be tried again when that fails.
 *
 * @param <S> the kind of step, which options return
 */
public abstract sealed class LeafStep<S extends LeafStep<S>> extends AnyStep<S> permits Step, PlainStep {

    private final Work work;
    private RetryPolicy retryPolicy;

    LeafStep(Scope.Place place, Work work, RetryPolicy retryPolicy, List<Ref<?>> inputs) {
        super(place, inputs);
        this.work = work;
        this.retryPolicy = retryPolicy;
    }

    /**
     * Sets what happens after a failed attempt. Steps in Java are not tried again unless this says so; steps of a registered
     * type have {@link RetryPolicy#standard()}.
     *
     * @param policy the policy
     * @return this step
     */
    public final S retry(RetryPolicy policy) {
        requireOpen();
        retryPolicy = requireNonNull(policy, "policy");
        return self();
    }

    final Work work() {
        return work;
    }

    final RetryPolicy retryPolicy() {
        return retryPolicy;
    }
}
