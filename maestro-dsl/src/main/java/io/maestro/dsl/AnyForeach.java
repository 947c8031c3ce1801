package io.maestro.dsl;

import io.maestro.definition.ForeachStep;
import io.maestro.step.Ref;
import io.maestro.value.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * The handle of a loop over elements that are all known when it begins.
 *
 * @param <S> the kind of step, which options return
 */
public abstract sealed class AnyForeach<S extends AnyForeach<S>> extends AnyLoop<S> permits Foreach, PlainForeach {

    private final Optional<Ref<? extends List<?>>> items;
    private Optional<Integer> concurrency = Optional.empty();
    private boolean strictOrdering;
    private Optional<ValueType<?>> elementType = Optional.empty();

    AnyForeach(Scope.Place place, Optional<Ref<? extends List<?>>> items) {
        super(place, items.stream().toList());
        this.items = items;
    }

    /**
     * Sets how many iterations may run at once. The default is {@value ForeachStep#DEFAULT_CONCURRENCY}.
     *
     * @param limit from 1
     * @return this step
     */
    public final S concurrency(int limit) {
        requireOpen();
        concurrency = Optional.of(limit);
        return self();
    }

    /**
     * Lets an iteration begin only when all but the last few before it have ended, as many as may run at once. Otherwise a slow
     * one holds back no other.
     *
     * @return this step
     */
    public final S strictOrdering() {
        requireOpen();
        strictOrdering = true;
        return self();
    }

    final void elementType(ValueType<?> type) {
        requireOpen();
        elementType = Optional.of(type);
    }

    /** Returns what was declared of the elements, or of the output that they are those of. */
    final ValueType<?> elementType() {
        return elementType
                .or(() -> items.filter(Step.class::isInstance)
                        .map(Step.class::cast)
                        .flatMap(AnyForeach::elementOf))
                .orElse(ValueType.any());
    }

    private static Optional<ValueType<?>> elementOf(Step<?> list) {
        return list.type().arguments().size() == 1
                ? Optional.of(list.type().arguments().getFirst())
                : Optional.empty();
    }

    /** Returns the list in Java, or empty if the elements are those of loop params. */
    final Optional<Ref<? extends List<?>>> items() {
        return items;
    }

    final ForeachStep assembled(io.maestro.definition.StepBasics basics, List<io.maestro.definition.Step> steps) {
        return new ForeachStep(
                basics,
                items.isPresent() ? ForeachStep.Items.CODE : ForeachStep.Items.LOOP_PARAMS,
                concurrency,
                strictOrdering,
                maxIterations(),
                steps);
    }
}
