package io.maestro.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * That something was asked of a run or of a step, and done. It is recorded before anybody is told so.
 *
 * @param request what, by whom and why
 * @param at when
 */
public record ActionTaken(ActionRequest request, Instant at) {

    /**
     * How many are kept of a run, and how many of an attempt, beside those that say with what something runs again: whoever pauses it
     * again and again does not make it grow.
     */
    public static final int KEPT = 32;

    /** Checks that nothing is null. */
    public ActionTaken {
        requireNonNull(request, "request");
        requireNonNull(at, "at");
    }

    /**
     * Returns what was done.
     *
     * @return the action
     */
    public Action action() {
        return request.action();
    }

    /** Returns one clause for people, without a full stop. */
    @Override
    public String toString() {
        return request.by() + " asked for " + action() + ": " + request.reason();
    }

    /**
     * Returns some actions and one more.
     *
     * @param before the actions before, the oldest first
     * @param next the one that follows
     * @return the newest of them, the oldest first; unmodifiable
     */
    public static List<ActionTaken> append(List<ActionTaken> before, ActionTaken next) {
        int dropped = Math.max(0, before.size() - KEPT + 1);
        var all = new ArrayList<>(before.subList(0, dropped).stream()
                .filter(taken -> taken.request().restart().isPresent())
                .toList());
        all.addAll(before.subList(dropped, before.size()));
        all.add(next);
        return List.copyOf(all);
    }
}
