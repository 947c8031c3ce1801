package io.maestro.sel;

/** The kinds of errors that an expression can end with. */
public enum SelErrorCategory {
    /** The text is no program. */
    SYNTAX,
    /** A value has a type that does not fit. */
    TYPE,
    /** A limit of {@link EvalLimits} other than {@link EvalLimits#time()} is used up. */
    LIMIT,
    /** A class, method or field that does not exist, or an input that was not given. */
    UNKNOWN,
    /** A division by zero, or a number that does not fit its type. */
    ARITHMETIC,
    /** A place outside an array or a text. */
    INDEX,
    /** A value is needed and there is none. */
    NULL,
    /** A bad date, pattern or format; a {@code throw}; a failure of the host's functions. */
    OTHER,
    /** The limit {@link EvalLimits#time()} is used up. */
    TIMEOUT
}
