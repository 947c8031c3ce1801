package io.maestro.internal.eval.syntax;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the names that a program reads from outside: those whose first occurrence, in the order of the text, is not as the
 * target of an assignment or declaration. {@code x = x + 1} so does not read {@code x}.
 */
public final class References {

    /** Where a name stands that is not read first. */
    private static final int WRITTEN = -1;

    private References() {}

    /**
     * Finds the references of a program.
     *
     * @param program the program
     * @param presets names that never mean an input
     * @return the names, sorted, each with the offset of its first occurrence
     */
    public static SortedMap<String, Integer> of(Program program, Set<String> presets) {
        Map<String, Integer> first = new HashMap<>();
        program.walk(part -> {
            switch (part) {
                case Expr.Name(var name, int at) -> first.putIfAbsent(name, at);
                case Expr.Assign assign -> first.putIfAbsent(assign.name(), WRITTEN);
                case Statement.Declarator declarator -> first.putIfAbsent(declarator.name(), WRITTEN);
                case Expr ignored -> {}
                case Statement ignored -> {}
            }
        });
        first.values().removeIf(at -> at == WRITTEN);
        first.keySet().removeAll(presets);
        return Collections.unmodifiableSortedMap(new TreeMap<>(first));
    }
}
