package io.maestro.dsl.internal.bind;

import io.maestro.definition.EffectPolicy;
import io.maestro.definition.Effects;
import io.maestro.definition.InDoubt;
import io.maestro.error.ProblemCode;
import java.util.Optional;

/** What a step promises of its effects; Netflix Maestro does not know it. */
final class EffectsBinder {

    private EffectsBinder() {}

    /** Returns what is said, or empty if nothing is. */
    static Optional<Effects> bind(Fields fields) {
        var policy = fields.take("effects").flatMap(spot -> spot.constant(EffectPolicy.class));
        var rule = fields.take("in_doubt");
        var inDoubt = rule.flatMap(spot -> spot.constant(InDoubt.class)).orElse(InDoubt.WAIT);
        if (policy.filter(EffectPolicy.AT_MOST_ONCE::equals).isEmpty()) {
            rule.ifPresent(spot -> spot.problem(
                    ProblemCode.CONFLICT,
                    "a step is in doubt only if its effects are AT_MOST_ONCE, which they are not"));
            return policy.map(Effects::of);
        }
        return Optional.of(new Effects(EffectPolicy.AT_MOST_ONCE, inDoubt));
    }
}
