package io.maestro.conformance.engine;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.dsl.WorkflowJson;
import io.maestro.error.Problem;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Definitions that Netflix Maestro takes and we refuse, as they cannot do what they say. What is not registered is not there for
 * all that follows; every other workflow of the case is as it was recorded.
 */
final class RefusedDefinitions {

    private static final Pattern CREATION = Pattern.compile("/create/(\\d+)/(http|body|error)");
    private static final Pattern ANSWER = Pattern.compile("/calls/(\\d+)/(http|body|error|reached)");
    private static final Pattern INSTANCE = Pattern.compile("/instances/([^/]+)/\\d+");
    private static final String COUNTS = "/status_counts";

    private static final Pattern BODY = Pattern.compile("/(foreach|while)/steps$");
    private static final Pattern CONCURRENCY = Pattern.compile("/foreach/concurrency$");
    private static final Pattern PREDECESSORS_IN_BODY =
            Pattern.compile("/(foreach|while)/steps/.*/transition/predecessors$");
    private static final Pattern IN_BODY = Pattern.compile("/(foreach|while)/steps/");

    private final EngineCase recorded;
    private final Set<String> lost = new HashSet<>();

    private RefusedDefinitions(EngineCase recorded) {
        this.recorded = recorded;
        recorded.accepted().stream()
                .filter(RefusedDefinitions::failsWheneverItIsReached)
                .forEach(definition -> lost.add(id(definition)));
    }

    /** Tells whether a difference follows from a definition that is refused. */
    static boolean explain(EngineCase recorded, Difference difference) {
        var refused = new RefusedDefinitions(recorded);
        return !refused.lost.isEmpty() && refused.explain(difference);
    }

    private static String id(JsonNode definition) {
        return definition.at("/workflow/id").asString("");
    }

    private static boolean failsWheneverItIsReached(JsonNode definition) {
        try {
            var unused = WorkflowJson.read(definition.toString());
            return false;
        } catch (InvalidDefinitionException e) {
            return e.problems().stream().allMatch(RefusedDefinitions::isOfWhatFails);
        }
    }

    private static boolean isOfWhatFails(Problem problem) {
        return switch (problem.code()) {
            case EXPRESSION -> true;
            case UNKNOWN_STEP -> IN_BODY.matcher(problem.path()).find();
            case MISSING -> BODY.matcher(problem.path()).find();
            case CYCLE, ENDLESS ->
                BODY.matcher(problem.path()).find()
                        || IN_BODY.matcher(problem.path()).find();
            case CONFLICT -> PREDECESSORS_IN_BODY.matcher(problem.path()).find();
            case OUT_OF_RANGE -> CONCURRENCY.matcher(problem.path()).find();
            default -> false;
        };
    }

    private boolean explain(Difference difference) {
        var path = difference.path();
        var got = difference.got();
        var creation = CREATION.matcher(path);
        if (creation.matches()) {
            var definition = recorded.definitions().get(Integer.parseInt(creation.group(1)));
            return lost.contains(id(definition)) && isAnswered(creation.group(2), got, 400);
        }
        var answer = ANSWER.matcher(path);
        if (answer.matches()) {
            var call = recorded.calls().get(Integer.parseInt(answer.group(1)));
            return call.about().filter(lost::contains).isPresent() && isAnswered(answer.group(2), got, 404);
        }
        var instance = INSTANCE.matcher(path);
        return got.isMissingNode() && (instance.matches() ? lost.contains(instance.group(1)) : isCount(difference));
    }

    private static boolean isAnswered(String fact, JsonNode got, int code) {
        return switch (fact) {
            case "http" -> got.asInt() == code;
            case "error" -> got.isObject();
            case "body" -> got.isMissingNode();
            default -> got.asString("").equals(Replay.NOTHING);
        };
    }

    /** Where nothing ran, nothing is counted. */
    private boolean isCount(Difference difference) {
        var path = difference.path();
        return path.equals(COUNTS)
                ? lost.containsAll(difference.expected().propertyNames())
                : path.startsWith(COUNTS + '/') && lost.contains(path.substring(COUNTS.length() + 1));
    }
}
