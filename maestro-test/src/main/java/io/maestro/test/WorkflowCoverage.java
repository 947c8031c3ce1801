package io.maestro.test;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.WorkflowDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How much of a workflow its tests have come to.
 *
 * @param definition the definition
 * @param counts how often they came to what, in the order of the definition; what they are to come to is among it, if only with 0;
 *     unmodifiable
 */
public record WorkflowCoverage(WorkflowDefinition definition, Map<CoveragePoint, Long> counts) {

    /** Copies the map, in its order. */
    public WorkflowCoverage {
        requireNonNull(definition, "definition");
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    /**
     * Returns what tests are to come to: that each step runs, each transition is taken, and each condition is false as well; a loop has no
     * iteration, one and several, and so has a run passes of a cycle; and of what the author says of a step: that it is tried again and fails
     * after all retries, unless its policy is the standard one, that its timeout comes, and that it fails if its failure mode is not the default.
     *
     * @return what is to be covered, in the order of the definition
     */
    public List<CoveragePoint> points() {
        return List.copyOf(CoveragePoints.of(definition));
    }

    /**
     * Returns what no test came to although one is to.
     *
     * @return what is not covered, in the order of the definition
     */
    public List<CoveragePoint> missing() {
        return points().stream().filter(point -> count(point) == 0).toList();
    }

    /**
     * Returns how much is covered of what is to be.
     *
     * @return from 0 to 1
     */
    public double share() {
        return CoverageReport.share(List.of(this));
    }

    long count(CoveragePoint point) {
        return counts.getOrDefault(point, 0L);
    }

    /**
     * Returns the picture of the definition as a flowchart of Mermaid: the more often a step ran, the warmer it is, and transitions that were
     * never taken are dashed.
     *
     * @return the text, with a line end at its end
     */
    public String mermaid() {
        return HeatMap.of(this);
    }

    /**
     * Returns the counts in words, step by step, and then what is missing.
     *
     * @return the text, with a line end at its end
     */
    public String text() {
        var lines = new ArrayList<String>();
        lines.add(summary());
        counts.keySet().stream()
                .collect(Collectors.groupingBy(CoveragePoint::place, LinkedHashMap::new, Collectors.toList()))
                .forEach((place, points) -> lines.add("  " + place + ": " + told(points)));
        var missing = missing();
        if (!missing.isEmpty()) {
            lines.add("  not covered:");
            missing.forEach(point -> lines.add("    " + point.missing()));
        }
        return String.join("\n", lines) + "\n";
    }

    /** Returns how much is covered, in words. */
    String summary() {
        int all = points().size();
        return "workflow '" + definition.id() + "': " + (all - missing().size()) + " of " + all + " covered, "
                + CoverageReport.percent(share());
    }

    /** Returns how often tests came to some points, in words. */
    String told(List<CoveragePoint> points) {
        return points.stream()
                .map(point -> point.kind().words() + ": " + count(point))
                .collect(Collectors.joining(", "));
    }
}
