package io.maestro.test;

/** How an engine may end before its time. */
enum Death {
    /** Its process is gone. */
    CRASH,
    /** It is taken for dead and goes on, but nothing that it records counts. */
    LOST_HEARTBEAT,
    /** It is taken for dead while it stands still; what it was about to record is refused when it goes on. */
    PAUSE
}
