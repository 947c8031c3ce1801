package io.maestro.internal.graph.check;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.WhileStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.internal.eval.merge.DefaultParams;
import io.maestro.internal.graph.Graph;
import io.maestro.internal.template.VersionRule;
import io.maestro.param.ParamDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
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
    private final Host host;
    private final VersionRule versions;
    private final IdentityHashMap<Step, Optional<Map<String, ParamDefinition>>> given = new IdentityHashMap<>();
    private final Map<String, Integer> indices = new HashMap<>();
    private final Map<Integer, Level> bodies = new LinkedHashMap<>();

    private Level(
            String at,
            List<Step> steps,
            Graph graph,
            Set<String> runParams,
            Set<String> signals,
            Optional<LoopStep> loop,
            Host host,
            VersionRule versions) {
        this.at = at;
        this.steps = steps;
        this.graph = graph;
        this.runParams = Collections.unmodifiableSet(runParams);
        this.signals = signals;
        this.loop = loop;
        this.host = host;
        this.versions = versions;
        for (int index = 0; index < steps.size(); index++) {
            indices.putIfAbsent(steps.get(index).id().value(), index);
            if (steps.get(index) instanceof LoopStep inner) {
                bodies.put(index, body(pathOf(index) + "/steps", inner));
            }
        }
    }

    private Level body(String path, LoopStep inner) {
        return new Level(
                path,
                inner.steps(),
                Graph.fitting(inner.steps()),
                inBody(inner),
                signals,
                Optional.of(inner),
                host,
                versions.inBodyOf(inner));
    }

    /** Returns the steps of a workflow, with the bodies within them. */
    static Level of(WorkflowDefinition definition, Host host) {
        var params = new LinkedHashSet<>(definition.params().keySet());
        params.addAll(DefaultParams.workflow().keySet());
        var signals = definition.triggers().signals().stream()
                .flatMap(trigger -> trigger.signals().keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
        return new Level(
                "/workflow/steps",
                definition.steps(),
                Graph.fitting(definition),
                params,
                signals,
                Optional.empty(),
                host,
                VersionRule.of(definition.params()));
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

    /** Tells whether a step leads to others, or others lead to it. */
    boolean isLinked(Step step) {
        return !step.basics().transition().successors().isEmpty()
                || steps.stream()
                        .anyMatch(other ->
                                other.basics().transition().successors().containsKey(step.id()));
    }

    /** Returns the graph of as much as fits together. */
    Graph graph() {
        return graph;
    }

    /** Returns the names of the params that every run of the level has. */
    Set<String> runParams() {
        return runParams;
    }

    /** Returns the params that a step has beside those of every step and its own; empty if they are not known. */
    Optional<Map<String, ParamDefinition>> given(Step step) {
        return given.computeIfAbsent(step, asked -> host.given(asked, versions));
    }

    /** Returns the job template of a step, empty if it has none, or one that is not known before there is a run. */
    Optional<JobTemplate.Definition> template(Step step) {
        return host.template(step, versions);
    }

    /** Returns the params of a job template, those included that it inherits. */
    Map<String, ParamDefinition> params(JobTemplate.Definition template) {
        return host.templates().params(template);
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
