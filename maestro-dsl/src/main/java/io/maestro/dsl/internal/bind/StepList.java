package io.maestro.dsl.internal.bind;

import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.error.NearMiss;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The steps that could be bound, where they stand in the input, and what is known of those that could not. Whatever a definition
 * without the latter seems to lack must not be held against its author.
 */
final class StepList {

    private final List<Step> steps = new ArrayList<>();
    private final List<Integer> indices = new ArrayList<>();
    private final Set<String> broken = new LinkedHashSet<>();
    private final List<Claim> claims = new ArrayList<>();
    private boolean nameless;

    /** What a step says of its own predecessors. */
    private record Claim(int step, Spot spot, Set<String> predecessors) {}

    void add(Step step, int index) {
        steps.add(step);
        indices.add(index);
    }

    /** Notes a step that could not be bound, but whose id can be read. */
    void addBroken(String id) {
        broken.add(id);
    }

    /** Notes a step that could not be bound and whose id is not known. */
    void addNameless() {
        nameless = true;
    }

    /** Notes the predecessors that the step which is added next says it has. */
    void claim(Spot spot, Set<String> predecessors) {
        claims.add(new Claim(steps.size(), spot, predecessors));
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Returns the place in the input of the n-th step that could be bound. */
    int indexInInput(int step) {
        return indices.get(step);
    }

    boolean isComplete() {
        return broken.isEmpty() && !nameless;
    }

    /** Tells whether a step that could not be bound may have this id. */
    boolean mayHaveLost(String id) {
        return nameless || broken.contains(id);
    }

    /** Returns the id of a step that could not be bound and that was probably meant by another. */
    Optional<String> nearestLost(String id) {
        return NearMiss.of(id, broken);
    }

    /** Compares what steps say of their predecessors with what the others say of their successors. */
    void checkClaims() {
        if (!isComplete()) {
            return;
        }
        Map<StepId, Set<String>> predecessors = new HashMap<>();
        for (var step : steps) {
            for (var successor : step.basics().transition().successors().keySet()) {
                predecessors
                        .computeIfAbsent(successor, id -> new TreeSet<>())
                        .add(step.id().value());
            }
        }
        for (var claim : claims) {
            var id = steps.get(claim.step()).id();
            var actual = predecessors.getOrDefault(id, Set.of());
            if (!claim.predecessors().isEmpty() && !claim.predecessors().equals(actual)) {
                claim.spot()
                        .problem(
                                ProblemCode.CONFLICT,
                                "names " + quoted(claim.predecessors()) + " but the steps that lead to '" + id
                                        + "' are " + quoted(actual));
            }
        }
    }

    private static String quoted(Set<String> ids) {
        return ids.isEmpty() ? "none" : ids.stream().map(Quote::of).collect(Collectors.joining(", "));
    }
}
