package io.maestro.dsl.internal.print;

import io.maestro.definition.Owner;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.RunStrategy.Rule;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowDefinition.Origin;
import io.maestro.definition.WorkflowProperties;
import io.maestro.dsl.UnwritableDefinitionException;
import io.maestro.dsl.internal.bind.ShortForm;
import io.maestro.tag.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes whole definitions in the short form of YAML (spec: definitions, section 5). */
public final class ShortTree {

    private ShortTree() {}

    /**
     * Returns a definition as a tree of maps, lists, texts, numbers and booleans.
     *
     * @param definition the definition
     * @return the tree
     * @throws UnwritableDefinitionException if the definition holds what the short form cannot say
     */
    public static Map<String, Object> of(WorkflowDefinition definition) {
        var tree = new Tree("workflow '" + definition.id() + "'", Optional.empty());
        checkSayable(definition, tree);
        tree.put("id", definition.id().value())
                .put("name", definition.name())
                .put("description", definition.description());
        properties(definition.properties(), tree);
        putTags(definition.tags(), tree);
        tree.put("timeout", definition.timeout(), tree::duration)
                .put("criticality", definition.criticality(), Enum::name)
                .put("instance_step_concurrency", definition.instanceStepConcurrency())
                .put("on_failure", definition.onFailure(), StepId::value)
                .putUnlessEmpty(
                        "time_triggers",
                        TimeTriggerTree.of(definition.triggers().time(), tree))
                .putUnlessEmpty(
                        "signal_triggers",
                        SignalTree.triggers(definition.triggers().signals(), tree));
        ShortParams.put(definition.params(), ShortForm.WORKFLOW_MEMBERS, tree);
        tree.put("jobs", ShortJobs.of(definition.steps(), tree));
        return Map.of("workflow", tree.members());
    }

    private static void checkSayable(WorkflowDefinition definition, Tree tree) {
        if (!definition.origin().equals(Origin.unknown())) {
            throw tree.unwritable("it says where it comes from, or that it is not active");
        }
    }

    /** The short form knows of an owner, a strategy and a step concurrency; no strategy is one, too. */
    private static void properties(WorkflowProperties properties, Tree tree) {
        var sayable = new WorkflowProperties(
                properties.owner().map(Owner::name).map(Owner::of),
                properties.runStrategy().or(() -> Optional.of(RunStrategy.of(Rule.SEQUENTIAL))),
                properties.stepConcurrency(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        if (!properties.equals(sayable)) {
            throw tree.unwritable(
                    "its properties are not just a run strategy, a step concurrency and the name of an owner");
        }
        tree.put("owner", properties.owner(), Owner::name).put("step_concurrency", properties.stepConcurrency());
        properties.runStrategy().ifPresent(strategy -> {
            tree.put("run_strategy", strategy.rule().name());
            if (!strategy.equals(RunStrategy.of(strategy.rule()))) {
                tree.put("workflow_concurrency", strategy.workflowConcurrency());
            }
        });
    }

    static void putTags(List<Tag> tags, Tree tree) {
        if (tags.stream().anyMatch(tag -> !tag.equals(Tag.of(tag.name())))) {
            throw tree.unwritable("it has tags that are not just names");
        }
        tree.putTags(tags);
    }
}
