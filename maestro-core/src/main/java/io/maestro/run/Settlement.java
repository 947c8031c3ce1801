package io.maestro.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * That somebody said what became of an attempt of which nobody knew whether its work was done.
 *
 * @param verdict what became of it
 * @param by who said so
 * @param reason why
 * @param at when
 */
public record Settlement(Verdict.Kind verdict, String by, String reason, Instant at) {

    /** Checks that nothing is null. */
    public Settlement {
        requireNonNull(verdict, "verdict");
        requireNonNull(by, "by");
        requireNonNull(reason, "reason");
        requireNonNull(at, "at");
    }
}
