package io.maestro.internal.eval.compile;

/** How a statement ended. */
enum Flow {
    /** Without a value. */
    NOTHING,
    /** With a value in the register, the program's if no other statement follows. */
    VALUE,
    /** With the program's value in the register. */
    RETURN,
    /** With a {@code break}. */
    BREAK,
    /** With a {@code continue}. */
    CONTINUE
}
