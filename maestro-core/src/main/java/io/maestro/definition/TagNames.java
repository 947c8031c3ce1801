package io.maestro.definition;

import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rule for the names of tags (spec: definitions, section 1.3). */
public final class TagNames {

    private static final int MAX_LENGTH = 256;
    private static final Pattern SHAPE = Pattern.compile("[\\w .,:@&='(){}$+\\[\\]\\-/\\\\]+");

    private TagNames() {}

    /**
     * What is wrong with a name.
     *
     * @param code the kind of problem
     * @param message what was found and what was expected
     */
    public record Fault(ProblemCode code, String message) {}

    /**
     * Tells what is wrong with a name.
     *
     * @param name the name of a tag
     * @return what is wrong, or empty if the name is good
     */
    public static Optional<Fault> faultOf(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (name.isBlank()) {
            return fault(ProblemCode.INVALID_ID, "the name of a tag must not be blank");
        }
        if (name.length() > MAX_LENGTH) {
            return fault(
                    ProblemCode.TOO_LONG, "must have at most " + MAX_LENGTH + " characters but has " + name.length());
        }
        if (!SHAPE.matcher(name).matches()) {
            return fault(
                    ProblemCode.INVALID_ID,
                    "the name of a tag must be made of letters, digits, spaces and _ . , : @ & = ' ( ) { } $ + [ ] - / \\"
                            + " but was " + Quote.of(name));
        }
        return lower.startsWith("maestro_") || lower.endsWith("_maestro")
                ? fault(
                        ProblemCode.RESERVED_ID,
                        "the name of a tag must not start with 'maestro_' or end with '_maestro', which are reserved, but was "
                                + Quote.of(name))
                : Optional.empty();
    }

    private static Optional<Fault> fault(ProblemCode code, String message) {
        return Optional.of(new Fault(code, message));
    }
}
