package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamCodec;
import io.maestro.param.ParamConversionException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.step.Ref;
import io.maestro.step.StepContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The handle of a declared param of a workflow. The code of steps and of conditions reads it by {@link StepContext#get}.
 *
 * @param <T> the type of its value
 */
public final class Param<T> implements Ref<T> {

    private final Draft draft;
    private final String name;
    private final ParamCodec<T> codec;
    private final ParamDefinition.Content content;
    private Optional<ParamMode> mode = Optional.empty();

    Param(Draft draft, String name, ParamCodec<T> codec, ParamDefinition.Content content) {
        this.draft = draft;
        this.name = name;
        this.codec = codec;
        this.content = content;
    }

    /**
     * Sets who may change the param, and when. The default is {@link ParamMode#MUTABLE}.
     *
     * @param newMode the mode
     * @return this param
     * @throws IllegalStateException if the workflow is defined already
     */
    public Param<T> mode(ParamMode newMode) {
        draft.requireOpen();
        mode = Optional.of(requireNonNull(newMode, "newMode"));
        return this;
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
     * @throws ParamConversionException if the run has no value of this param, or one of another type
     * @throws ForeignHandleException if the reader belongs to another workflow
     */
    @Override
    public T readFrom(StepContext context) {
        draft.requireOwner(context, this);
        var value = context.params().get(name);
        if (value == null) {
            throw new ParamConversionException(
                    name, "has no value: run " + context.runId() + " was started without it");
        }
        return codec.read(name, value);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }

    ParamDefinition definition() {
        return new ParamDefinition(codec.type(), content, mode, List.of(), Optional.empty(), Map.of());
    }
}
