package io.maestro.test;

import io.maestro.definition.FailureMode;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Setting;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import io.maestro.step.CodedWorkflow;
import io.maestro.step.StepBody;
import io.maestro.step.StepPredicate;
import io.maestro.step.WorkflowCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes workflows for tests: each option concerns the step that was added last. Steps try once unless told otherwise. */
final class Flow implements CodedWorkflow {

    private final WorkflowDefinition.Builder definition;
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<StepId, StepBody<?>> bodies = new HashMap<>();
    private final Map<WorkflowCode.Edge, StepPredicate> predicates = new HashMap<>();
    private final Map<StepId, Map<StepId, Predicate>> successors = new HashMap<>();

    private static final class Draft {
        final StepId id;
        final StepType type;
        final Map<String, ParamDefinition> params = new LinkedHashMap<>();
        FailureMode mode = FailureMode.FAIL_AFTER_RUNNING;
        RetryPolicy retry = RetryPolicy.none();
        Optional<Setting<Duration>> timeout = Optional.empty();

        Draft(String id, StepType type) {
            this.id = new StepId(id);
            this.type = type;
        }
    }

    private Flow(String id) {
        this.definition = WorkflowDefinition.builder(new WorkflowId(id));
    }

    static Flow of(String id) {
        return new Flow(id);
    }

    /** A step that does nothing. */
    Flow step(String id) {
        return typed(id, "NoOp");
    }

    Flow step(String id, StepBody<?> body) {
        bodies.put(new StepId(id), body);
        return typed(id, "Java");
    }

    Flow typed(String id, String type) {
        drafts.add(new Draft(id, new StepType(type)));
        return this;
    }

    Flow after(String... predecessors) {
        for (var predecessor : predecessors) {
            edge(predecessor, Predicate.always());
        }
        return this;
    }

    Flow after(String predecessor, StepPredicate condition) {
        predicates.put(new WorkflowCode.Edge(new StepId(predecessor), last().id), condition);
        edge(predecessor, new Predicate.Code());
        return this;
    }

    /** As {@link #after(String, StepPredicate)}, with a condition in the expression language. */
    Flow when(String predecessor, String condition) {
        edge(predecessor, new Predicate.Expression(condition));
        return this;
    }

    /** A transition from the last step to any, which may be back. */
    Flow before(String successor, String condition) {
        successors
                .computeIfAbsent(last().id, id -> new LinkedHashMap<>())
                .put(new StepId(successor), new Predicate.Expression(condition));
        return this;
    }

    private void edge(String from, Predicate predicate) {
        successors
                .computeIfAbsent(new StepId(from), id -> new LinkedHashMap<>())
                .put(last().id, predicate);
    }

    Flow retry(RetryPolicy policy) {
        last().retry = policy;
        return this;
    }

    Flow mode(FailureMode mode) {
        last().mode = mode;
        return this;
    }

    Flow timeout(Duration timeout) {
        last().timeout = Optional.of(Setting.of(timeout));
        return this;
    }

    Flow timeout(String text) {
        last().timeout = Optional.of(new Setting.Interpolated<>(text));
        return this;
    }

    Flow param(String name, ParamValue value) {
        return param(name, ParamDefinition.literal(value));
    }

    Flow param(String name, ParamDefinition param) {
        last().params.put(name, param);
        return this;
    }

    Flow runTimeout(Duration timeout) {
        definition.timeout(Setting.of(timeout));
        return this;
    }

    Flow runTimeout(String text) {
        definition.timeout(new Setting.Interpolated<>(text));
        return this;
    }

    Flow runParam(String name, ParamDefinition param) {
        definition.param(name, param);
        return this;
    }

    Flow description(String text) {
        definition.description(text);
        return this;
    }

    private Draft last() {
        return drafts.getLast();
    }

    @Override
    public WorkflowDefinition definition() {
        var built = definition.build();
        var copy = WorkflowDefinition.builder(built.id());
        built.timeout().ifPresent(copy::timeout);
        built.description().ifPresent(copy::description);
        built.params().forEach(copy::param);
        for (var draft : drafts) {
            var basics = new StepBasics(
                    draft.id,
                    Optional.empty(),
                    Optional.empty(),
                    new Transition(successors.getOrDefault(draft.id, Map.of())),
                    draft.mode,
                    List.of(),
                    draft.timeout,
                    draft.params);
            copy.step(new TypedStep(basics, draft.type, Optional.empty(), draft.retry));
        }
        return copy.build();
    }

    @Override
    public WorkflowCode code() {
        return new WorkflowCode(bodies, predicates);
    }
}
