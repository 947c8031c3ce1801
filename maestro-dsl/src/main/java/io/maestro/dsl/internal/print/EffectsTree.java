package io.maestro.dsl.internal.print;

import io.maestro.definition.Effects;
import io.maestro.definition.InDoubt;
import java.util.Optional;

/** Writes what a step promises of its effects. */
final class EffectsTree {

    private EffectsTree() {}

    static void put(Optional<Effects> effects, Tree tree) {
        effects.ifPresent(said -> {
            tree.put("effects", said.policy().name());
            if (said.inDoubt() != InDoubt.WAIT) {
                tree.put("in_doubt", said.inDoubt().name());
            }
        });
    }
}
