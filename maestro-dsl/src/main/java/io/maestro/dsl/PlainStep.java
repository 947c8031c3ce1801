package io.maestro.dsl;

import io.maestro.definition.RetryPolicy;
import io.maestro.step.Ref;
import java.util.List;

/** The handle of a step without an output that Java could read. */
public final class PlainStep extends LeafStep<PlainStep> {

    PlainStep(Scope.Place place, Work work, RetryPolicy retryPolicy, List<Ref<?>> inputs) {
        super(place, work, retryPolicy, inputs);
    }

    @Override
    PlainStep self() {
        return this;
    }
}
