package io.maestro.dsl.internal.print;

import io.maestro.definition.GitInfo;
import io.maestro.definition.Owner;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowProperties;
import io.maestro.dsl.UnwritableDefinitionException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes whole definitions as requests to create a workflow (spec: definitions, section 1.2). */
public final class DefinitionTree {

    private static final List<String> KNOWN = List.of(
            "properties",
            "workflow",
            "is_active",
            "git_info",
            "workflow_id",
            "workflow_version_id",
            "version_author",
            "create_time");

    private DefinitionTree() {}

    /**
     * Returns a definition as a tree of maps, lists, texts, numbers and booleans.
     *
     * @param definition the definition
     * @return the tree
     * @throws UnwritableDefinitionException if the definition holds what the format cannot say
     */
    public static Map<String, Object> of(WorkflowDefinition definition) {
        var request = new Tree("workflow '" + definition.id() + "'", Optional.empty());
        request.putUnlessEmpty("properties", properties(definition.properties(), request.inner()))
                .put("workflow", workflow(definition, request.inner()));
        var origin = definition.origin();
        if (!origin.active()) {
            request.put("is_active", false);
        }
        return request.put("git_info", origin.gitInfo(), info -> gitInfo(info, request.inner()))
                .putFree(origin.extraInfo(), KNOWN)
                .members();
    }

    private static Map<String, Object> workflow(WorkflowDefinition definition, Tree tree) {
        return tree.put("id", definition.id().value())
                .put("name", definition.name())
                .put("description", definition.description())
                .putTags(definition.tags())
                .put("timeout", definition.timeout(), tree::duration)
                .put("criticality", definition.criticality(), Enum::name)
                .put("instance_step_concurrency", definition.instanceStepConcurrency())
                .put("on_failure", definition.onFailure(), StepId::value)
                .putUnlessEmpty(
                        "time_triggers",
                        TimeTriggerTree.of(definition.triggers().time(), tree))
                .putUnlessEmpty(
                        "signal_triggers",
                        SignalTree.triggers(definition.triggers().signals(), tree))
                .putUnlessEmpty("params", ParamTree.of(definition.params(), tree))
                .put("steps", StepTree.of(definition.steps(), tree))
                .members();
    }

    private static Map<String, Object> properties(WorkflowProperties properties, Tree tree) {
        return tree.put("owner", properties.owner(), owner -> owner(owner, tree))
                .put("run_strategy", properties.runStrategy(), strategy -> runStrategy(strategy, tree))
                .put("step_concurrency", properties.stepConcurrency())
                .putUnlessEmpty("alerting", properties.alerting())
                .put("alerting_disabled", properties.alertingDisabled())
                .put("signal_trigger_disabled", properties.signalTriggerDisabled())
                .put("time_trigger_disabled", properties.timeTriggerDisabled())
                .put("description", properties.description())
                .members();
    }

    static Object owner(Owner owner, Tree tree) {
        return owner.extra().isEmpty()
                ? owner.name()
                : tree.inner()
                        .put("name", owner.name())
                        .putFree(owner.extra(), List.of("name"))
                        .members();
    }

    private static Object runStrategy(RunStrategy strategy, Tree tree) {
        return strategy.equals(RunStrategy.of(strategy.rule()))
                ? strategy.rule().name()
                : tree.inner()
                        .put("rule", strategy.rule().name())
                        .put("workflow_concurrency", strategy.workflowConcurrency())
                        .members();
    }

    static Map<String, Object> gitInfo(GitInfo info, Tree tree) {
        return tree.put("origin", info.origin())
                .put("branch", info.branch())
                .put("sha", info.sha())
                .put("path", info.path())
                .put("author", info.author())
                .put("timestamp", info.timestamp(), Instant::getEpochSecond)
                .put("uncommitted_changes", info.uncommittedChanges())
                .members();
    }
}
