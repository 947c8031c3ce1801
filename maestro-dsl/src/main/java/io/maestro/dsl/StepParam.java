package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamCodec;
import io.maestro.param.ParamConversionException;
import io.maestro.step.Ref;
import io.maestro.step.StepContext;

/**
 * The handle of a param of whichever step reads it: {@code ctx.get(limit)} reads the param {@code limit} of the step whose code
 * that is. Good in any workflow.
 *
 * @param name the name of the param
 * @param type what its value is
 * @param <T> the type of its value
 */
public record StepParam<T>(String name, ParamCodec<T> type) implements Ref<T> {

    /** Checks that nothing is null. */
    public StepParam {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
    }

    /**
     * Returns the handle of a param.
     *
     * @param name the name of the param
     * @param type the class of its value
     * @param <T> the type of its value
     * @return the handle
     * @throws IllegalArgumentException if no param holds values of that class
     */
    public static <T> StepParam<T> of(String name, Class<T> type) {
        return new StepParam<>(name, Codecs.of(requireNonNull(type, "type")));
    }

    /**
     * Reads the value. Code calls {@link StepContext#get} instead.
     *
     * @throws ParamConversionException if the step has no such param, or its value is of another type
     */
    @Override
    public T readFrom(StepContext context) {
        var value = context.stepParams().get(name);
        if (value == null) {
            throw new ParamConversionException(name, "is not a param of step '" + context.stepId() + "'");
        }
        return type.read(name, value);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
