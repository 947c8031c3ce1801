package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.EffectPolicy;
import io.maestro.definition.Effects;
import io.maestro.definition.InDoubt;
import io.maestro.definition.RetryPolicy;
import io.maestro.step.Ref;
import java.util.List;
import java.util.Optional;

/**
 * The handle of a step that does work of its own, and may be tried again when that fails.
 *
 * @param <S> the kind of step, which options return
 */
public abstract sealed class LeafStep<S extends LeafStep<S>> extends AnyStep<S> permits Step, PlainStep {

    private final Work work;
    private RetryPolicy retryPolicy;
    private Optional<Effects> effects = Optional.empty();

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

    /**
     * Says how often what this step does to the world outside may happen when the process dies while it does it. The default is
     * {@link EffectPolicy#AT_LEAST_ONCE}.
     *
     * @param policy the policy; a step that may be in doubt waits to be settled
     * @return this step
     */
    public final S effects(EffectPolicy policy) {
        requireOpen();
        effects = Optional.of(Effects.of(policy));
        return self();
    }

    /**
     * Says how often what this step does to the world outside may happen, and what is done when nobody knows whether it did.
     *
     * @param policy the policy: {@link EffectPolicy#AT_MOST_ONCE}, unless the rule is to wait
     * @param rule what is done about an attempt that was cut off
     * @return this step
     * @throws IllegalArgumentException if the policy leaves nothing in doubt that there could be a rule for
     */
    public final S effects(EffectPolicy policy, InDoubt rule) {
        requireOpen();
        effects = Optional.of(new Effects(policy, rule));
        return self();
    }

    final Work work() {
        return work;
    }

    final RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    final Optional<Effects> effects() {
        return effects;
    }
}
