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
                of("the input, or NULL", "get", (c, p, a) -> input(c, (String) a[0]), KEY),
                of("BOOLEAN", "containsKey", (c, p, a) -> c.inputs().containsKey((String) a[0]), KEY),
                of("LONG", "nextUniqueId", (c, p, a) -> host(c, "nextUniqueId", ParamFunctions::nextUniqueId)),
                of(
                        "STRING",
                        "getExecutionEnvironment",
                        (c, p, a) -> host(c, "getExecutionEnvironment", ParamFunctions::getExecutionEnvironment)),
                result("getFromInstance", (f, a) -> f.getFromInstance(a[0]), 1),
                optional("getFromStep", (f, a) -> f.getFromStep(a[0]), 1),
                optional("getFromStep", (f, a) -> f.getFromStep(a[0], a[1]), 2),
                result("getFromSignal", (f, a) -> f.getFromSignal(a[0]), 1),
                result("getFromSignal", (f, a) -> f.getFromSignal(a[0], a[1]), 2),
                of(
                        "the param, or the default",
                        "getFromSignalOrDefault",
                        ParamsMethods::signalOrDefault,
                        KEY,
                        KEY,
                        KEY),
                result("getFromSignalDependency", (f, a) -> f.getFromSignalDependency(a[0], a[1]), 2),
                result("getFromForeach", (f, a) -> f.getFromForeach(a[0], a[1], a[2]), 3),
                result("getFromSubworkflow", (f, a) -> f.getFromSubworkflow(a[0], a[1], a[2]), 3));
    }

    /** Returns an input, or NULL if there is none of that name. */
    static Object input(Context context, String name) {
        var input = context.inputs().get(name);
        return input == null ? Absent.NULL : Values.of(input);
    }

    private interface HostCall<T> {
        T answer(ParamFunctions functions, String[] arguments);
    }

    private static Method of(String returns, String name, Method.Body body, ArgType... arguments) {
        return Method.of(Kind.PRESET_PARAMS, Method.Form.ON_EITHER, returns, name, body, arguments);
    }

    private static Method result(String name, HostCall<EvalResult> call, int arity) {
        return optional(name, (functions, arguments) -> Optional.of(call.answer(functions, arguments)), arity);
    }

    private static Method optional(String name, HostCall<Optional<EvalResult>> call, int arity) {
        var types = new ArgType[arity];
        Arrays.fill(types, KEY);
        return of(
                "the value",
                name,
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
