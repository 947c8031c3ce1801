package io.maestro.param;

/** The type of a param (spec: definitions, section 3.2). */
public enum ParamType {
    /** Text. */
    STRING,
    /** A 64-bit integer. */
    LONG,
    /** An IEEE 754 double. */
    DOUBLE,
    /** True or false. */
    BOOLEAN,
    /** A list of texts. */
    STRING_ARRAY,
    /** A list of 64-bit integers. */
    LONG_ARRAY,
    /** A list of doubles. */
    DOUBLE_ARRAY,
    /** A list of booleans. */
    BOOLEAN_ARRAY,
    /** Texts by name. */
    STRING_MAP,
    /** Values of any type by name; nests. */
    MAP
}
