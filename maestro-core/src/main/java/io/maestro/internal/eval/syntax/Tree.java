package io.maestro.internal.eval.syntax;

import java.util.List;
import java.util.function.Consumer;

/** A part of a program. */
public sealed interface Tree permits Statement, Statement.Declarator, Expr {

    /**
     * Returns the parts that this one is made of.
     *
     * @return the parts, in the order of the text
     */
    List<Tree> parts();

    /**
     * Visits this part and everything within it.
     *
     * @param visitor is given each part before those that it is made of, in the order of the text
     */
    default void walk(Consumer<Tree> visitor) {
        visitor.accept(this);
        for (var part : parts()) {
            part.walk(visitor);
        }
    }
}
