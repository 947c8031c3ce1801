package io.maestro.dsl.internal.bind;

import io.maestro.definition.GitInfo;
import io.maestro.error.ProblemCode;
import java.time.Instant;
import java.util.Optional;

/** Where a definition was kept; the time is in seconds since 1970, as git has it (spec: definitions, section 1.2). */
final class GitInfoBinder {

    private GitInfoBinder() {}

    static Optional<GitInfo> bind(Spot spot) {
        return spot.object().map(fields -> {
            var info = new GitInfo(
                    fields.take("origin").flatMap(Spot::text),
                    fields.take("branch").flatMap(Spot::text),
                    fields.take("sha").flatMap(Spot::text),
                    fields.take("path").flatMap(Spot::text),
                    fields.take("author").flatMap(Spot::text),
                    fields.take("timestamp").flatMap(GitInfoBinder::time),
                    fields.take("uncommitted_changes").flatMap(Spot::truth));
            fields.refuseOthers();
            return info;
        });
    }

    private static Optional<Instant> time(Spot spot) {
        return spot.integer().flatMap(seconds -> {
            if (seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()) {
                spot.problem(ProblemCode.OUT_OF_RANGE, "expected seconds since 1970 but found " + seconds);
                return Optional.empty();
            }
            return Optional.of(Instant.ofEpochSecond(seconds));
        });
    }
}
