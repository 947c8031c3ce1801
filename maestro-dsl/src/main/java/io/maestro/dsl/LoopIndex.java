package io.maestro.dsl;

import io.maestro.param.ParamCodec;
import io.maestro.param.ParamConversionException;
import io.maestro.step.Ref;
import io.maestro.step.StepContext;

/**
 * The number of an iteration, from 0. All loops have it under the same name, so that a loop in a body hides the one around it.
 *
 * @param scope the body
 */
record LoopIndex(Scope scope) implements Ref<Long> {

    static final String NAME = "loop_index";

    private static final ParamCodec<Long> CODEC = ParamCodec.of(Long.class);

    @Override
    public Long readFrom(StepContext context) {
        scope.draft().requireOwner(context, this);
        var value = context.params().get(NAME);
        boolean own = scope.steps().stream().anyMatch(step -> step.id().equals(context.stepId()));
        if (value == null || !own) {
            throw new ParamConversionException(
                    NAME,
                    "of " + scope + " is there for the steps of its own body, and not for step '" + context.stepId()
                            + "'");
        }
        return CODEC.read(NAME, value);
    }

    /** Returns what this is, in words. */
    @Override
    public String toString() {
        return "index of " + scope;
    }
}
