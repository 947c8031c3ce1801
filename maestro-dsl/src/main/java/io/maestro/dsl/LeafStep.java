package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.EffectPolicy;
import io.maestro.definition.Effects;
import io.maestro.definition.InDoubt;
import io.maestro.definition.RetryPolicy;
import io.maestro.step.Ref;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The handle of a step that does work of its own, and may be tried again when that fails.
 *
 * @param <S> the kind of step, which options return
 */
public abstract sealed class LeafStep<S extends LeafStep<S>> extends AnyStep<S> permits Step, PlainStep {

    private final Work work;
    private RetryPolicy retryPolicy;
    private Failures failures = Failures.PLAIN;
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
     * Has only some failures be tried again: whatever else the code throws is fatal, but for a {@link
     * io.maestro.step.StepFailedException}, which says itself what kind of failure it is. Said several times, failures that any of them
     * means are tried again. How often is said by {@link #retry}.
     *
     * @param type a class of exceptions
     * @param more further ones
     * @return this step
     * @throws IllegalStateException if the step is of a registered type, which says itself what kind its failures are
     */
    @SafeVarargs
    public final S retryOn(Class<? extends Throwable> type, Class<? extends Throwable>... more) {
        return retryOn(Failures.of(type, more));
    }

    /**
     * Has only some failures be tried again, as {@link #retryOn(Class, Class[])} does.
     *
     * @param which tells whether an exception is such a failure
     * @return this step
     * @throws IllegalStateException if the step is of a registered type, which says itself what kind its failures are
     */
    public final S retryOn(Predicate<? super Throwable> which) {
        requireCode();
        failures = failures.retrying(requireNonNull(which, "which"));
        return self();
    }

    /**
     * Has some failures never be tried again, whatever else is said of them.
     *
     * @param type a class of exceptions
     * @param more further ones
     * @return this step
     * @throws IllegalStateException if the step is of a registered type, which says itself what kind its failures are
     */
    @SafeVarargs
    public final S fatalOn(Class<? extends Throwable> type, Class<? extends Throwable>... more) {
        return fatalOn(Failures.of(type, more));
    }

    /**
     * Has some failures never be tried again, as {@link #fatalOn(Class, Class[])} does.
     *
     * @param which tells whether an exception is such a failure
     * @return this step
     * @throws IllegalStateException if the step is of a registered type, which says itself what kind its failures are
     */
    public final S fatalOn(Predicate<? super Throwable> which) {
        requireCode();
        failures = failures.failing(requireNonNull(which, "which"));
        return self();
    }

    final void refuse(Predicate<Object> which) {
        requireCode();
        failures = failures.refusing(which);
    }

    private void requireCode() {
        requireOpen();
        if (work instanceof Work.Registered registered) {
            throw new IllegalStateException("step '" + id() + "' is of the type '" + registered.type()
                    + "', which says itself what kind its failures are");
        }
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
        return failures.sort(work);
    }

    final RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    final Optional<Effects> effects() {
        return effects;
    }
}
