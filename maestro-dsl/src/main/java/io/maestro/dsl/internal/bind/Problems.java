package io.maestro.dsl.internal.bind;

import io.maestro.error.Problem;
import java.util.ArrayList;
import java.util.List;

/** Everything that was found wrong with one text. Not thread-safe. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void add(Problem problem) {
        found.add(problem);
    }

    int count() {
        return found.size();
    }

    List<Problem> all() {
        return List.copyOf(found);
    }
}
