package io.maestro.internal.eval;

import io.maestro.internal.eval.port.EvalResult;
import io.maestro.param.ParamValue;
import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/** Shorthands for tests: evaluate a text and see what comes of it. */
final class Sel {

    private static final ParamValue MAP =
            new ParamValue.MapValue(Map.of("k", ParamValue.of("v"), "n", ParamValue.of(5L)));

    /** Some input of each type that matters. */
    static final Map<String, ParamValue> INPUTS = Map.of(
            "x", ParamValue.of(10L),
            "d", ParamValue.of(1.5),
            "s", ParamValue.of("str"),
            "b", ParamValue.of(true),
            "arr", new ParamValue.LongArray(List.of(1L, 2L, 3L)),
            "mp", MAP);

    private Sel() {}

    static Object eval(String text) {
        return eval(text, EvalLimits.defaults());
    }

    static Object eval(String text, EvalLimits limits) {
        var result = result(text, limits, EvalHost.of(new FixedAmbient()));
        return ((EvalResult.Value) result).value().toJava();
    }

    static EvalResult result(String text) {
        return result(text, EvalLimits.defaults(), EvalHost.of(new FixedAmbient()));
    }

    static EvalResult result(String text, EvalLimits limits, EvalHost host) {
        return Expression.compile(text, limits).evaluate(INPUTS, host);
    }

    /** Returns the error as {@code CATEGORY/detail}. */
    static String error(String text) {
        return error(text, EvalLimits.defaults());
    }

    static String error(String text, EvalLimits limits) {
        var problem = failure(text, limits).problem();
        return problem.category() + "/" + problem.detail();
    }

    static SelException failure(String text) {
        return failure(text, EvalLimits.defaults());
    }

    static SelException failure(String text, EvalLimits limits) {
        return Assertions.catchThrowableOfType(
                SelException.class, () -> result(text, limits, EvalHost.of(new FixedAmbient())));
    }
}
