package io.maestro.dsl;

import java.util.List;
import java.util.Optional;

/**
 * The handle of a loop that goes on as long as a condition holds. Its params have other values in each iteration: those that
 * steps of the iteration before gave to params of the same names ({@link AnyStep#next}).
 */
public final class WhileLoop extends AnyLoop<WhileLoop> {

    private Optional<Condition> condition = Optional.empty();

    WhileLoop(Scope.Place place) {
        super(place, List.of());
    }

    @Override
    WhileLoop self() {
        return this;
    }

    void goOnIf(Condition newCondition) {
        condition = Optional.of(newCondition);
    }

    Optional<Condition> condition() {
        return condition;
    }
}
