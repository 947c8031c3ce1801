package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.RetryPolicy;
import io.maestro.definition.StepId;
import io.maestro.param.ParamCodec;
import io.maestro.step.Ref;
import io.maestro.step.StepContext;
import io.maestro.value.ValueType;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The handle of a step with an output. The code of steps downstream and of conditions reads it by {@link StepContext#get}.
 *
 * @param <T> the type of its output
 */
public final class Step<T> extends LeafStep<Step<T>> implements Output<T> {

    private ValueType<?> type = ValueType.any();

    Step(Scope.Place place, Work work, List<Ref<?>> inputs) {
        super(place, work, RetryPolicy.none(), inputs);
    }

    @Override
    Step<T> self() {
        return this;
    }

    /**
     * Has an output be a failure if it is not wanted, as if the code had thrown: it is tried again as {@link #retry} says.
     *
     * @param unwanted tells whether an output is a failure
     * @return this step
     * @throws IllegalStateException if the step is of a registered type, which says itself what kind its failures are
     */
    @SuppressWarnings("unchecked") // The body returns a T.
    public Step<T> retryIf(Predicate<? super T> unwanted) {
        requireNonNull(unwanted, "unwanted");
        refuse(output -> unwanted.test((T) output));
        return this;
    }

    /**
     * Declares the class of the output, which Java does not keep of {@code T}. An output of another class, such as one that
     * was recorded before a redeploy, is then refused where it is read, not somewhere in the code that uses it. A durable store
     * needs it to read back an output of a class of your own.
     *
     * @param outputType the class, such as {@code List.class} where {@code T} is a list
     * @return this step
     * @see #returns(ValueType)
     */
    public Step<T> returns(Class<? super T> outputType) {
        return declared(ValueType.of(requireNonNull(outputType, "outputType")));
    }

    /**
     * Declares the type of the output with its type arguments, such as {@code ValueType.listOf(Row.class)}. A durable store needs
     * it to read back a list of objects of a class of your own.
     *
     * @param outputType the type
     * @return this step
     */
    public Step<T> returns(ValueType<T> outputType) {
        return declared(requireNonNull(outputType, "outputType"));
    }

    private Step<T> declared(ValueType<?> outputType) {
        requireOpen();
        type = outputType;
        return this;
    }

    /** Returns what was declared of the output. */
    ValueType<?> type() {
        return type;
    }

    /**
     * Lets expressions see the output, as a param of this step: in conditions on the ways from this step by its name, and in
     * later steps as {@code step__name}. Until the step has ended the param is zero, false or empty.
     *
     * @param param the name
     * @param outputType the class of the output
     * @return this step
     * @throws IllegalArgumentException if no param holds values of that class
     */
    public Step<T> outputParam(String param, Class<T> outputType) {
        return outputParam(param, Codecs.of(requireNonNull(outputType, "outputType")), output -> output);
    }

    /**
     * Lets expressions see something of the output, as a param of this step.
     *
     * @param param the name
     * @param partType the class of what they see
     * @param part takes it from the output
     * @param <V> the type of what they see
     * @return this step
     * @throws IllegalArgumentException if no param holds values of that class
     * @see #outputParam(String, Class)
     */
    public <V> Step<T> outputParam(String param, Class<V> partType, Function<? super T, ? extends V> part) {
        return outputParam(param, Codecs.of(requireNonNull(partType, "partType")), part);
    }

    /**
     * Lets expressions see something of the output, as a param of this step.
     *
     * @param param the name
     * @param partType what they see, such as {@code ParamCodec.listOf(Long.class)}
     * @param part takes it from the output
     * @param <V> the type of what they see
     * @return this step
     * @see #outputParam(String, Class)
     */
    public <V> Step<T> outputParam(String param, ParamCodec<V> partType, Function<? super T, ? extends V> part) {
        requireOpen();
        requireNonNull(part, "part");
        params().output(param, requireNonNull(partType, "partType"), output -> part.apply(outputFor(id(), output)));
        return this;
    }

    /**
     * Sets what a param of the loop that this step is in comes to in the next iteration: something of the output.
     *
     * @param param the param of a {@link WhileLoop}
     * @param part takes it from the output
     * @param <V> the type of the param
     * @return this step
     */
    public <V> Step<T> outputParam(LoopParam<V> param, Function<? super T, ? extends V> part) {
        checkNext(param);
        return outputParam(param.name(), param.codec(), part);
    }

    /**
     * Reads the output. Code calls {@link StepContext#get} instead.
     *
     * @throws io.maestro.step.OutputNotAvailableException if this step is not upstream of the reader, or has no output
     * @throws OutputTypeException if the output is not of the class that {@link #returns} declared
     * @throws ForeignHandleException if the reader belongs to another workflow
     */
    @Override
    public T readFrom(StepContext context) {
        draft().requireOwner(context, this);
        return outputFor(context.stepId(), context.output(id()));
    }

    /** Returns an output of this step, if it is of the class that was declared. */
    @SuppressWarnings("unchecked") // the work of this step returned it, and returns a T
    T outputFor(StepId reader, Object output) {
        if (!type.raw().isInstance(output)) {
            throw new OutputTypeException(reader, id(), type.raw(), output);
        }
        return (T) output;
    }
}
