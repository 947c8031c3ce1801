package io.maestro.internal.eval.params;

import io.maestro.internal.eval.coercion.ParamJson;
import io.maestro.internal.eval.port.EvalResult;
import io.maestro.param.ParamErrorCategory;
import io.maestro.param.ParamRuleException;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;

/** What comes of the results of expressions, and why it may not do. */
final class Results {

    private Results() {}

    /** Returns the value of a result. */
    static ParamValue value(String param, EvalResult result) {
        return switch (result) {
            case EvalResult.Value(var value) -> value;
            case EvalResult.TextsWithGaps gaps -> gaps.filled();
            case EvalResult.Unset(var type) ->
                throw new ParamRuleException(
                        param,
                        ParamErrorCategory.NULL,
                        "null",
                        "has an expression that comes to a " + type + " without a value");
        };
    }

    static ParamRuleException doesNotFit(String param, ParamType type, ParamValue value) {
        return new ParamRuleException(
                param,
                ParamErrorCategory.TYPE,
                "result-type",
                "must be a " + type + " but came to the " + value.type() + " " + ParamJson.shown(value));
    }

    static ParamRuleException duplicateKey(String param, String key) {
        return new ParamRuleException(
                param,
                ParamErrorCategory.OTHER,
                "duplicate-key",
                "has the key '" + key + "', which becomes the same as a key before it");
    }
}
