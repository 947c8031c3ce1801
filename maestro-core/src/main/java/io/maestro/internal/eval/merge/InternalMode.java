package io.maestro.internal.eval.merge;

import io.maestro.param.ParamMode;

/** What the engine or a template asks of a param (spec: definitions, section 3.3). */
public enum InternalMode {
    /** Someone must set it. */
    REQUIRED(ParamMode.MUTABLE),
    /** It is left away if nobody sets it. */
    OPTIONAL(ParamMode.MUTABLE),
    /** It has a default. */
    PROVIDED(ParamMode.MUTABLE),
    /** Users cannot set it at all. */
    RESERVED(ParamMode.CONSTANT);

    private final ParamMode least;

    InternalMode(ParamMode least) {
        this.least = least;
    }

    /** Returns the loosest mode that a param of this internal mode can have. */
    ParamMode least() {
        return least;
    }
}
