package io.maestro.definition;

import static java.util.Objects.requireNonNull;

/** The condition on a transition: decides, when a step completes, whether its successor is reached by it. */
public sealed interface Predicate {

    /** True whenever the step completes. */
    record Always() implements Predicate {}

    /**
     * A condition in the expression language.
     *
     * @param text the expression
     */
    record Expression(String text) implements Predicate {
        /** Checks that the text is there. */
        public Expression {
            requireNonNull(text, "text");
        }
    }

    /** A condition in Java that comes with the definition; it has no text. */
    record Code() implements Predicate {}

    /**
     * Returns the condition that is always true.
     *
     * @return the condition
     */
    static Predicate always() {
        return new Always();
    }
}
