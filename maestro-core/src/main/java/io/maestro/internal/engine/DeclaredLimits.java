package io.maestro.internal.engine;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.internal.kernel.RunLimits;
import io.maestro.permit.Limit;
import io.maestro.permit.PermitNeed;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import io.maestro.store.VersionedDefinition;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out which limits definitions declare for a run (spec: runtime, section 9.2): that of its workflow, where the body of a loop counts
 * for itself, and that of the instance on top of it.
 *
 * @param engine knows the runs above
 */
record DeclaredLimits(Engine engine) {

    RunLimits of(Prepared prepared, WorkflowRun run) {
        var definition = prepared.definition();
        var workflow = definition
                .properties()
                .stepConcurrency()
                .map(permits -> PermitNeed.of(Limit.ofWorkflow(run.runId().workflow()), permits));
        var instance = ofInstance(definition, run);
        return workflow.isEmpty() && instance.isEmpty() ? RunLimits.NONE : new RunLimits(Set.of(), workflow, instance);
    }

    /** What the topmost definition says holds for all below, whatever they say. */
    private Optional<PermitNeed> ofInstance(WorkflowDefinition definition, WorkflowRun run) {
        return switch (run.initiator()) {
            case Initiator.ByHand byHand -> need(definition, run.runId());
            case Initiator.ByStep byStep -> {
                var parent = engine.process(byStep.parent());
                yield parent.isPresent() ? parent.get().declared().instance() : ofRoot(definition, byStep.root());
            }
        };
    }

    private Optional<PermitNeed> ofRoot(WorkflowDefinition definition, RunId root) {
        return definition.id().equals(root.workflow())
                ? need(definition, root)
                : engine.store()
                        .run(root)
                        .flatMap(row -> definition(row.definition()))
                        .flatMap(topmost -> need(topmost, root));
    }

    /** Also of a version that cannot run here. */
    private Optional<WorkflowDefinition> definition(DefinitionRef ref) {
        return engine.catalog()
                .version(ref.workflow(), ref.version())
                .map(Prepared::definition)
                .or(() ->
                        engine.store().definition(ref.workflow(), ref.version()).map(VersionedDefinition::definition));
    }

    private static Optional<PermitNeed> need(WorkflowDefinition topmost, RunId root) {
        return topmost.instanceStepConcurrency()
                .map(permits -> PermitNeed.of(Limit.ofInstance(root.workflow(), root.instance()), permits));
    }
}
