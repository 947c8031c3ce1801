package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a definition was kept when it was registered (spec: definitions, section 1.2).
 *
 * @param origin the repository
 * @param branch the branch
 * @param sha the commit
 * @param path the file
 * @param author who wrote the commit
 * @param timestamp when
 * @param uncommittedChanges whether the file differed from the commit
 */
public record GitInfo(
        Optional<String> origin,
        Optional<String> branch,
        Optional<String> sha,
        Optional<String> path,
        Optional<String> author,
        Optional<Instant> timestamp,
        Optional<Boolean> uncommittedChanges) {

    /** Checks that nothing is null. */
    public GitInfo {
        requireNonNull(origin, "origin");
        requireNonNull(branch, "branch");
        requireNonNull(sha, "sha");
        requireNonNull(path, "path");
        requireNonNull(author, "author");
        requireNonNull(timestamp, "timestamp");
        requireNonNull(uncommittedChanges, "uncommittedChanges");
    }
}
