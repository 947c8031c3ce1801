package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.RetryPolicy;
import io.maestro.step.Ref;
import io.maestro.step.StepContext;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * The handle of a step with an output. The code of steps downstream and of conditions reads it by {@link StepContext#get}.
 *
 * @param <T> the type of its output
 */
public final class Step<T> extends AnyStep<Step<T>> implements Ref<T> {

    private Class<?> type = Object.class;

    Step(Draft.Place place, Work work, List<Ref<?>> inputs) {
        super(place, work, RetryPolicy.none(), inputs);
    }

    @Override
    Step<T> self() {
        return this;
    }

    /**
     * Declares the class of the output, which Java does not keep of {@code T}. An output of another class, such as one that
     * was recorded before a redeploy, is then refused where it is read, not somewhere in the code that uses it.
     *
     * @param outputType the class, such as {@code List.class} where {@code T} is a list of rows
     * @return this step
     */
    public Step<T> returns(Class<? super T> outputType) {
        draft().requireOpen();
        type = MethodType.methodType(requireNonNull(outputType, "outputType"))
                .wrap()
                .returnType();
        return this;
    }

    /**
     * Reads the output. Code calls {@link StepContext#get} instead.
     *
     * @throws io.maestro.step.OutputNotAvailableException if this step is not upstream of the reader, or has no output
     * @throws OutputTypeException if the output is not of the class that {@link #returns} declared
     * @throws ForeignHandleException if the reader belongs to another workflow
     */
    @Override
    @SuppressWarnings("unchecked") // the work of this step returned it, and returns a T
    public T readFrom(StepContext context) {
        draft().requireOwner(context, this);
        var output = context.output(id());
        if (!type.isInstance(output)) {
            throw new OutputTypeException(context.stepId(), id(), type, output);
        }
        return (T) output;
    }
}
