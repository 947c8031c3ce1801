package io.maestro.dsl;

import io.maestro.step.StepPredicate;

/** The condition of a transition. */
sealed interface Condition {

    /** A condition in Java. */
    record InJava(StepPredicate predicate) implements Condition {}

    /** A condition in the expression language. */
    record InSel(String text) implements Condition {}
}
