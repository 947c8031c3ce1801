package io.maestro.dsl.internal.bind;

import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import io.maestro.dsl.internal.syntax.Node.TextNode;
import io.maestro.error.JsonPointer;
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
 * The steps of a workflow or of a body that could be bound, and what is known of those that could not. Whatever a definition
 * without the latter seems to lack must not be held against its author.
 */
final class StepList {

    private final String path;
    private final SourceMap source;
    private final List<Step> steps = new ArrayList<>();
    private final List<StepList> bodies = new ArrayList<>();
    private final Set<String> broken = new LinkedHashSet<>();
    private final List<Claim> claims = new ArrayList<>();
    private boolean nameless;
    private int written;

    /** What a step says of its own predecessors. */
    private record Claim(int step, Spot spot, Set<String> predecessors) {}

    private StepList(String path, SourceMap source) {
        this.path = path;
        this.source = source;
        source.steps(path, this);
    }

    /** Returns the empty list of the steps of a workflow. */
    static StepList ofWorkflow(SourceMap source) {
        return new StepList("/workflow/steps", source);
    }

    /** Returns the empty body of the step that is added next, which is of this kind. */
    StepList body(String kind) {
        var body = new StepList(pathOfNext(kind) + "/steps", source);
        bodies.add(body);
        return body;
    }

    /** Returns the way in the request to the step that is added next, which is of this kind. */
    String pathOfNext(String kind) {
        return JsonPointer.member(JsonPointer.element(path, steps.size()), kind);
    }

    /** Notes that this list is said in another way, at a place of the input. */
    void saidAt(Spot spot) {
        source.putOther(path, spot);
    }

    /** Notes how many steps the input has in this list. */
    void written(int count) {
        written = count;
    }

    /** Returns how many steps the input has in this list and in the bodies of its steps. */
    int total() {
        return written + bodies.stream().mapToInt(StepList::total).sum();
    }

    /** Adds a step, which stands at this place in the input. */
    void add(Step step, Spot spot) {
        source.put(pathOfNext(step.kind()), spot);
        steps.add(step);
    }

    /** Notes a step that could not be bound, of which only the id may be known. */
    void addBroken(Spot content) {
        var id = content.node() instanceof ObjectNode object ? object.members().get("id") : null;
        if (id != null && id.value() instanceof TextNode text) {
            broken.add(text.value());
        } else {
            nameless = true;
        }
    }

    /** Notes the predecessors that the step which is added next says it has. */
    void claim(Spot spot, Set<String> predecessors) {
        claims.add(new Claim(steps.size(), spot, predecessors));
    }

    List<Step> steps() {
        return List.copyOf(steps);
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
