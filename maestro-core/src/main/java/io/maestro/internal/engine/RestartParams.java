package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.InvalidParamsException;
import io.maestro.param.ParamConversionException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamException;
import io.maestro.run.Restart;
import io.maestro.run.RestartOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The params that a request gives to steps that are to run again. */
final class RestartParams {

    private static final String PATH = "/step_run_params/";

    private RestartParams() {}

    /**
     * Returns what is given to a step, as definitions.
     *
     * @throws InvalidParamsException if there is no such step, or something cannot be a param
     */
    static Map<String, ParamDefinition> given(Prepared prepared, StepId step, Map<String, ?> given) {
        if (step(prepared, step).isEmpty()) {
            throw refused(
                    prepared,
                    List.of(Problem.of(ProblemCode.UNKNOWN_STEP, PATH + step, "there is no step '" + step + "'")));
        }
        var problems = new ArrayList<Problem>();
        var definitions = new LinkedHashMap<String, ParamDefinition>();
        given.forEach((name, value) -> {
            try {
                definitions.put(name, definition(prepared, name, value));
            } catch (ParamConversionException e) {
                problems.add(Problem.of(ProblemCode.WRONG_TYPE, PATH + step + '/' + name, e.problem()));
            }
        });
        if (!problems.isEmpty()) {
            throw refused(prepared, problems);
        }
        return Collections.unmodifiableMap(definitions);
    }

    /** The map is the user's, who may have put a null into it. */
    private static ParamDefinition definition(Prepared prepared, String name, @Nullable Object value) {
        if (value == null) {
            throw new ParamConversionException(name, "must not be null");
        }
        return value instanceof ParamDefinition written
                ? written
                : ParamDefinition.exactly(prepared.code().params().encode(name, value));
    }

    /** Returns a step of a workflow, or of the body of a loop in it. */
    private static Optional<PreparedStep> step(Prepared prepared, StepId step) {
        var number = prepared.graph().number(step);
        return number.isPresent()
                ? Optional.of(prepared.steps().get(number.getAsInt()))
                : prepared.bodies().values().stream()
                        .flatMap(body -> step(body, step).stream())
                        .findFirst();
    }

    /**
     * Tells here what a step would otherwise fail for.
     *
     * @throws InvalidParamsException if something given to a step of the run does not fit together with its other params
     */
    static void check(Prepared prepared, Map<String, EvaluatedParam> ofRun, Restart restart) {
        var problems = new ArrayList<Problem>();
        if (restart.isTarget()) {
            restart.order().stepParams().forEach((id, given) -> check(prepared, ofRun, id, given, problems));
        }
        if (!problems.isEmpty()) {
            throw refused(prepared, problems);
        }
    }

    /**
     * Looks at what is given to a step of a run that goes on, and to steps of its body if it is a loop.
     *
     * @throws InvalidParamsException if something is given to another step, or does not fit together with the other params of the step
     */
    static void checkInRun(Prepared prepared, Map<String, EvaluatedParam> ofRun, StepId step, RestartOrder order) {
        var problems = new ArrayList<Problem>();
        order.stepParams().forEach((id, given) -> {
            boolean isOfBody = Optional.ofNullable(prepared.bodies().get(step))
                    .flatMap(body -> step(body, id))
                    .isPresent();
            if (!id.equals(step) && !isOfBody) {
                problems.add(Problem.of(
                        ProblemCode.CONFLICT,
                        PATH + id,
                        "in a run that goes on, params can be given to the step that is restarted, which is '" + step
                                + "', and to steps of its body"));
            }
        });
        Optional.ofNullable(order.stepParams().get(step))
                .ifPresent(given -> check(prepared, ofRun, step, given, problems));
        if (!problems.isEmpty()) {
            throw refused(prepared, problems);
        }
    }

    private static void check(
            Prepared prepared,
            Map<String, EvaluatedParam> ofRun,
            StepId id,
            Map<String, ParamDefinition> given,
            List<Problem> problems) {
        try {
            step(prepared, id).ifPresent(step -> step.paramsIn(ofRun, given));
        } catch (ParamException e) {
            problems.add(Problem.of(ProblemCode.CONFLICT, PATH + id + '/' + e.param(), String.valueOf(e.getMessage())));
        }
    }

    private static InvalidParamsException refused(Prepared prepared, List<Problem> problems) {
        return new InvalidParamsException(prepared.definition().id().value(), problems);
    }
}
