package io.maestro.definition;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The shapes of ids (spec: definitions, section 1.3). */
enum IdRule {
    WORKFLOW("workflow id", "a letter, a digit or '_'", Pattern.compile("[_a-zA-Z0-9][.\\-_a-zA-Z0-9]*")),
    REFERENCE("id", "a letter or '_'", Pattern.compile("[_a-zA-Z][.\\-_a-zA-Z0-9]*"));

    private static final int MAX_LENGTH = 128;
    private static final String RESERVED_PREFIX = "maestro_";
    private static final String RESERVED_SUFFIX = "_maestro";
    private static final String STEP_PARAM_SEPARATOR = "__";

    private final String noun;
    private final String first;
    private final Pattern pattern;

    IdRule(String noun, String first, Pattern pattern) {
        this.noun = noun;
        this.first = first;
        this.pattern = pattern;
    }

    /** Returns the text if it has the right shape. */
    String checked(String value) {
        if (value.isEmpty()) {
            throw new InvalidIdException(value, noun + " must not be empty");
        }
        if (value.length() > MAX_LENGTH) {
            throw new InvalidIdException(
                    value, noun + " must have at most " + MAX_LENGTH + " characters but has " + value.length());
        }
        if (!pattern.matcher(value).matches()) {
            throw new InvalidIdException(
                    value,
                    noun + " '" + value + "' must start with " + first
                            + " and go on with letters, digits, '.', '-' and '_'");
        }
        return value;
    }

    /** Tells why an author may not choose this id, although its shape is right. */
    Optional<String> reservedIn(String value) {
        var lower = value.toLowerCase(Locale.ROOT);
        return switch (this) {
            case WORKFLOW ->
                lower.startsWith(RESERVED_PREFIX) || lower.endsWith(RESERVED_SUFFIX)
                        ? Optional.of("workflow id '" + value + "' must not start with '" + RESERVED_PREFIX
                                + "' or end with '" + RESERVED_SUFFIX + "', which are reserved")
                        : Optional.empty();
            case REFERENCE -> {
                if (value.contains(STEP_PARAM_SEPARATOR)) {
                    yield Optional.of("'" + value + "' must not contain '" + STEP_PARAM_SEPARATOR
                            + "', which separates a step from its param in expressions");
                }
                yield value.startsWith(RESERVED_PREFIX)
                        ? Optional.of(
                                "'" + value + "' must not start with '" + RESERVED_PREFIX + "', which is reserved")
                        : Optional.empty();
            }
        };
    }
}
