package io.maestro.internal.eval.compile;

import java.util.BitSet;

/**
 * Which variables are sure to hold a LONG at the place of the program that is being compiled. A variable keeps the type of its
 * first value, so once it holds a LONG it does so for good, unless a declaration gives it another type. Only what happens on
 * every way to a place counts: what a branch or a loop assigns is forgotten behind it.
 */
final class SureLongs {

    private final Names names;
    private BitSet slots = new BitSet();

    SureLongs(Names names) {
        this.names = names;
    }

    boolean contains(Variable variable) {
        return slots.get(variable.slot());
    }

    /** Notes that a variable was just given a LONG. */
    void add(Variable variable) {
        if (!names.isDeclaredOtherwise(variable.name())) {
            slots.set(variable.slot());
        }
    }

    BitSet now() {
        return (BitSet) slots.clone();
    }

    /** Forgets all that was noted since, because the program may come here without it. */
    void backTo(BitSet before) {
        slots = (BitSet) before.clone();
    }
}
