package io.maestro.dsl.internal.bind;

import io.maestro.definition.WorkflowProperties;
import io.maestro.dsl.internal.syntax.Node.ArrayNode;
import io.maestro.error.ProblemCode;
import java.util.Map;
import java.util.Optional;

/** The member {@code properties} (spec: definitions, section 1.4). */
final class PropertiesBinder {

    private PropertiesBinder() {}

    static WorkflowProperties bind(Fields fields) {
        var properties = new WorkflowProperties(
                fields.take("owner").flatMap(OwnerBinder::bind),
                fields.take("run_strategy").flatMap(RunStrategyBinder::bind),
                stepConcurrency(fields),
                fields.take("description").flatMap(Spot::text),
                fields.take("alerting").map(AlertingBinder::bind).orElse(Map.of()),
                fields.take("alerting_disabled").flatMap(Spot::truth),
                fields.take("signal_trigger_disabled").flatMap(Spot::truth),
                fields.take("time_trigger_disabled").flatMap(Spot::truth));
        fields.take("access_control").ifPresent(spot -> Unsupported.refuse(spot, "access control is"));
        fields.take("tags").ifPresent(PropertiesBinder::refuseTags);
        fields.refuseOthers();
        return properties;
    }

    static Optional<Integer> stepConcurrency(Fields fields) {
        return fields.take("step_concurrency")
                .flatMap(spot -> spot.integer(1, WorkflowProperties.MAX_STEP_CONCURRENCY));
    }

    private static void refuseTags(Spot spot) {
        if (!(spot.node() instanceof ArrayNode) || !spot.elements().isEmpty()) {
            spot.nameProblem(
                    ProblemCode.UNSUPPORTED,
                    "the tags of the properties cannot be set by a definition; expected them in the workflow",
                    Optional.empty());
        }
    }
}
