package io.maestro.time;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The engine's only source of time: what time it is, a call when a time has come, and when a thread gets its turn. An application needs
 * none of its own; tests put a virtual one in its place. Thread-safe.
 */
public interface TimeSource extends InstantSource {

    /** The kinds of work that a virtual clock may wait for before it lets time pass. */
    enum Work {
        /** The engine has an event to decide on, a commit to make or a command to carry out. */
        ENGINE,
        /** The body of a step runs. */
        BODY
    }

    /**
     * Calls back once, at a time or soon after it; at once if the time has passed.
     *
     * @param at the time
     * @param ring what to call; returns soon and throws nothing
     */
    void alarmAt(Instant at, Runnable ring);

    /**
     * Starts a thread that does a piece of work. Every thread goes through here that the engine has decide, commit or run a body, so a
     * test may choose which goes on first.
     *
     * @param thread the thread, which is not started yet
     */
    default void start(Thread thread) {
        thread.start();
    }

    /**
     * Tells that a piece of work begins.
     *
     * @param work its kind
     */
    default void began(Work work) {}

    /**
     * Tells that a piece of work has ended. What it caused has begun before that.
     *
     * @param work its kind
     */
    default void ended(Work work) {}

    /**
     * Tells that the body of a step begins. A clock that has no use for the thread hears of it as {@link Work#BODY}.
     *
     * @param body the thread on which it runs, perhaps not started yet
     */
    default void began(Thread body) {
        began(Work.BODY);
    }

    /**
     * Tells that the body of a step has ended. What it caused has begun before that.
     *
     * @param body the thread on which it ran
     */
    default void ended(Thread body) {
        ended(Work.BODY);
    }
}
