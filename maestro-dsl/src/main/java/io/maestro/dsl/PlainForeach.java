package io.maestro.dsl;

import io.maestro.step.Ref;
import java.util.List;
import java.util.Optional;

/** The handle of a loop that gathers nothing. */
public final class PlainForeach extends AnyForeach<PlainForeach> {

    PlainForeach(Scope.Place place, Optional<Ref<? extends List<?>>> items) {
        super(place, items);
    }

    @Override
    PlainForeach self() {
        return this;
    }
}
