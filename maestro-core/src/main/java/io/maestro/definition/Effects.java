package io.maestro.definition;

import static java.util.Objects.requireNonNull;

/**
 * What a step promises of its effects.
 *
 * @param policy how often they may happen
 * @param inDoubt what is done about an attempt that was cut off, if they may happen once at most
 */
public record Effects(EffectPolicy policy, InDoubt inDoubt) {

    /** Checks that a rule is only where it can apply. */
    public Effects {
        requireNonNull(policy, "policy");
        requireNonNull(inDoubt, "inDoubt");
        if (inDoubt != InDoubt.WAIT && policy != EffectPolicy.AT_MOST_ONCE) {
            throw new IllegalArgumentException(
                    "a step is in doubt only if its effects are AT_MOST_ONCE, but they are " + policy);
        }
    }

    /**
     * Returns a policy of which nothing else is said.
     *
     * @param policy the policy
     * @return the effects
     */
    public static Effects of(EffectPolicy policy) {
        return new Effects(policy, InDoubt.WAIT);
    }
}
