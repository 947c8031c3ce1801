package io.maestro.internal.eval.value;

/** The objects that every program finds and that are no values of a class. */
public enum Preset {
    /** {@code params}. */
    PARAMS(Kind.PRESET_PARAMS),
    /** {@code Util}. */
    UTIL(Kind.PRESET_UTIL_FUNCTION),
    /** {@code Math}. */
    MATH(Kind.MATH),
    /** {@code System}, {@code Arrays}, {@code DateTimeConstants}. */
    MISC(Kind.PRESET_MISC_FUNC_FIELDS);

    private final Kind kind;

    Preset(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
