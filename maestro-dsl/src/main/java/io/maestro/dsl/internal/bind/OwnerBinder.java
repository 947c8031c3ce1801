package io.maestro.dsl.internal.bind;

import io.maestro.definition.Owner;
import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import java.util.Optional;

/** Owners: a name, or an object with a name and free members (spec: definitions, section 1.3). */
final class OwnerBinder {

    private OwnerBinder() {}

    static Optional<Owner> bind(Spot spot) {
        if (!(spot.node() instanceof ObjectNode)) {
            return spot.text().map(Owner::of);
        }
        return spot.object()
                .flatMap(owner -> owner.require("name")
                        .flatMap(Spot::text)
                        .map(name -> new Owner(name, FreeValues.members(owner.others()))));
    }
}
