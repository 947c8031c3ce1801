package io.maestro.test.step;

/** How the work of a step is to go in a test of its type. */
public enum Conduct {
    /** It ends soon, and well. */
    SUCCEEDS,
    /** It goes on until it is stopped. */
    LASTS,
    /** It ends soon, and badly, for a reason of its own, such as a command that returns 1. */
    FAILS,
    /** What it runs on is not there, such as a server that does not answer; another try may help. */
    HAS_NO_PLATFORM,
    /** It is asked for something that nobody can do, such as a command that is no text; no other try helps. */
    MAKES_NO_SENSE
}
