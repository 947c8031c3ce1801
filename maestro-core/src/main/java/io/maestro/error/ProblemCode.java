package io.maestro.error;

/** The kinds of problems that an input can have. Stable: programs may depend on them. */
public enum ProblemCode {
    /** The text is not JSON or YAML. */
    SYNTAX,
    /** A member that must be there is not. */
    MISSING,
    /** A member that nothing is known of. */
    UNKNOWN_MEMBER,
    /** A value of the wrong type. */
    WRONG_TYPE,
    /** A value that is none of those allowed. */
    UNKNOWN_VALUE,
    /** A number or duration that is too small or too large. */
    OUT_OF_RANGE,
    /** A text that is too long. */
    TOO_LONG,
    /** More elements than allowed. */
    TOO_MANY,
    /** A text that cannot be an id. */
    INVALID_ID,
    /** An id that belongs to the engine. */
    RESERVED_ID,
    /** The same id or name twice. */
    DUPLICATE,
    /** Two members that do not fit together. */
    CONFLICT,
    /** A reference to a step that does not exist. */
    UNKNOWN_STEP,
    /** A step type that is not registered. */
    UNKNOWN_STEP_TYPE,
    /** A job template that is not registered, or not in the version that is meant. */
    UNKNOWN_JOB_TEMPLATE,
    /** A cycle that is no loop, because it has more than one way in; params that need each other. */
    CYCLE,
    /** A loop that ends only because there is a limit, or because a step fails. */
    ENDLESS,
    /** A step that no run comes to. */
    UNREACHABLE,
    /** A condition that comes to the same each time. */
    CONSTANT_CONDITION,
    /** A read of an output that is not upstream. */
    NOT_UPSTREAM,
    /** A reference to a param that does not exist. */
    UNKNOWN_PARAM,
    /** An expression that cannot be evaluated, whatever its inputs are. */
    EXPRESSION,
    /** A text or an expression that comes to no value. */
    NO_VALUE,
    /** A step or transition in Java whose code is not there. */
    NO_CODE,
    /** A construct that this version does not run. */
    UNSUPPORTED
}
