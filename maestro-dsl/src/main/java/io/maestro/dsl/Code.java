package io.maestro.dsl;

import io.maestro.definition.StepId;
import io.maestro.param.ParamCodec;
import io.maestro.step.LoopCode;
import io.maestro.step.OutputFunction;
import io.maestro.step.ParamCode;
import io.maestro.step.ParamFunction;
import io.maestro.step.Ref;
import io.maestro.step.StepAction;
import io.maestro.step.StepBody;
import io.maestro.step.StepItems;
import io.maestro.step.StepPredicate;
import io.maestro.step.ValueTypes;
import io.maestro.step.WorkflowCode;
import io.maestro.value.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the code of a workflow. */
final class Code {

    private final Map<StepId, StepBody<?>> bodies = new HashMap<>();
    private final Map<StepId, StepAction> actions = new HashMap<>();
    private final Map<WorkflowCode.Edge, StepPredicate> predicates = new HashMap<>();
    private final Map<StepId, StepItems> items = new HashMap<>();
    private final Map<StepId, StepPredicate> conditions = new HashMap<>();
    private final Map<String, ParamFunction> ofRun = new HashMap<>();
    private final Map<StepId, Map<String, ParamFunction>> ofSteps = new HashMap<>();
    private final Map<StepId, OutputFunction> outputs = new HashMap<>();
    private final Map<String, ParamCodec<?>> codecs = new HashMap<>();
    private final Map<StepId, ValueType<?>> outputTypes = new HashMap<>();
    private final Map<StepId, ValueType<?>> elementTypes = new HashMap<>();

    void body(StepId step, StepBody<?> body) {
        bodies.put(step, body);
    }

    void outputType(StepId step, ValueType<?> type) {
        if (!type.isAny()) {
            outputTypes.put(step, type);
        }
    }

    void elementType(StepId foreach, ValueType<?> type) {
        if (!type.isAny()) {
            elementTypes.put(foreach, type);
        }
    }

    void action(StepId step, StepAction action) {
        actions.put(step, action);
    }

    void predicate(StepId from, StepId to, StepPredicate predicate) {
        predicates.put(new WorkflowCode.Edge(from, to), predicate);
    }

    void items(StepId foreach, Ref<? extends List<?>> list) {
        items.put(foreach, context -> context.get(list));
    }

    void condition(StepId loop, StepPredicate condition) {
        conditions.put(loop, condition);
    }

    /** Adds the code of a param of the workflow. */
    void add(Param<?> param) {
        param.function().ifPresent(function -> ofRun.put(param.name(), function));
        codecs.put(param.name(), param.codec());
    }

    /** Adds the code of the params of a step. */
    void add(AnyStep<?> step) {
        var params = step.params();
        if (!params.functions().isEmpty()) {
            ofSteps.put(step.id(), Map.copyOf(params.functions()));
        }
        if (!params.outputs().isEmpty()) {
            outputs.put(step.id(), params.outputFunction());
        }
    }

    WorkflowCode all() {
        return new WorkflowCode(
                bodies,
                actions,
                predicates,
                new LoopCode(items, conditions),
                new ParamCode(ofRun, ofSteps, outputs, codecs),
                new ValueTypes(outputTypes, elementTypes));
    }
}
