package io.maestro.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What came of a {@link Store#purge}.
 *
 * @param more whether there may be more to delete, so that the same should be asked again
 * @param earliest when the first run ended of those that are left and could be purged at some time, or empty if there is none
 */
public record Purged(boolean more, Optional<Instant> earliest) {

    /** Checks that nothing is null. */
    public Purged {
        requireNonNull(earliest, "earliest");
    }
}
