package io.maestro.benchmarks;

import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.definition.WorkflowProperties;
import io.maestro.step.CodedWorkflow;
import io.maestro.step.StepBody;
import io.maestro.step.WorkflowCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A workflow of steps in Java that do the same, one after the other: nothing, if nothing is said.
 *
 * @param definition the definition
 * @param code the bodies
 */
record Chain(WorkflowDefinition definition, WorkflowCode code) implements CodedWorkflow {

    static Chain of(String id, int length) {
        return of(id, length, context -> "done");
    }

    static Chain of(String id, int length, StepBody<?> body) {
        var builder = WorkflowDefinition.builder(new WorkflowId(id))
                .properties(WorkflowProperties.none().withRunStrategy(RunStrategy.unlimited()));
        var bodies = new HashMap<StepId, StepBody<?>>();
        for (int i = 0; i < length; i++) {
            var step = step(i);
            var transition =
                    i + 1 < length ? new Transition(Map.of(step(i + 1), Predicate.always())) : Transition.none();
            builder.step(new TypedStep(
                    StepBasics.of(step).withTransition(transition),
                    StepType.JAVA,
                    Optional.empty(),
                    RetryPolicy.none()));
            bodies.put(step, body);
        }
        return new Chain(builder.build(), new WorkflowCode(bodies, Map.of()));
    }

    private static StepId step(int number) {
        return new StepId("step" + number);
    }
}
