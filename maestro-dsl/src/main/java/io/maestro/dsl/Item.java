package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.step.Ref;
import io.maestro.step.StepContext;
import io.maestro.value.ValueType;

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
     * Declares the class of the elements, which a durable store needs to read back those of a class of your own. Where the list
     * is the output of a step that {@linkplain Step#returns(ValueType) declares} what it is a list of, that is known.
     *
     * @param type the class
     * @return this
     */
    public Item<E> type(Class<E> type) {
        return type(ValueType.of(requireNonNull(type, "type")));
    }

    /**
     * Declares the type of the elements with its type arguments, as {@link #type(Class)} does.
     *
     * @param type the type
     * @return this
     */
    public Item<E> type(ValueType<E> type) {
        loop.elementType(requireNonNull(type, "type"));
        return this;
    }

    /**
     * Returns the handle of the place of the element in the list, from 0. It is there for the same steps as the element.
     *
     * @return the handle
     */
    public Ref<Integer> index() {
        return new ItemIndex(loop);
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
