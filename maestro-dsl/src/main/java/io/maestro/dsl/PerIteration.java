package io.maestro.dsl;

import io.maestro.step.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The handle of what a loop gathered, iteration by iteration; {@link Foreach#perIteration()} makes it.
 *
 * @param <T> the type of the outputs
 */
public final class PerIteration<T> implements Output<List<Optional<T>>> {

    private final Foreach<T> loop;

    PerIteration(Foreach<T> loop) {
        this.loop = loop;
    }

    Foreach<T> loop() {
        return loop;
    }

    /**
     * Reads the gathered outputs. Code calls {@link StepContext#get} instead.
     *
     * @throws io.maestro.step.OutputNotAvailableException if the loop is not upstream of the reader, or did not run
     * @throws OutputTypeException if an output is not of the class that {@link Step#returns} declared
     * @throws ForeignHandleException if the reader belongs to another workflow
     */
    @Override
    public List<Optional<T>> readFrom(StepContext context) {
        loop.draft().requireOwner(context, this);
        var gathered = loop.gathered();
        var list = new ArrayList<Optional<T>>();
        for (var output : context.outputsByIteration(loop.id(), gathered.id())) {
            list.add(output.map(value -> gathered.outputFor(context.stepId(), value)));
        }
        return List.copyOf(list);
    }

    /** Returns what this is, in words. */
    @Override
    public String toString() {
        return "outputs of the iterations of " + loop;
    }
}
