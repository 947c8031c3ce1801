package io.maestro.dsl;

import io.maestro.step.Ref;
import io.maestro.step.StepContext;

/**
 * The handle of the element that an iteration of a loop is for. The code of steps of the body reads it, and that of loops inside
 * of it.
 *
 * @param <E> the type of the element
 */
public final class Item<E> implements Ref<E> {

    private final AnyForeach<?> loop;

    Item(AnyForeach<?> loop) {
        this.loop = loop;
    }

    /**
     * Reads the element. Code calls {@link StepContext#get} instead.
     *
     * @throws io.maestro.step.OutputNotAvailableException if the reader is not in the body of the loop
     * @throws ForeignHandleException if the reader belongs to another workflow
     */
    @Override
    @SuppressWarnings("unchecked") // the list of the loop holds Es
    public E readFrom(StepContext context) {
        loop.draft().requireOwner(context, this);
        return (E) context.item(loop.id());
    }

    Scope scope() {
        return loop.body();
    }

    /** Returns what this is, in words. */
    @Override
    public String toString() {
        return "item of " + loop;
    }
}
