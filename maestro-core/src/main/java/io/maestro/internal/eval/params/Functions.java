package io.maestro.internal.eval.params;

import io.maestro.error.NearMiss;
import io.maestro.internal.eval.port.EvalResult;
import io.maestro.internal.eval.port.ParamFunctions;
import io.maestro.param.ParamErrorCategory;
import io.maestro.param.ParamRuleException;
import io.maestro.param.ParamValue;
import java.util.List;
import java.util.Optional;

/** The functions of {@code params} that are the same for a run and for a step (spec: definitions, section 3.8). */
abstract class Functions implements ParamFunctions {

    private final String param;
    private final RunWorld world;

    Functions(String param, RunWorld world) {
        this.param = param;
        this.world = world;
    }

    /** Returns the param whose expression calls. */
    final String param() {
        return param;
    }

    final RunWorld world() {
        return world;
    }

    @Override
    public final long nextUniqueId() {
        return world.uniqueIds().getAsLong();
    }

    @Override
    public final String getExecutionEnvironment() {
        return world.environment();
    }

    @Override
    public final EvalResult getFromInstance(String field) {
        var initiator = world.initiator();
        return switch (field) {
            case "INITIATOR_TYPE" -> text(initiator.kind().name());
            case "INITIATOR_TIMEZONE" -> text(initiator.timezone().orElse(""));
            case "INITIATOR_RUNNER_NAME" ->
                text(initiator
                        .runner()
                        .orElseThrow(() -> failure("the run was started by " + initiator.kind() + ", not by a user")));
            case "RUN_POLICY" -> text(world.runPolicy());
            case "workflow_id" -> text(world.workflowId());
            default -> ofInstance(field);
        };
    }

    /** Returns what differs between a run and a step. */
    abstract EvalResult ofInstance(String field);

    @Override
    public final EvalResult getFromSignal(String name) {
        return value(world.signals()
                .ofTrigger(name)
                .orElseThrow(() -> failure("no signal trigger with a param '" + name + "' started the run")));
    }

    @Override
    public final EvalResult getFromSignal(String signal, String name) {
        return value(world.signals()
                .find(signal, name)
                .orElseThrow(() -> failure("no signal '" + signal + "' with a param '" + name + "' started the run")));
    }

    static EvalResult text(String text) {
        return value(ParamValue.of(text));
    }

    static EvalResult number(long number) {
        return value(ParamValue.of(number));
    }

    static EvalResult value(ParamValue value) {
        return new EvalResult.Value(value);
    }

    final ParamRuleException unknownField(String field, List<String> known) {
        var hint = NearMiss.of(field, known)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
        return failure("there is no field '" + field + "' here" + hint);
    }

    final ParamRuleException onlyInSteps() {
        return failure("this can be asked only in the params of a step");
    }

    final ParamRuleException failure(String problem) {
        return new ParamRuleException(param, ParamErrorCategory.OTHER, "extension-call", "asks in vain: " + problem);
    }

    /** Returns an empty result as an error. */
    final <T> T found(Optional<T> result, String problem) {
        return result.orElseThrow(() -> failure(problem));
    }
}
