package io.maestro.conformance.engine;

import io.maestro.RunHandle;
import io.maestro.run.Rollup;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the leaf steps of a run stand, through all levels: their numbers as the engine counts them, and where those are that
 * somebody may want to look at. Those in bodies of loops are counted only.
 */
final class RollupFacts {

    private final VirtualHost host;
    private final Map<StepStatus, Long> counts = new EnumMap<>(StepStatus.class);
    private final Map<StepStatus, Map<String, TreeSet<String>>> references = new EnumMap<>(StepStatus.class);

    RollupFacts(VirtualHost host) {
        this.host = host;
    }

    ObjectNode of(RunHandle handle) {
        walk(handle);
        var run = handle.run();
        return facts(run.status().isTerminal() ? run.rollup() : new Rollup(counts));
    }

    private void walk(RunHandle handle) {
        for (var attempt : handle.steps()) {
            var below = attempt.children()
                    .map(children -> ChildRuns.of(host, children))
                    .orElseGet(List::of);
            if (below.isEmpty()) {
                count(attempt);
            }
            below.forEach(this::walk);
        }
    }

    private void count(StepAttempt attempt) {
        counts.merge(attempt.status(), 1L, Long::sum);
        var run = attempt.runId();
        if (isReferred(attempt.status()) && !Names.isOfBody(run.workflow())) {
            references
                    .computeIfAbsent(attempt.status(), status -> new TreeMap<>())
                    .computeIfAbsent(run.workflow().value() + ':' + run.run(), key -> new TreeSet<>())
                    .add(run.instance() + ":" + attempt.step() + ':' + attempt.attempt());
        }
    }

    /** Tells whether steps in a status are told one by one (spec: runtime, section 2.2). */
    private static boolean isReferred(StepStatus status) {
        return switch (status) {
            case PAUSED,
                    WAITING_FOR_SIGNALS,
                    EVALUATING_PARAMS,
                    WAITING_FOR_PERMITS,
                    RUNNING,
                    USER_FAILED,
                    PLATFORM_FAILED,
                    TIMEOUT_FAILED,
                    FATALLY_FAILED,
                    INTERNALLY_FAILED -> true;
            default -> false;
        };
    }

    private ObjectNode facts(Rollup rollup) {
        var facts = JsonNodeFactory.instance.objectNode();
        facts.put("total_leaf_count", rollup.total());
        var overview = facts.putObject("overview");
        rollup.counts().forEach((status, count) -> {
            var fact = overview.putObject(status.name());
            fact.put("cnt", count);
            var found = references.getOrDefault(status, Map.of());
            if (!found.isEmpty()) {
                var reference = fact.putObject("ref");
                found.forEach((workflow, steps) -> steps.forEach(reference.putArray(workflow)::add));
            }
        });
        return facts;
    }
}
