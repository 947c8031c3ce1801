package io.maestro.dsl.internal.bind;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/** A row of a transition in the short form (spec: definitions, section 5.3). */
public sealed interface TransitionRow {

    /**
     * Returns the step that the row leads to.
     *
     * @return its id
     */
    String successor();

    /**
     * A row that leads on whatever happened.
     *
     * @param successor the step that it leads to
     */
    record Always(String successor) implements TransitionRow {}

    /**
     * A row that leads on if a condition holds.
     *
     * @param condition the condition
     * @param successor the step that it leads to
     */
    record When(String condition, String successor) implements TransitionRow {}

    /**
     * A row that leads on if no condition of the rows before it holds.
     *
     * @param successor the step that it leads to
     */
    record Otherwise(String successor) implements TransitionRow {}

    /**
     * Reads a row.
     *
     * @param text the text
     * @return the row, or empty if it is none
     */
    static Optional<TransitionRow> of(String text) {
        requireNonNull(text, "text");
        var plain = Shapes.ALWAYS.matcher(text.strip());
        if (plain.matches()) {
            return Optional.of(new Always(plain.group()));
        }
        var when = Shapes.WHEN.matcher(text.strip());
        if (when.matches()) {
            return Optional.of(new When(when.group(1), when.group(2)));
        }
        var otherwise = Shapes.OTHERWISE.matcher(text.strip());
        return otherwise.matches() ? Optional.of(new Otherwise(otherwise.group(1))) : Optional.empty();
    }

    /** What rows look like; keywords are taken in any case. */
    final class Shapes {
        private static final String ID = "[_a-zA-Z][.\\-_a-zA-Z0-9]*";
        private static final Pattern ALWAYS = Pattern.compile(ID);
        private static final Pattern WHEN =
                Pattern.compile("IF\\s+(.+?)\\s+THEN\\s+(" + ID + ")", Pattern.CASE_INSENSITIVE);
        private static final Pattern OTHERWISE = Pattern.compile("OTHERWISE\\s+(" + ID + ")", Pattern.CASE_INSENSITIVE);

        private Shapes() {}
    }
}
