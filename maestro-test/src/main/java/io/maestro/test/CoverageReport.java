package io.maestro.test;

import io.maestro.error.NearMiss;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What tests have come to of workflows.
 *
 * @param workflows a part for each definition
 */
public record CoverageReport(List<WorkflowCoverage> workflows) {

    /** Copies the list. */
    public CoverageReport {
        workflows = List.copyOf(workflows);
    }

    /**
     * Returns the part of this report that is of some workflows.
     *
     * @param ids the ids of the workflows
     * @return the part
     * @throws IllegalArgumentException if no kit has registered one of them
     */
    public CoverageReport of(String... ids) {
        var known = workflows.stream()
                .map(part -> part.definition().id().value())
                .distinct()
                .toList();
        for (var id : ids) {
            if (!known.contains(id)) {
                throw new IllegalArgumentException("no kit has registered a workflow '" + id + "'"
                        + NearMiss.of(id, known)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("; they have registered " + known));
            }
        }
        var wanted = List.of(ids);
        return new CoverageReport(workflows.stream()
                .filter(part -> wanted.contains(part.definition().id().value()))
                .toList());
    }

    /**
     * Returns how much is covered of what is to be, of all workflows together.
     *
     * @return from 0 to 1; 0 if there is no workflow
     */
    public double share() {
        return share(workflows);
    }

    static double share(List<WorkflowCoverage> parts) {
        long all = parts.stream().mapToLong(part -> part.points().size()).sum();
        long missing = parts.stream().mapToLong(part -> part.missing().size()).sum();
        return all == 0 ? 0 : (double) (all - missing) / all;
    }

    /** Never says that all is covered when it is not. */
    static String percent(double share) {
        return (long) Math.floor(share * 100) + " %";
    }

    /**
     * Verifies how much is covered, of all workflows together.
     *
     * @param share how much at least, from 0 to 1
     * @throws AssertionError if it is less, or if there is no workflow; lists what is missing
     */
    public void requireAtLeast(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is from 0 to 1 but was " + share);
        }
        if (workflows.isEmpty()) {
            throw new AssertionError(
                    "no workflow is covered: no kit with this coverage that is closed has registered one");
        }
        if (share() < share) {
            throw new AssertionError(percent(share) + " of workflows were to be covered at least but "
                    + percent(share()) + " are; not covered:"
                    + workflows.stream().flatMap(CoverageReport::missing).collect(Collectors.joining()));
        }
    }

    private static Stream<String> missing(WorkflowCoverage part) {
        return part.missing().stream().map(point -> "\n  " + part.definition().id() + ": " + point.missing());
    }

    /**
     * Returns the report for people.
     *
     * @return the text, with a line end at its end
     */
    public String text() {
        return "covered: " + percent(share()) + "\n"
                + workflows.stream().map(WorkflowCoverage::text).collect(Collectors.joining());
    }

    /**
     * Returns the report for programs: an object with {@code share} and {@code workflows}, which have {@code workflow}, {@code share}, and
     * {@code points} with {@code kind}, {@code step}, {@code to} for what is of a transition, {@code count}, and {@code required}, which tells
     * whether tests are to come to it.
     *
     * @return the JSON text
     */
    public String json() {
        return "{\"share\":" + share() + ",\"workflows\":["
                + workflows.stream().map(CoverageReport::json).collect(Collectors.joining(",")) + "]}";
    }

    private static String json(WorkflowCoverage part) {
        var required = part.points();
        return "{\"workflow\":\"" + part.definition().id() + "\",\"share\":" + part.share() + ",\"points\":["
                + part.counts().entrySet().stream()
                        .map(entry -> json(entry.getKey(), entry.getValue(), required.contains(entry.getKey())))
                        .collect(Collectors.joining(","))
                + "]}";
    }

    /** Ids have no character that JSON would have escaped. */
    private static String json(CoveragePoint point, long count, boolean required) {
        return "{\"kind\":\"" + point.kind() + "\",\"step\":\"" + point.step() + "\","
                + point.to().map(to -> "\"to\":\"" + to + "\",").orElse("")
                + "\"count\":" + count + ",\"required\":" + required + "}";
    }
}
