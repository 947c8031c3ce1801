package io.maestro.internal.graph.check;

import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.WhileStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.internal.eval.merge.DefaultParams;
import io.maestro.internal.graph.Graph;
import io.maestro.param.ParamDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The steps of a workflow, or of the body of a loop step. They lead only to each other, and each iteration is a run of its own:
 * so each level has its own graph, and its own params of the run.
 */
final class Level {

    /** The param that counts iterations. */
    static final String LOOP_INDEX = "loop_index";

    /** The param that holds whether another iteration follows. */
    static final String CONDITION = "condition";

    private final String at;
    private final List<Step> steps;
    private final Graph graph;
    private final Set<String> runParams;
    private final Set<String> signals;
    private final Optional<LoopStep> loop;
    private final Map<String, Integer> indices = new HashMap<>();
    private final Map<Integer, Level> bodies = new LinkedHashMap<>();

    private Level(String at, List<Step> steps, Set<String> runParams, Set<String> signals, Optional<LoopStep> loop) {
        this.at = at;
        this.steps = steps;
        this.graph = Graph.fitting(steps);
        this.runParams = Collections.unmodifiableSet(runParams);
        this.signals = signals;
        this.loop = loop;
        for (int index = 0; index < steps.size(); index++) {
            indices.putIfAbsent(steps.get(index).id().value(), index);
            if (steps.get(index) instanceof LoopStep inner) {
                bodies.put(
                        index,
                        new Level(pathOf(index) + "/steps", inner.steps(), inBody(inner), signals, Optional.of(inner)));
            }
        }
    }

    /** Returns the steps of a workflow, with the bodies within them. */
    static Level of(WorkflowDefinition definition) {
        var params = new LinkedHashSet<>(definition.params().keySet());
        params.addAll(DefaultParams.workflow().keySet());
        var signals = definition.triggers().signals().stream()
                .flatMap(trigger -> trigger.signals().keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
        return new Level("/workflow/steps", definition.steps(), params, signals, Optional.empty());
    }

    /** An iteration is given what its run has, what the loop step declares, and the loop params by themselves. */
    private Set<String> inBody(LoopStep inner) {
        var params = new LinkedHashSet<>(runParams);
        params.addAll(inner.basics().params().keySet());
        params.remove(LoopStep.LOOP_PARAMS);
        params.addAll(loopParams(inner).keySet());
        params.add(LOOP_INDEX);
        if (inner instanceof WhileStep) {
            params.add(CONDITION);
        }
        return params;
    }

    /** Returns the loop params of a step, as far as they are written down as they should. */
    static Map<String, ParamDefinition> loopParams(LoopStep loop) {
        var declared = loop.basics().params().get(LoopStep.LOOP_PARAMS);
        return declared != null && declared.content() instanceof ParamDefinition.Members(var members)
                ? members
                : Map.of();
    }

    /** Returns the JSON pointer to the list of the steps. */
    String at() {
        return at;
    }

    List<Step> steps() {
        return steps;
    }

    /** Returns the JSON pointer to what is inside of the object of a step. */
    String pathOf(int index) {
        return at + '/' + index + '/' + steps.get(index).kind();
    }

    /** Returns the graph of as much as fits together. */
    Graph graph() {
        return graph;
    }

    /** Returns the names of the params that every run of the level has. */
    Set<String> runParams() {
        return runParams;
    }

    /** Returns the names of the signals that may have started the run, whose params steps can read. */
    Set<String> signals() {
        return signals;
    }

    /** Returns the loop step whose body this is. */
    Optional<LoopStep> loop() {
        return loop;
    }

    /** Returns the body of a loop step. */
    Optional<Level> body(int index) {
        return Optional.ofNullable(bodies.get(index));
    }

    /** Returns the step of an id. */
    Optional<Step> find(String id) {
        return Optional.ofNullable(indices.get(id)).map(steps::get);
    }

    /** Returns where the first step of an id that occurs stands. */
    int index(StepId id) {
        return Objects.requireNonNull(indices.get(id.value()), "index");
    }

    /** Returns the levels from this one inwards. */
    List<Level> inwards() {
        var levels = new ArrayList<Level>(List.of(this));
        bodies.values().forEach(body -> levels.addAll(body.inwards()));
        return levels;
    }

    /** Returns the ids of the steps, for suggestions. */
    List<String> ids() {
        return steps.stream().map(Step::id).map(StepId::value).toList();
    }
}
