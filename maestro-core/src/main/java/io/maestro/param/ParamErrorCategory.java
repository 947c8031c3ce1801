package io.maestro.param;

/** The kinds of errors of params. Stable: programs may depend on them. */
public enum ParamErrorCategory {
    /** Params that need each other. */
    CYCLE,
    /** A reference to a param or step that does not exist, or to one of two. */
    UNKNOWN_PARAM,
    /** An expression, or a function in Java, that cannot be evaluated. */
    EXPRESSION,
    /** A value that the declared type cannot take. */
    TYPE,
    /** A change that the mode of the param forbids. */
    MODE,
    /** A definition that is not complete or makes no sense. */
    DEFINITION,
    /** More text than may be recorded. */
    SIZE,
    /** A value that is null. */
    NULL,
    /** Anything else. */
    OTHER
}
