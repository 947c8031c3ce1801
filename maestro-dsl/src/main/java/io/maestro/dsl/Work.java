package io.maestro.dsl;

import io.maestro.definition.StepType;
import io.maestro.step.StepAction;
import io.maestro.step.StepBody;

/** What a step does. */
sealed interface Work {

    /** Java code with an output. */
    record Body(StepBody<?> body) implements Work {}

    /** Java code without an output. */
    record Action(StepAction action) implements Work {}

    /** What a registered step type does. */
    record Registered(StepType type) implements Work {}
}
