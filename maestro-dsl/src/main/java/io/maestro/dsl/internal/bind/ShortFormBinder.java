package io.maestro.dsl.internal.bind;

import io.maestro.definition.Criticality;
import io.maestro.definition.Owner;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.RunStrategy.Rule;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowDefinition.Origin;
import io.maestro.definition.WorkflowProperties;
import io.maestro.dsl.internal.syntax.Node;
import io.maestro.dsl.internal.syntax.Node.ArrayNode;
import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import io.maestro.error.ProblemCode;
import java.util.Map;
import java.util.Optional;

/** The short form of YAML: a workflow with jobs (spec: definitions, section 5). */
final class ShortFormBinder {

    private static final String WORKFLOW = "workflow";
    private static final String WORKFLOW_ALIAS = "Workflow";

    private ShortFormBinder() {}

    /** Tells whether a text is in the short form: whether it has a {@code Workflow}, or a {@code workflow} with jobs. */
    static boolean isShort(Node root) {
        if (!(root instanceof ObjectNode request)) {
            return false;
        }
        var workflow = request.members().get(WORKFLOW);
        return request.members().containsKey(WORKFLOW_ALIAS)
                || (workflow != null
                        && workflow.value() instanceof ObjectNode object
                        && object.members().containsKey("jobs"));
    }

    /** Returns what could be bound, or empty if there is no workflow to speak of. */
    static Optional<WorkflowDefinition> bind(Spot root, StepList steps, SourceMap source, JobTypes types) {
        return root.object().flatMap(request -> {
            var workflow = request.take(WORKFLOW, WORKFLOW_ALIAS).flatMap(Spot::object);
            request.refuseOthers();
            return workflow.map(fields -> workflow(fields, steps, source, types));
        });
    }

    private static WorkflowDefinition workflow(Fields fields, StepList steps, SourceMap source, JobTypes types) {
        source.put("/workflow", fields.spot());
        var id = fields.require("id").flatMap(WorkflowBinder::id).orElse(WorkflowBinder.UNREADABLE);
        var name = fields.take("name").flatMap(Spot::text);
        var description = fields.take("description").flatMap(Spot::text);
        var properties = properties(fields);
        var tags = TagBinder.names(fields);
        var timeout = fields.take("timeout").flatMap(SettingBinder::duration);
        var criticality = fields.take("criticality").flatMap(spot -> spot.constant(Criticality.class));
        var instanceStepConcurrency = WorkflowBinder.instanceStepConcurrency(fields);
        var onFailure = BasicsBinder.onFailure(fields);
        var triggers = TriggerBinder.triggers(fields);
        jobs(fields, steps, source, types);
        JobBinder.refuseReserved(fields, "workflow_params");
        var params = new ShortParamBinder(source).params(fields.othersAndNulls(), "/workflow/params");
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
                Origin.unknown());
    }

    private static void jobs(Fields fields, StepList steps, SourceMap source, JobTypes types) {
        JobBinder.bindAll(fields, steps, source, types);
        fields.take("jobs").ifPresent(spot -> {
            if (spot.node() instanceof ArrayNode list && list.elements().isEmpty()) {
                spot.problem(ProblemCode.MISSING, "a workflow needs at least one job");
            }
            WorkflowBinder.checkCount(spot, steps);
        });
    }

    private static WorkflowProperties properties(Fields fields) {
        var owner = fields.take("owner").flatMap(Spot::text).map(Owner::of);
        var rule = fields.take("run_strategy");
        var concurrency = fields.take("workflow_concurrency");
        // Without a rule the concurrency counts for nothing.
        var strategy = rule.isPresent()
                ? RunStrategyBinder.of(rule.flatMap(spot -> spot.constant(Rule.class)), concurrency)
                : Optional.of(RunStrategy.of(Rule.SEQUENTIAL));
        return new WorkflowProperties(
                owner,
                strategy,
                PropertiesBinder.stepConcurrency(fields),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
