package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.param.EvaluatedParam;
import java.util.Optional;

/**
 * A param of the run that a restart would change.
 *
 * @param name the name
 * @param before how it was defined and what it came to, or empty if there was none
 * @param after how it would be defined and what it comes to, or empty if there would be none
 * @param why why so, in words
 */
public record PlannedParam(String name, Optional<EvaluatedParam> before, Optional<EvaluatedParam> after, String why) {

    /** Checks that nothing is null. */
    public PlannedParam {
        requireNonNull(name, "name");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        requireNonNull(why, "why");
    }

    /** Returns one line for people, without what is sensitive. */
    @Override
    public String toString() {
        return name + ": " + shown(before) + " -> " + shown(after) + ", because " + why;
    }

    private static String shown(Optional<EvaluatedParam> param) {
        return param.map(some -> some.isSensitive() ? "***" : "'" + some.value().toJava() + "'")
                .orElse("nothing");
    }
}
