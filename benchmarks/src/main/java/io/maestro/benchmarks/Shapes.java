package io.maestro.benchmarks;

import io.maestro.definition.FailureMode;
import io.maestro.definition.ForeachStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.definition.WorkflowProperties;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import io.maestro.step.CodedWorkflow;
import io.maestro.step.StepBody;
import io.maestro.step.WorkflowCode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Workflows of a shape that comes in sizes, whose steps do nothing.
 *
 * @param definition the definition
 * @param code the bodies and conditions
 */
record Shapes(WorkflowDefinition definition, WorkflowCode code) implements CodedWorkflow {

    private static final StepId FIRST = new StepId("first");
    private static final StepId LAST = new StepId("last");

    /** Two steps, of which the second leads back to the first until there were enough passes. */
    static Shapes cycle(String id, int passes) {
        var there = new Transition(Map.of(LAST, Predicate.always()));
        var back = new Transition(Map.of(FIRST, new Predicate.Code()))
                .atMost(Integer.MAX_VALUE)
                .keeping(100);
        var definition = WorkflowDefinition.builder(new WorkflowId(id))
                .properties(WorkflowProperties.none().withRunStrategy(RunStrategy.unlimited()))
                .step(java(FIRST, there))
                .step(java(LAST, back))
                .build();
        StepBody<?> first = context -> "done";
        StepBody<?> last = context -> context.attempt();
        return new Shapes(
                definition,
                new WorkflowCode(
                        Map.of(FIRST, first, LAST, last),
                        Map.of(new WorkflowCode.Edge(LAST, FIRST), context -> (int) context.output(LAST) < passes)));
    }

    /** A foreach over the pairs of thousand numbers and some others, whose body is a step that does nothing. */
    static Shapes foreach(String id, int thousands, int concurrency) {
        var items = new ParamValue.MapValue(Map.of("n", numbers(1_000), "m", numbers(thousands)));
        var basics = new StepBasics(
                FIRST,
                Optional.empty(),
                Optional.empty(),
                Transition.none(),
                FailureMode.FAIL_AFTER_RUNNING,
                List.of(),
                Optional.empty(),
                Map.of("loop_params", ParamDefinition.literal(items)));
        var foreach = new ForeachStep(
                basics,
                ForeachStep.Items.LOOP_PARAMS,
                Optional.of(concurrency),
                false,
                Optional.of(1_000 * thousands),
                List.of(TypedStep.of(LAST, StepType.NO_OP)));
        return new Shapes(
                WorkflowDefinition.builder(new WorkflowId(id))
                        .properties(WorkflowProperties.none().withRunStrategy(RunStrategy.unlimited()))
                        .step(foreach)
                        .build(),
                WorkflowCode.none());
    }

    /** A step, many that follow it, and one that follows them all. */
    static Shapes fan(String id, int width) {
        var branches = IntStream.range(0, width)
                .mapToObj(i -> new StepId("branch" + i))
                .toList();
        var fork = new LinkedHashMap<StepId, Predicate>();
        branches.forEach(branch -> fork.put(branch, Predicate.always()));
        var join = new Transition(Map.of(LAST, Predicate.always()));
        var definition = WorkflowDefinition.builder(new WorkflowId(id))
                .properties(WorkflowProperties.none().withRunStrategy(RunStrategy.unlimited()))
                .step(java(FIRST, new Transition(fork)));
        var bodies = new HashMap<StepId, StepBody<?>>();
        bodies.put(FIRST, context -> "done");
        bodies.put(LAST, context -> "done");
        for (var branch : branches) {
            definition.step(java(branch, join));
            bodies.put(branch, context -> "done");
        }
        return new Shapes(definition.step(java(LAST, Transition.none())).build(), new WorkflowCode(bodies, Map.of()));
    }

    private static ParamValue numbers(int end) {
        return new ParamValue.LongArray(LongStream.range(0, end).boxed().toList());
    }

    private static Step java(StepId id, Transition transition) {
        return new TypedStep(
                StepBasics.of(id).withTransition(transition), StepType.JAVA, Optional.empty(), RetryPolicy.none());
    }
}
