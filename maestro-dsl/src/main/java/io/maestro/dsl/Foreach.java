package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.step.Ref;
import io.maestro.step.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The handle of a loop that gathers the outputs of a step of its body. Code of steps downstream reads them as a list: one for
 * each iteration in which that step had an output, in the order of the iterations. {@link #perIteration()} tells which those are.
 *
 * @param <T> the type of the outputs
 */
public final class Foreach<T> extends AnyForeach<Foreach<T>> implements Output<List<T>> {

    private @Nullable Step<T> gathered;

    Foreach(Scope.Place place, Optional<Ref<? extends List<?>>> items) {
        super(place, items);
    }

    @Override
    Foreach<T> self() {
        return this;
    }

    /**
     * Returns the handle of the same outputs, each at the index of its iteration, which is that of its element in the list. The list
     * has an element for each iteration, empty where the gathered step had no output: it was not reached, or did not succeed.
     *
     * @return the handle, which is an input like this
     */
    public PerIteration<T> perIteration() {
        return new PerIteration<>(this);
    }

    void gather(Step<T> step) {
        gathered = requireNonNull(step, "the step whose outputs are gathered");
    }

    /** Returns the step whose outputs are gathered. */
    Step<T> gathered() {
        return requireNonNull(gathered, "gathered");
    }

    /**
     * Reads the gathered outputs. Code calls {@link StepContext#get} instead.
     *
     * @throws io.maestro.step.OutputNotAvailableException if this step is not upstream of the reader, or did not run
     * @throws OutputTypeException if an output is not of the class that {@link Step#returns} declared
     * @throws ForeignHandleException if the reader belongs to another workflow
     */
    @Override
    public List<T> readFrom(StepContext context) {
        draft().requireOwner(context, this);
        var list = new ArrayList<T>();
        for (var output : context.outputs(id(), gathered().id())) {
            list.add(gathered().outputFor(context.stepId(), output));
        }
        return List.copyOf(list);
    }
}
