package io.maestro.conformance.definitions;

import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a file says by its name is wrong with what it holds.
 *
 * @param subject the element that is wrong, with hyphens; empty if the name does not tell
 */
record Claim(String subject) {

    /** What the subject is when params have no value. */
    private static final String DRY_RUN = "dry-run-failure";

    private static final Pattern NAME = Pattern.compile("(?:without|invalid)(?:-wf|-def)*(?:-([a-z-]+))?(?=\\.|$)");

    private static final Set<ProblemCode> OF_DRY_RUNS =
            EnumSet.of(ProblemCode.EXPRESSION, ProblemCode.NO_VALUE, ProblemCode.UNKNOWN_PARAM, ProblemCode.MISSING);

    /** Returns what the name of a file claims, or empty if it claims nothing. */
    static Optional<Claim> of(String fileName) {
        var name = NAME.matcher(fileName.toLowerCase(Locale.ROOT));
        boolean claims = name.find() && (fileName.contains("invalid") || fileName.contains("without-owner"));
        return claims ? Optional.of(new Claim(Optional.ofNullable(name.group(1)).orElse(""))) : Optional.empty();
    }

    /** Tells whether a problem is what the name means. A text that cannot be read at all says nothing of what it holds. */
    boolean isMeant(Problem problem) {
        if (problem.code() == ProblemCode.SYNTAX) {
            return false;
        }
        return subject.equals(DRY_RUN)
                ? OF_DRY_RUNS.contains(problem.code())
                : problem.path().replace('_', '-').contains(subject);
    }

    /** Tells whether the name means an element. */
    boolean isAbout(String element) {
        return subject.equals(element);
    }
}
