package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.param.ParamCodec;
import io.maestro.step.ParamFunction;
import io.maestro.step.ParamScope;
import java.util.Optional;

/** What a param that is computed in Java may read. Valid while it is computed. */
public final class ParamContext {

    private final Draft draft;
    private final Optional<StepId> reader;
    private final ParamScope scope;

    private ParamContext(Draft draft, Optional<StepId> reader, ParamScope scope) {
        this.draft = draft;
        this.reader = reader;
        this.scope = scope;
    }

    /** Returns what evaluates a computation of a param of the workflow, or of one of its steps. */
    static <T> ParamFunction function(
            Draft draft, Optional<StepId> step, String name, ParamCodec<T> type, ParamComputation<T> computation) {
        return scope -> type.write(name, computation.compute(new ParamContext(draft, step, scope)));
    }

    /**
     * Returns the value of a param of the workflow, which is evaluated first if need be. In a step that sets a param of the
     * same name, it is that of the step once it has a value, as in an expression.
     *
     * @param param the param
     * @param <T> its type
     * @return the value
     * @throws io.maestro.param.ParamException if the param has no value, or needs the one that is computed
     * @throws io.maestro.param.ParamConversionException if its value is of another type
     */
    public <T> T get(Param<T> param) {
        requireOwner(param.draft(), param);
        return get(param.name(), param.codec());
    }

    /**
     * Returns the value of a param of a loop in this iteration.
     *
     * @param param the param
     * @param <T> its type
     * @return the value
     * @throws io.maestro.param.ParamException if the step is not in the body of the loop
     * @throws io.maestro.param.ParamConversionException if its value is of another type
     */
    public <T> T get(LoopParam<T> param) {
        requireOwner(param.scope().draft(), param);
        return get(param.name(), param.codec());
    }

    /**
     * Returns the value of the param that a name means in an expression of the same param, such as one that nobody declared,
     * one of the engine, or {@code step__param} for one of another step.
     *
     * @param name the name
     * @param type the class of its value
     * @param <T> its type
     * @return the value
     * @throws io.maestro.param.ParamException if there is no such param, or it has no value
     * @throws io.maestro.param.ParamConversionException if its value is of another type
     */
    public <T> T get(String name, Class<T> type) {
        return get(name, Codecs.of(requireNonNull(type, "type")));
    }

    /**
     * Returns the value of the param that a name means in an expression of the same param.
     *
     * @param name the name
     * @param type what its value is
     * @param <T> its type
     * @return the value
     * @throws io.maestro.param.ParamException if there is no such param, or it has no value
     * @throws io.maestro.param.ParamConversionException if its value is of another type
     */
    public <T> T get(String name, ParamCodec<T> type) {
        return requireNonNull(type, "type").read(name, scope.param(requireNonNull(name, "name")));
    }

    /**
     * Returns the output of a step that is upstream of the one whose param is computed. Params of a workflow are computed before
     * its steps.
     *
     * @param step the step
     * @param <T> its type
     * @return the output
     * @throws io.maestro.step.OutputNotAvailableException if the step has none
     */
    public <T> T get(Step<T> step) {
        requireOwner(step.draft(), step);
        var output = scope.output(step.id());
        return step.outputFor(reader.orElseThrow(), output);
    }

    private void requireOwner(Draft owner, Object handle) {
        if (owner != draft) {
            throw new IllegalArgumentException(
                    "'" + handle + "' is a handle of workflow '" + owner.name() + "'; " + ForeignHandleException.RULE);
        }
    }
}
