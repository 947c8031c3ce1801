package io.maestro.internal.eval.merge;

import io.maestro.internal.eval.coercion.ParamJson;
import io.maestro.param.ParamValue;

/** Values in messages. */
final class Shown {

    private static final int MAX_LENGTH = 100;

    private Shown() {}

    static String of(ParamValue value) {
        var json = ParamJson.of(value);
        return json.length() > MAX_LENGTH ? json.substring(0, MAX_LENGTH) + "..." : json;
    }
}
