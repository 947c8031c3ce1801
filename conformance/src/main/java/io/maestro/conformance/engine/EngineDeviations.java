package io.maestro.conformance.engine;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Where the engine differs from Netflix Maestro's. */
final class EngineDeviations {

    private static final Pattern CREATION = Pattern.compile("/create/(\\d+)/(http|body|error)");
    private static final Pattern PARAMS_OF_STEP = Pattern.compile(".*/steps/[^/]+/params");
    private static final Pattern STANDING_OF_WHILE =
            Pattern.compile(".*/(while/(last_status|loop_param_values/[^/]+)|overview/rollup/.*)");

    private EngineDeviations() {}

    static List<EngineDeviation> all() {
        return List.of(
                new EngineDeviation("Owners", EngineDeviations::hasNoOwner),
                new EngineDeviation("Params of steps that fail", EngineDeviations::keepsParamsOfFailedStep),
                new EngineDeviation("Steps beside each other", EngineDeviations::readsStepAside),
                new EngineDeviation("While steps that fail", EngineDeviations::showsFailedWhile));
    }

    private static boolean hasNoOwner(EngineCase recorded, Difference difference) {
        var creation = CREATION.matcher(difference.path());
        return creation.matches()
                && difference.around().path("http").asInt() == 400
                && recorded.definitions()
                        .get(Integer.parseInt(creation.group(1)))
                        .at("/properties/owner")
                        .isMissingNode();
    }

    private static boolean keepsParamsOfFailedStep(EngineCase recorded, Difference difference) {
        return PARAMS_OF_STEP.matcher(difference.path()).matches()
                && difference.expected().isMissingNode()
                && difference.around().path("status").asString("").equals("INTERNALLY_FAILED")
                && !difference.around().path("started").asBoolean(true);
    }

    private static boolean readsStepAside(EngineCase recorded, Difference difference) {
        return recorded.accepted().stream().anyMatch(StepReads::goAside);
    }

    /** A status of a run that it cannot have after its end, was left over from its beginning. */
    private static boolean showsFailedWhile(EngineCase recorded, Difference difference) {
        return STANDING_OF_WHILE.matcher(difference.path()).matches()
                && recorded.expected().findValues("last_status").stream()
                        .map(JsonNode::asString)
                        .anyMatch("CREATED"::equals);
    }
}
