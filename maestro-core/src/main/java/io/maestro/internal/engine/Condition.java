package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.step.StepPredicate;

/** The condition of a transition, ready to be asked by the work of the step that it leaves. */
@FunctionalInterface
interface Condition {

    /** Tells whether the successor is reached. */
    boolean holds(WorkContext work) throws Exception;

    /** Returns the condition that always holds. */
    static Condition always() {
        return work -> true;
    }

    /** Returns a condition in Java. */
    static Condition ofCode(StepPredicate predicate) {
        return predicate::test;
    }

    /** Returns a condition in the expression language. */
    static Condition ofExpression(StepId successor, String text) {
        return work -> work.evaluation().condition(successor.value(), text);
    }
}
