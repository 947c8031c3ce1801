package io.maestro.dsl;

import io.maestro.param.ParamCodec;
import io.maestro.param.ParamConversionException;
import io.maestro.param.ParamDefinition;
import io.maestro.step.Ref;
import io.maestro.step.StepContext;

/**
 * The handle of a param of a loop, which has another value in each iteration. The code of steps of the body reads it, and that of
 * loops inside of it; expressions know it by its name.
 *
 * @param <T> the type of its value in an iteration
 */
public final class LoopParam<T> implements Ref<T> {

    private final Scope scope;
    private final String name;
    private final ParamCodec<T> codec;
    private final ParamDefinition definition;

    LoopParam(Scope scope, String name, ParamCodec<T> codec, ParamDefinition definition) {
        this.scope = scope;
        this.name = name;
        this.codec = codec;
        this.definition = definition;
    }

    /**
     * Returns the name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Reads the value. Code calls {@link StepContext#get} instead.
     *
     * @throws ParamConversionException if the reader is not in the body of the loop, or the value is of another type
     * @throws ForeignHandleException if the reader belongs to another workflow
     */
    @Override
    public T readFrom(StepContext context) {
        scope.draft().requireOwner(context, this);
        // The condition of a loop is asked in the context of the loop itself.
        boolean inCondition =
                scope.loop().filter(loop -> loop.id().equals(context.stepId())).isPresent();
        var value = (inCondition ? context.stepParams() : context.params()).get(name);
        if (value == null) {
            throw new ParamConversionException(
                    name, "of " + scope + " is there only in its body, and not for step '" + context.stepId() + "'");
        }
        return codec.read(name, value);
    }

    Scope scope() {
        return scope;
    }

    ParamCodec<T> codec() {
        return codec;
    }

    /** Returns what the loop gets: the value of the first iteration, or the values of all. */
    ParamDefinition definition() {
        return definition;
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
