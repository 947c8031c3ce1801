package io.maestro.dsl;

import io.maestro.step.Ref;
import io.maestro.step.StepContext;

/**
 * The place of an element in the list that a loop goes over, from 0.
 *
 * @param loop the loop
 */
record ItemIndex(AnyForeach<?> loop) implements Ref<Integer> {

    @Override
    public Integer readFrom(StepContext context) {
        loop.draft().requireOwner(context, this);
        return context.iteration(loop.id());
    }

    Scope scope() {
        return loop.body();
    }

    /** Returns what this is, in words. */
    @Override
    public String toString() {
        return "index of " + loop;
    }
}
