package io.maestro.conformance.engine;

import io.maestro.conformance.sel.SelDeviations;
import io.maestro.dsl.WorkflowJson;
import io.maestro.internal.graph.Graph;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Where the engine differs from Netflix Maestro's. */
final class EngineDeviations {

    private static final Pattern CREATION = Pattern.compile("/create/(\\d+)/(http|body|error)");
    private static final Pattern ELEMENT_OF_PARAM = Pattern.compile("(.*/params/[^/]+)/value/\\d+");
    private static final Pattern PARAMS_OF_STEP = Pattern.compile("(.*/steps/[^/]+)/params");
    private static final Pattern VALUE_OF_PARAM = Pattern.compile(".*/params/([^/]+)/value(/.*)?");

    private static final Pattern STEPS_OF_RUN =
            Pattern.compile("(/instances/([^/]+)/\\d+/\\d+)/(?:steps/[^/]+|not_created|overview)");

    private EngineDeviations() {}

    static List<EngineDeviation> all() {
        return List.of(
                new EngineDeviation("Owners", EngineDeviations::hasNoOwner),
                new EngineDeviation("Cycles", EngineDeviations::hasCycle),
                new EngineDeviation("Definitions that cannot do what they say", RefusedDefinitions::explain),
                new EngineDeviation("Run strategies", EngineDeviations::beganBeforeTheLast),
                new EngineDeviation("Skipped steps", EngineDeviations::isSkipped),
                new EngineDeviation("While steps that fail", FailedWhiles::explain),
                new EngineDeviation("Values that were never assigned", EngineDeviations::isNotAssigned),
                new EngineDeviation("Shared cells", EngineDeviations::changesSharedCell));
    }

    private static boolean hasCycle(EngineCase recorded, Difference difference) {
        return isTakenOf(recorded, difference, "cycle", definition -> {
            var steps = WorkflowJson.read(definition.toString()).steps();
            return !Graph.of(steps).loops().isEmpty();
        });
    }

    /** It is the owner that Netflix Maestro asked for, and nothing else that is missing, too. */
    private static boolean hasNoOwner(EngineCase recorded, Difference difference) {
        return isTakenOf(
                recorded,
                difference,
                "owner",
                definition -> definition.at("/properties/owner").isMissingNode());
    }

    /** Tells whether a definition is taken that was refused with a message that has a word in it. */
    private static boolean isTakenOf(
            EngineCase recorded, Difference difference, String word, Predicate<JsonNode> isOfKind) {
        var creation = CREATION.matcher(difference.path());
        if (!creation.matches()) {
            return false;
        }
        int number = Integer.parseInt(creation.group(1));
        var answer = recorded.expected().at("/create/" + number);
        return answer.path("http").asInt() == 400
                && answer.at("/error/message").asString("").contains(word)
                && isTaken(creation.group(2), difference.got())
                && isOfKind.test(recorded.definitions().get(number));
    }

    private static boolean isTaken(String fact, JsonNode got) {
        return switch (fact) {
            case "http" -> got.asInt() == 200;
            case "body" -> got.isObject();
            default -> got.isMissingNode();
        };
    }

    /** A run that another took the place of had begun, as the one before it did not take long to stop. */
    private static boolean beganBeforeTheLast(EngineCase recorded, Difference difference) {
        var steps = STEPS_OF_RUN.matcher(difference.path());
        return steps.matches()
                && recorded.fact(steps.group(1) + "/status").asString("").equals("STOPPED")
                && recorded.fact(steps.group(1) + "/overview").isMissingNode()
                && recorded.accepted().stream()
                        .anyMatch(definition ->
                                definition.at("/workflow/id").asString("").equals(steps.group(2))
                                        && isLastOnly(definition));
    }

    private static boolean isLastOnly(JsonNode definition) {
        var strategy = definition.at("/properties/run_strategy");
        var rule = strategy.isString() ? strategy : strategy.path("rule");
        return rule.asString("").equalsIgnoreCase("LAST_ONLY");
    }

    private static boolean isSkipped(EngineCase recorded, Difference difference) {
        var step = PARAMS_OF_STEP.matcher(difference.path());
        return step.matches()
                && difference.expected().isMissingNode()
                && difference.got().isObject()
                && recorded.fact(step.group(1) + "/status").asString("").equals("SKIPPED")
                && !recorded.fact(step.group(1) + "/started").asBoolean(true);
    }

    private static boolean isNotAssigned(EngineCase recorded, Difference difference) {
        var element = ELEMENT_OF_PARAM.matcher(difference.path());
        return element.matches()
                && recorded.fact(element.group(1)).path("type").asString("").equals("STRING_ARRAY")
                && difference.expected().isNull()
                && difference.got().asString("?").isEmpty();
    }

    /** Only the param with such an expression has another value for it. */
    private static boolean changesSharedCell(EngineCase recorded, Difference difference) {
        var value = VALUE_OF_PARAM.matcher(difference.path());
        return value.matches()
                && recorded.accepted().stream()
                        .flatMap(definition -> definition.findValues(value.group(1)).stream())
                        .anyMatch(param -> SelDeviations.changesSharedCell(
                                param.path("expression").asString("")));
    }
}
