package io.maestro.dsl.internal.layout;

/** The way in which edges lead. */
public enum Flow {
    /** From the top to the bottom. */
    DOWN,
    /** From the left to the right. */
    RIGHT
}
