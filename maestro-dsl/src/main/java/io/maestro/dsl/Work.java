package io.maestro.dsl;

import io.maestro.definition.JobTemplateId;
import io.maestro.definition.StepType;
import io.maestro.step.StepAction;
import io.maestro.step.StepBody;
import java.util.Optional;

/** What a step does. */
sealed interface Work {

    /** Java code with an output. */
    record Body(StepBody<?> body) implements Work {}

    /** Java code without an output. */
    record Action(StepAction action) implements Work {}

    /** What a registered step type does, with params of a job template if one is named. */
    record Registered(StepType type, Optional<JobTemplateId> template) implements Work {}
}
