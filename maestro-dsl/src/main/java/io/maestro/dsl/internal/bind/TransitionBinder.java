package io.maestro.dsl.internal.bind;

import io.maestro.definition.InvalidIdException;
import io.maestro.definition.Predicate;
import io.maestro.definition.StepId;
import io.maestro.definition.Transition;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Transitions (spec: definitions, section 1.7). */
final class TransitionBinder {

    private static final String ALWAYS = "true";

    private TransitionBinder() {}

    static Transition bind(Spot spot, StepList steps) {
        return spot.object()
                .map(fields -> {
                    var successors = successors(fields);
                    var maxPasses = maxPasses(fields);
                    var keptVisits = keptVisits(fields);
                    fields.take("predecessors").ifPresent(list -> steps.claim(list, predecessors(list)));
                    fields.refuseOthers();
                    return new Transition(successors, maxPasses, keptVisits);
                })
                .orElse(Transition.none());
    }

    static Optional<Integer> maxPasses(Fields fields) {
        return fields.take("max_passes").flatMap(limit -> limit.integer(1, Integer.MAX_VALUE));
    }

    static Optional<Integer> keptVisits(Fields fields) {
        return fields.take("kept_visits")
                .flatMap(visits -> visits.integer(Transition.MIN_KEPT_VISITS, Integer.MAX_VALUE));
    }

    private static Map<StepId, Predicate> successors(Fields transition) {
        var successors = new LinkedHashMap<StepId, Predicate>();
        transition
                .take("successors")
                .flatMap(Spot::object)
                .ifPresent(fields -> fields.others().forEach((name, spot) -> {
                    try {
                        var successor = new StepId(name);
                        spot.text().map(TransitionBinder::predicate).ifPresent(when -> successors.put(successor, when));
                    } catch (InvalidIdException e) {
                        spot.nameProblem(
                                ProblemCode.INVALID_ID, Objects.requireNonNull(e.getMessage()), Optional.empty());
                    }
                }));
        return successors;
    }

    static Predicate predicate(String condition) {
        return condition.strip().equals(ALWAYS) ? Predicate.always() : new Predicate.Expression(condition);
    }

    private static Set<String> predecessors(Spot list) {
        var predecessors = new LinkedHashSet<String>();
        for (var spot : list.elements()) {
            spot.text().ifPresent(id -> {
                if (!predecessors.add(id)) {
                    spot.problem(ProblemCode.DUPLICATE, "the predecessor " + Quote.of(id) + " is there twice");
                }
            });
        }
        return predecessors;
    }
}
