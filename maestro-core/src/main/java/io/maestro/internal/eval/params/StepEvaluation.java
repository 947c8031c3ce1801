package io.maestro.internal.eval.params;

import io.maestro.definition.StepId;
import io.maestro.error.NearMiss;
import io.maestro.internal.eval.port.ParamFunctions;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.param.UnknownParamException;
import io.maestro.step.OutputNotAvailableException;
import io.maestro.step.ParamFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Evaluates the params of a step, and conditions on them. They know each other, the run's params and those of other steps. */
public final class StepEvaluation extends Evaluation {

    /** Only of a step that runs are params evaluated. */
    private static final ParamValue RUNS = ParamValue.of(true);

    private final StepWorld world;

    /**
     * Prepares an evaluation of params of which none is computed in Java; nothing is evaluated yet.
     *
     * @param world what the params may know of the world
     * @param compilers make expressions and texts ready
     * @param params the step's merged params, cleaned up
     * @param evaluated those that have a value already, such as outputs; they are left alone
     */
    public StepEvaluation(
            StepWorld world,
            Compilers compilers,
            Map<String, ParamDefinition> params,
            Map<String, EvaluatedParam> evaluated) {
        this(world, compilers, params, evaluated, Map.of());
    }

    /**
     * Prepares an evaluation; nothing is evaluated yet.
     *
     * @param world what the params may know of the world
     * @param compilers make expressions and texts ready
     * @param params the step's merged params, cleaned up
     * @param evaluated those that have a value already, such as outputs; they are left alone
     * @param code what computes params in Java, by their names
     */
    public StepEvaluation(
            StepWorld world,
            Compilers compilers,
            Map<String, ParamDefinition> params,
            Map<String, EvaluatedParam> evaluated,
            Map<String, ParamFunction> code) {
        super(compilers, world.run().host(), params, code, evaluated);
        this.world = world;
    }

    /**
     * Evaluates the condition of a transition. Params that it needs and that have no value yet are evaluated, too.
     *
     * @param successor the step that the transition leads to
     * @param text the condition, an expression
     * @return whether it holds
     * @throws io.maestro.param.ParamException if it is neither true nor false
     */
    public boolean condition(String successor, String text) {
        var condition = alone(successor, ParamDefinition.expression(ParamType.BOOLEAN, text));
        return condition.value().equals(ParamValue.of(true));
    }

    @Override
    String where() {
        return "step '" + stepId() + "'";
    }

    private String stepId() {
        return world.step().stepId();
    }

    /** A param with a value hides one of the run, which hides one without: so a param can refer to the run's of its own name. */
    @Override
    ParamValue resolve(String param, String name) {
        if (StepReference.isIn(name)) {
            return ofStep(param, name, reading(param, name));
        }
        var ofRun = world.workflowParams().get(name);
        if (!isDone(name) && ofRun != null) {
            return ofRun.value();
        }
        if (name.equals(StepFunctions.SATISFIED)) {
            return RUNS;
        }
        if (!isDefined(name)) {
            throw new UnknownParamException(
                    param,
                    "no-such-param",
                    name,
                    "which neither " + where() + " nor the workflow has",
                    NearMiss.of(name, visibleNames()));
        }
        return demand(name);
    }

    private Set<String> visibleNames() {
        var visible = names();
        visible.addAll(world.workflowParams().keySet());
        return visible;
    }

    private StepReference.Reading reading(String param, String name) {
        var reference = StepReference.of(name);
        if (reference.clear()) {
            return reference.readings().getFirst();
        }
        var known = reference.readings().stream()
                .filter(reading -> isStep(reading.stepId()))
                .toList();
        if (known.size() != 1) {
            throw new UnknownParamException(param, "ambiguous-or-unknown-step", name, problem(known), Optional.empty());
        }
        return known.getFirst();
    }

    private static String problem(List<StepReference.Reading> known) {
        return known.isEmpty()
                ? "which begins with the id of no step"
                : "which can mean step '" + known.getFirst().stepId() + "' as well as step '"
                        + known.getLast().stepId() + "'; say params.getFromStep(step, param)";
    }

    private boolean isStep(String id) {
        return id.equals(stepId()) || world.steps().find(id).isPresent();
    }

    private ParamValue ofStep(String param, String name, StepReference.Reading reading) {
        if (reading.stepId().equals(stepId())) {
            if (reading.param().equals(StepFunctions.SATISFIED)) {
                return RUNS;
            }
            if (isDefined(reading.param())) {
                return demand(reading.param());
            }
            throw new UnknownParamException(
                    param,
                    "no-such-param",
                    name,
                    "but " + where() + " has no such param",
                    NearMiss.of(reading.param(), names()));
        }
        var step = world.steps().find(reading.stepId());
        if (step.isPresent()) {
            return StepFunctions.paramOf(param, name, step.get(), reading);
        }
        return world.run()
                .signals()
                .find(reading.stepId(), reading.param())
                .orElseThrow(() -> new UnknownParamException(
                        param,
                        "signal-ref",
                        name,
                        "but '" + reading.stepId() + "' is neither a step nor a signal",
                        Optional.empty()));
    }

    @Override
    Optional<ParamFunctions> functions(String param) {
        return Optional.of(new StepFunctions(param, world));
    }

    @Override
    Map<String, EvaluatedParam> visibleByParams() {
        return world.workflowParams();
    }

    @Override
    Object output(String param, StepId step) {
        return world.steps()
                .find(step.value())
                .flatMap(OtherSteps.OtherStep::output)
                .map(Supplier::get)
                .orElseThrow(() -> new OutputNotAvailableException(
                        new StepId(stepId()),
                        step,
                        "which has none for the param '" + param + "' to be computed from"));
    }
}
