package io.maestro.dsl.internal.bind;

import io.maestro.definition.Criticality;
import io.maestro.definition.InvalidIdException;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowDefinition.Origin;
import io.maestro.definition.WorkflowId;
import io.maestro.definition.WorkflowProperties;
import io.maestro.dsl.internal.syntax.Node.ArrayNode;
import io.maestro.error.ProblemCode;
import java.util.Objects;
import java.util.Optional;

/** The member {@code workflow} (spec: definitions, section 1.5). */
final class WorkflowBinder {

    private static final int MAX_STEPS = 300;
    private static final int MAX_INSTANCE_STEP_CONCURRENCY = 999;

    /** Stands in for an id that cannot be read, so that the rest can be checked. */
    static final WorkflowId UNREADABLE = new WorkflowId("unreadable");

    private WorkflowBinder() {}

    static WorkflowDefinition bind(Fields fields, StepList steps, WorkflowProperties properties, Origin origin) {
        var id = fields.require("id").flatMap(WorkflowBinder::id).orElse(UNREADABLE);
        var name = fields.take("name").flatMap(Spot::text);
        var description = fields.take("description").flatMap(Spot::text);
        var tags = TagBinder.tags(fields);
        var timeout = fields.take("timeout").flatMap(SettingBinder::duration);
        var triggers = TriggerBinder.triggers(fields);
        var criticality = fields.take("criticality").flatMap(spot -> spot.constant(Criticality.class));
        var instanceStepConcurrency = instanceStepConcurrency(fields);
        var params = ParamBinder.params(fields);
        fields.require("steps").ifPresent(spot -> steps(spot, steps));
        var onFailure = BasicsBinder.onFailure(fields);
        fields.refuseOthers();
        return new WorkflowDefinition(
                id,
                name,
                description,
                tags,
                timeout,
                criticality,
                instanceStepConcurrency,
                triggers,
                params,
                steps.steps(),
                onFailure,
                properties,
                origin);
    }

    static Optional<Integer> instanceStepConcurrency(Fields fields) {
        return fields.take("instance_step_concurrency").flatMap(spot -> spot.integer(1, MAX_INSTANCE_STEP_CONCURRENCY));
    }

    private static void steps(Spot spot, StepList steps) {
        StepBinder.bindAll(spot, steps);
        if (spot.node() instanceof ArrayNode list && list.elements().isEmpty()) {
            spot.problem(ProblemCode.MISSING, "a workflow needs at least one step");
        }
        checkCount(spot, steps);
    }

    static void checkCount(Spot spot, StepList steps) {
        if (steps.total() > MAX_STEPS) {
            spot.problem(ProblemCode.TOO_MANY, "must have at most " + MAX_STEPS + " steps but has " + steps.total());
        }
    }

    static Optional<WorkflowId> id(Spot spot) {
        return spot.text().flatMap(text -> {
            try {
                return Optional.of(new WorkflowId(text));
            } catch (InvalidIdException e) {
                spot.problem(ProblemCode.INVALID_ID, Objects.requireNonNull(e.getMessage()));
                return Optional.empty();
            }
        });
    }
}
