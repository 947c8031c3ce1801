package io.maestro.internal.eval.library;

import static io.maestro.internal.eval.library.ArgType.KEY;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.port.EvalResult;
import io.maestro.internal.eval.port.ParamFunctions;
import io.maestro.internal.eval.value.Absent;
import io.maestro.internal.eval.value.Context;
import io.maestro.internal.eval.value.Kind;
import io.maestro.internal.eval.value.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The methods of {@code params}: two that read the inputs, and those that the host answers. */
final class ParamsMethods {

    private ParamsMethods() {}

    static List<Method> all() {
        return List.of(
                of("its type, or NULL", "get", "the input of that name", (c, p, a) -> input(c, (String) a[0]), KEY),
                of(
                        "BOOLEAN",
                        "containsKey",
                        "whether there is an input of that name",
                        (c, p, a) -> c.inputs().containsKey((String) a[0]),
                        KEY),
                of(
                        "LONG",
                        "nextUniqueId",
                        "a number that was never given before, larger than all that were",
                        (c, p, a) -> host(c, "nextUniqueId", ParamFunctions::nextUniqueId)),
                of(
                        "STRING",
                        "getExecutionEnvironment",
                        "the name of the environment that the host was built with",
                        (c, p, a) -> host(c, "getExecutionEnvironment", ParamFunctions::getExecutionEnvironment)),
                result(
                        "getFromInstance",
                        "a fact about the run, such as `INITIATOR_TYPE`, `owner` or `workflow_id`",
                        (f, a) -> f.getFromInstance(a[0]),
                        1),
                optional(
                        "getFromStep",
                        "a fact about the step whose param this is, such as `step_attempt_id`",
                        (f, a) -> f.getFromStep(a[0]),
                        1),
                optional(
                        "getFromStep",
                        "a param of another step, or its `MAESTRO_STEP_STATUS` or `MAESTRO_STEP_END_TIME`",
                        (f, a) -> f.getFromStep(a[0], a[1]),
                        2),
                result(
                        "getFromSignal",
                        "a param of the trigger that started the run",
                        (f, a) -> f.getFromSignal(a[0]),
                        1),
                result(
                        "getFromSignal",
                        "a param of a signal that started the run",
                        (f, a) -> f.getFromSignal(a[0], a[1]),
                        2),
                of(
                        "its type",
                        "getFromSignalOrDefault",
                        "the same, or the third argument if there is none",
                        ParamsMethods::signalOrDefault,
                        KEY,
                        KEY,
                        KEY),
                result(
                        "getFromSignalDependency",
                        "a param of a signal that the step waited for; the first is `'0'`",
                        (f, a) -> f.getFromSignalDependency(a[0], a[1]),
                        2),
                result(
                        "getFromForeach",
                        "a param of a step in each iteration of a foreach step",
                        (f, a) -> f.getFromForeach(a[0], a[1], a[2]),
                        3),
                result(
                        "getFromSubworkflow",
                        "a param of a step in a subworkflow",
                        (f, a) -> f.getFromSubworkflow(a[0], a[1], a[2]),
                        3));
    }

    /** Returns an input, or NULL if there is none of that name. */
    static Object input(Context context, String name) {
        var input = context.inputs().get(name);
        return input == null ? Absent.NULL : Values.of(input);
    }

    private interface HostCall<T> {
        T answer(ParamFunctions functions, String[] arguments);
    }

    private static Method of(String returns, String name, String summary, Method.Body body, ArgType... arguments) {
        return Method.of(Kind.PRESET_PARAMS, Method.Form.ON_EITHER, returns, name, summary, body, arguments);
    }

    private static Method result(String name, String summary, HostCall<EvalResult> call, int arity) {
        return optional(name, summary, (functions, arguments) -> Optional.of(call.answer(functions, arguments)), arity);
    }

    private static Method optional(String name, String summary, HostCall<Optional<EvalResult>> call, int arity) {
        var types = new ArgType[arity];
        Arrays.fill(types, KEY);
        return of(
                "its type",
                name,
                summary,
                (c, p, a) -> host(c, name, functions -> call.answer(functions, texts(a)))
                        .map(Values::of)
                        .orElse(Absent.NULL),
                types);
    }

    private static Object signalOrDefault(Context context, Object params, Object[] arguments) {
        var texts = texts(arguments);
        var functions = functions(context, "getFromSignalOrDefault");
        try {
            return Values.of(functions.getFromSignal(texts[0], texts[1]));
        } catch (RuntimeException e) {
            // The default stands in for whatever keeps the host from an answer: that is what the function is for.
            return texts[2];
        }
    }

    private static <T> T host(Context context, String name, Function<ParamFunctions, T> call) {
        var functions = functions(context, name);
        try {
            return call.apply(functions);
        } catch (RuntimeException e) {
            throw Fault.ofHost("'params." + name + "' failed: " + e.getMessage(), e);
        }
    }

    private static ParamFunctions functions(Context context, String name) {
        return context.functions()
                .orElseThrow(() -> Fault.unknown(
                        "method",
                        "'params." + name + "' has no meaning where this expression stands",
                        Optional.empty()));
    }

    private static String[] texts(Object[] arguments) {
        var texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = (String) arguments[i];
        }
        return texts;
    }
}
