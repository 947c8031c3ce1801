package io.maestro.internal.graph.check;

import io.maestro.definition.WhileStep;
import io.maestro.error.ProblemCode;
import io.maestro.error.Severity;
import io.maestro.internal.eval.check.Inspection.Ask;
import io.maestro.internal.eval.params.StepReference;
import java.util.Optional;

/**
 * The condition of a while step knows the params of the step, its loop params by themselves, and those of the run, but no other
 * steps (spec: definitions, section 1.6.2).
 *
 * @param step the step
 * @param ofParams the scope of its params
 */
record ConditionScope(WhileStep step, StepScope ofParams) implements Scope {

    @Override
    public Severity severity() {
        return ofParams.severity();
    }

    @Override
    public Optional<BadReference> check(String name) {
        if (StepReference.isIn(name)) {
            return Optional.of(BadReference.of(
                    ProblemCode.NOT_UPSTREAM,
                    "refers to '" + name + "', but the condition of a while step does not see other steps"));
        }
        return Level.loopParams(step).containsKey(name) ? Optional.empty() : ofParams.check(name);
    }

    @Override
    public Optional<BadReference> check(Ask ask) {
        return StepScope.isAboutSteps(ask)
                ? Optional.of(BadReference.of(
                        ProblemCode.NOT_UPSTREAM,
                        "asks params." + ask.function()
                                + ", but the condition of a while step does not see other steps"))
                : Optional.empty();
    }
}
