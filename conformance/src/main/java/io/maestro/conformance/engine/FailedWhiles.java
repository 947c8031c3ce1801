package io.maestro.conformance.engine;

import io.maestro.run.RunStatus;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * While steps that fail between two iterations: the recorded facts are as they were before the last iteration ended. A status
 * that a run cannot have after its end tells them.
 */
final class FailedWhiles {

    private static final Pattern STANDING = Pattern.compile("(.*/while)/(last_status|loop_param_values/[^/]+)");
    private static final Pattern ROLLUP =
            Pattern.compile("(.*)/overview/rollup/(total_leaf_count|overview/([A-Z_]+)(/cnt)?)");
    private static final String ALL = "total_leaf_count";

    private FailedWhiles() {}

    /** Tells whether a difference is just the last iteration of such a step. */
    static boolean explain(EngineCase recorded, Difference difference) {
        var standing = STANDING.matcher(difference.path());
        if (standing.matches()) {
            var step = recorded.fact(standing.group(1));
            return isBehind(step)
                    && (standing.group(2).equals("last_status")
                            ? difference.got().equals(last(step).path("status"))
                            : isOneLonger(difference.expected(), difference.got()));
        }
        var rollup = ROLLUP.matcher(difference.path());
        return rollup.matches()
                && explainsCount(recorded.fact(rollup.group(1)), rollup.group(2), rollup.group(3), difference);
    }

    private static boolean explainsCount(JsonNode run, String fact, String status, Difference difference) {
        var got = difference.got();
        var count = got.isObject() && got.size() == 1 ? got.path("cnt") : got;
        var pointer = fact.equals(ALL) ? '/' + ALL : "/overview/" + status + "/cnt";
        int missing = missing(run, pointer);
        return missing > 0
                && count.isNumber()
                && count.asInt() == difference.expected().asInt(0) + missing;
    }

    /** Returns how many leaves of a run the recorded counts leave out. */
    private static int missing(JsonNode run, String pointer) {
        int missing = 0;
        for (var step : run.path("steps")) {
            var repeated = step.path("while");
            if (isBehind(repeated)) {
                missing += last(repeated).at("/overview/rollup" + pointer).asInt(0);
            }
            for (var loop : new JsonNode[] {repeated, step.path("foreach")}) {
                for (var iteration : loop.path("iterations")) {
                    missing += missing(iteration, pointer);
                }
            }
        }
        return missing;
    }

    private static boolean isBehind(JsonNode step) {
        return step.path("last_status").asString("").equals(RunStatus.CREATED.name());
    }

    private static JsonNode last(JsonNode step) {
        return step.isMissingNode()
                ? MissingNode.getInstance()
                : step.path("iterations").path(step.path("last_iteration").asString(""));
    }

    private static boolean isOneLonger(JsonNode expected, JsonNode got) {
        if (!expected.isArray() || got.size() != expected.size() + 1) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!Comparison.isSame(expected.get(i), got.get(i))) {
                return false;
            }
        }
        return true;
    }
}
