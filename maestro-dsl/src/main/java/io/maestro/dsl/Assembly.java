package io.maestro.dsl;

import io.maestro.Definitions;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.Predicate;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.param.ParamCodec;
import io.maestro.step.LoopCode;
import io.maestro.step.OutputFunction;
import io.maestro.step.ParamCode;
import io.maestro.step.ParamFunction;
import io.maestro.step.StepAction;
import io.maestro.step.StepBody;
import io.maestro.step.StepPredicate;
import io.maestro.step.WorkflowCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a workflow of what was declared.
 *
 * <p>An input must be upstream of the step that takes it, and usually becomes a transition. Joins make that delicate: a step
 * runs if <em>any</em> transition to it was taken. So no transition is added where the input is upstream already, since it
 * would let the step run although a branch between the two was not taken; and none where the step is reached on a condition,
 * since the condition would then decide nothing.
 */
final class Assembly {

    private final Draft draft;
    private final Edges edges;
    private final Map<StepId, StepBody<?>> bodies = new HashMap<>();
    private final Map<StepId, StepAction> actions = new HashMap<>();
    private final Map<WorkflowCode.Edge, StepPredicate> predicates = new HashMap<>();

    Assembly(Draft draft) {
        this.draft = draft;
        this.edges = draft.edges();
    }

    /** Returns the workflow, or throws an {@link InvalidDefinitionException} with everything that is wrong with it. */
    Workflow workflow(WorkflowDefinition.Builder options) {
        draft.steps().forEach(this::connectInputs);
        draft.steps().forEach(this::checkReads);
        draft.params().values().forEach(param -> options.param(param.name(), param.definition()));
        draft.steps().forEach(step -> options.step(assembled(step)));
        var definition = options.build();
        var problems = new ArrayList<Problem>(draft.problems());
        problems.addAll(Definitions.check(definition));
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionException("workflow '" + draft.name() + "'", problems);
        }
        return new Workflow(definition, new WorkflowCode(bodies, actions, predicates, LoopCode.none(), paramCode()));
    }

    private void connectInputs(AnyStep<?> step) {
        if (edges.isReachedOnCondition(step)) {
            return;
        }
        for (var input : step.inputs()) {
            boolean comesBefore = edges.isUpstream(input, step)
                    || step.inputs().stream().anyMatch(other -> other != input && edges.isUpstream(input, other));
            if (!comesBefore) {
                draft.connect(input, step, Optional.empty());
            }
        }
    }

    private void checkReads(AnyStep<?> step) {
        step.inputs().stream()
                .filter(input -> draft.owns(input, step.path()) && !edges.isUpstream(input, step))
                .forEach(input -> notUpstream(
                        step,
                        input,
                        "; the step is reached on a condition, so its inputs must run before the step that decides"));
        step.reads().stream()
                .filter(read -> draft.owns(read, step.path()) && !edges.isUpstream(read, step))
                .forEach(read -> notUpstream(step, read, ": no transition leads from it to the reader"));
    }

    private void notUpstream(AnyStep<?> step, AnyStep<?> read, String why) {
        draft.add(
                ProblemCode.NOT_UPSTREAM,
                step.path(),
                "step '" + step + "' reads the output of step '" + read + "', which is not upstream" + why);
    }

    private TypedStep assembled(AnyStep<?> step) {
        var basics = new StepBasics(
                step.id(),
                step.name(),
                step.description(),
                transition(step),
                step.failureMode(),
                step.tags(),
                step.timeout(),
                step.params().definitions());
        return new TypedStep(basics, type(step), Optional.empty(), step.retryPolicy());
    }

    private StepType type(AnyStep<?> step) {
        return switch (step.work()) {
            case Work.Body work -> {
                bodies.put(step.id(), work.body());
                yield StepType.JAVA;
            }
            case Work.Action work -> {
                actions.put(step.id(), work.action());
                yield StepType.JAVA;
            }
            case Work.Registered work -> work.type();
        };
    }

    private Transition transition(AnyStep<?> step) {
        var successors = new LinkedHashMap<StepId, Predicate>();
        edges.from(step)
                .forEach((to, condition) -> successors.put(
                        to.id(),
                        condition
                                .map(known -> predicate(known, new WorkflowCode.Edge(step.id(), to.id())))
                                .orElseGet(Predicate::always)));
        return new Transition(successors);
    }

    private Predicate predicate(Condition condition, WorkflowCode.Edge edge) {
        return switch (condition) {
            case Condition.InSel(var text) -> new Predicate.Expression(text);
            case Condition.InJava(var code) -> {
                predicates.put(edge, code);
                yield new Predicate.Code();
            }
        };
    }

    private ParamCode paramCode() {
        var ofRun = new HashMap<String, ParamFunction>();
        var codecs = new HashMap<String, ParamCodec<?>>();
        draft.params().forEach((name, param) -> {
            param.function().ifPresent(function -> ofRun.put(name, function));
            codecs.put(name, param.codec());
        });
        var ofSteps = new HashMap<StepId, Map<String, ParamFunction>>();
        var outputs = new HashMap<StepId, OutputFunction>();
        for (var step : draft.steps()) {
            var params = step.params();
            if (!params.functions().isEmpty()) {
                ofSteps.put(step.id(), Map.copyOf(params.functions()));
            }
            if (!params.outputs().isEmpty()) {
                outputs.put(step.id(), params.outputFunction());
            }
        }
        return new ParamCode(ofRun, ofSteps, outputs, codecs);
    }
}
