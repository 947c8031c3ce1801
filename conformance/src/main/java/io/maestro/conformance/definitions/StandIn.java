package io.maestro.conformance.definitions;

import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.StepType;
import io.maestro.definition.TypedStep;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Stands in for step types that work outside: succeeds at once. */
enum StandIn implements StepRuntime {
    /** The only one. */
    INSTANCE;

    private static final Set<StepType> BUILT_IN = Set.of(new StepType("NoOp"), new StepType("Sleep"));

    @Override
    public StepResult start(StepContext context) {
        return StepResult.done();
    }

    /** Returns the names of the step types of which there is no runtime, in bodies of loops too. */
    static Set<String> typesOf(List<Step> steps) {
        var names = new TreeSet<String>();
        leaves(steps)
                .map(TypedStep::type)
                .filter(type -> !BUILT_IN.contains(type))
                .map(StepType::name)
                .forEach(names::add);
        return names;
    }

    private static Stream<TypedStep> leaves(List<Step> steps) {
        return steps.stream().flatMap(step -> switch (step) {
            case TypedStep typed -> Stream.of(typed);
            case LoopStep loop -> leaves(loop.steps());
            default -> Stream.empty();
        });
    }
}
