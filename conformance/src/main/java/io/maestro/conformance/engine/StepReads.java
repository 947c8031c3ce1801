package io.maestro.conformance.engine;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Finds out what steps of a definition read of others by {@code params.getFromStep}. */
final class StepReads {

    private static final Pattern READ = Pattern.compile("getFromStep\\(\\s*['\"]([^'\"]+)['\"]\\s*,");

    private final Map<String, JsonNode> steps = new HashMap<>();

    private StepReads(JsonNode steps) {
        for (var kind : steps) {
            kind.forEach(step -> this.steps.put(step.path("id").asString(""), step));
        }
    }

    /** Tells whether a step reads one that stands beside it, and not before it. */
    static boolean goAside(JsonNode definition) {
        return new StepReads(definition.at("/workflow/steps")).goAside();
    }

    private boolean goAside() {
        return steps.entrySet().stream()
                .anyMatch(step -> read(step.getValue()).anyMatch(other -> isAside(other, step.getKey()))
                        || new StepReads(step.getValue().path("steps")).goAside());
    }

    private static Stream<String> read(JsonNode step) {
        return step.path("params")
                .valueStream()
                .flatMap(param ->
                        READ.matcher(param.path("expression").asString("")).results())
                .map((MatchResult read) -> read.group(1));
    }

    private boolean isAside(String other, String reader) {
        return steps.containsKey(other) && !reachable(other).contains(reader);
    }

    private Set<String> reachable(String from) {
        var reached = new HashSet<String>();
        var next = new ArrayDeque<String>();
        next.add(from);
        while (!next.isEmpty()) {
            var step = steps.get(next.remove());
            if (step != null) {
                step.at("/transition/successors").propertyNames().stream()
                        .filter(reached::add)
                        .forEach(next::add);
            }
        }
        return reached;
    }
}
