package io.maestro.internal.eval.coercion;

import io.maestro.param.ParamValue;

/**
 * A value of the type that was asked for.
 *
 * @param value the value
 * @param noted whether it was of another type before, and a user should be told. A number that becomes a DOUBLE is not
 *     worth a note
 */
public record Coerced(ParamValue value, boolean noted) {

    static Coerced same(ParamValue value) {
        return new Coerced(value, false);
    }

    static Coerced changed(ParamValue value) {
        return new Coerced(value, true);
    }
}
