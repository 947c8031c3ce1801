package io.maestro.conformance.engine;

import io.maestro.conformance.sel.SelDeviations;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.dsl.WorkflowJson;
import io.maestro.error.ProblemCode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Where the engine differs from Netflix Maestro's. */
final class EngineDeviations {

    private static final Pattern CREATION = Pattern.compile("/create/(\\d+)/(http|body|error)");
    private static final Pattern STANDING_OF_WHILE =
            Pattern.compile(".*/(while/(last_status|loop_param_values/[^/]+)|overview/rollup/.*)");

    private static final Pattern BODY = Pattern.compile("/(foreach|while)/steps$");
    private static final Pattern IN_BODY = Pattern.compile("/(foreach|while)/steps/");

    private static final Pattern ELEMENT_OF_PARAM = Pattern.compile(".*/params/[^/]+/value/\\d+");

    private EngineDeviations() {}

    static List<EngineDeviation> all() {
        return List.of(
                new EngineDeviation("Owners", EngineDeviations::hasNoOwner),
                new EngineDeviation("Definitions that cannot do what they say", EngineDeviations::isRefused),
                new EngineDeviation("Steps beside each other", EngineDeviations::readsStepAside),
                new EngineDeviation("While steps that fail", EngineDeviations::showsFailedWhile),
                new EngineDeviation("Values that were never assigned", EngineDeviations::isNotAssigned),
                new EngineDeviation("Shared cells", EngineDeviations::changesSharedCell));
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

    /** What is not registered is not there for all that follows. */
    private static boolean isRefused(EngineCase recorded, Difference difference) {
        return recorded.accepted().stream().anyMatch(EngineDeviations::failsWheneverItIsReached);
    }

    private static boolean failsWheneverItIsReached(JsonNode definition) {
        try {
            var unused = WorkflowJson.read(definition.toString());
            return false;
        } catch (InvalidDefinitionException e) {
            return e.problems().stream()
                    .allMatch(problem -> problem.code() == ProblemCode.EXPRESSION
                            || (problem.code() == ProblemCode.UNKNOWN_STEP
                                    && IN_BODY.matcher(problem.path()).find())
                            || (problem.code() == ProblemCode.MISSING
                                    && BODY.matcher(problem.path()).find()));
        }
    }

    private static boolean readsStepAside(EngineCase recorded, Difference difference) {
        return recorded.accepted().stream().anyMatch(StepReads::goAside);
    }

    private static boolean isNotAssigned(EngineCase recorded, Difference difference) {
        return ELEMENT_OF_PARAM.matcher(difference.path()).matches()
                && difference.expected().isNull()
                && difference.got().asString("?").isEmpty();
    }

    private static boolean changesSharedCell(EngineCase recorded, Difference difference) {
        return recorded.accepted().stream()
                .flatMap(definition -> Stream.concat(
                        Stream.of("expression", "condition").flatMap(name -> definition.findValues(name).stream()),
                        definition.findValues("successors").stream().flatMap(JsonNode::valueStream)))
                .anyMatch(text -> SelDeviations.changesSharedCell(text.asString("")));
    }

    /** A status of a run that it cannot have after its end, was left over from its beginning. */
    private static boolean showsFailedWhile(EngineCase recorded, Difference difference) {
        return STANDING_OF_WHILE.matcher(difference.path()).matches()
                && recorded.expected().findValues("last_status").stream()
                        .map(JsonNode::asString)
                        .anyMatch("CREATED"::equals);
    }
}
