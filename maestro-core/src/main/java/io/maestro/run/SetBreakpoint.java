package io.maestro.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A breakpoint that somebody has set.
 *
 * @param breakpoint where it is
 * @param by who set it
 * @param reason why
 * @param at when
 */
public record SetBreakpoint(Breakpoint breakpoint, String by, String reason, Instant at) {

    /** Checks that nothing is null. */
    public SetBreakpoint {
        requireNonNull(breakpoint, "breakpoint");
        requireNonNull(by, "by");
        requireNonNull(reason, "reason");
        requireNonNull(at, "at");
    }
}
