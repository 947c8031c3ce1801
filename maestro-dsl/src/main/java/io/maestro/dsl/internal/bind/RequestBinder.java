package io.maestro.dsl.internal.bind;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowDefinition.Origin;
import io.maestro.definition.WorkflowProperties;
import io.maestro.error.ProblemCode;
import java.util.List;
import java.util.Optional;

/** The whole of a text: a request to create a workflow (spec: definitions, section 1.2). */
final class RequestBinder {

    /** What the engine says of a version itself. */
    private static final List<String> ENGINE_OWN =
            List.of("workflow_id", "workflow_version_id", "version_author", "create_time");

    private RequestBinder() {}

    /** Returns what could be bound, or empty if there is no workflow to speak of. */
    static Optional<WorkflowDefinition> bind(Spot root, StepList steps) {
        return root.object().flatMap(request -> {
            var properties = request.take("properties")
                    .flatMap(Spot::object)
                    .map(PropertiesBinder::bind)
                    .orElse(WorkflowProperties.none());
            var workflow = request.require("workflow").flatMap(Spot::object);
            var origin = origin(request);
            return workflow.map(fields -> WorkflowBinder.bind(fields, steps, properties, origin));
        });
    }

    private static Origin origin(Fields request) {
        var active = request.take("is_active").flatMap(Spot::truth).orElse(true);
        var gitInfo = request.take("git_info").flatMap(GitInfoBinder::bind);
        var extra = request.others();
        for (var name : ENGINE_OWN) {
            Optional.ofNullable(extra.remove(name))
                    .ifPresent(spot -> spot.nameProblem(
                            ProblemCode.RESERVED_ID,
                            "the member '" + name + "' is set by the engine and must not be given",
                            Optional.empty()));
        }
        return new Origin(active, gitInfo, FreeValues.members(extra));
    }
}
