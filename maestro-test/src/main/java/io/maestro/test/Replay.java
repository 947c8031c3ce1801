package io.maestro.test;

import static java.util.Objects.requireNonNull;

import io.maestro.RunHandle;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.param.ParamDefinition;
import io.maestro.run.Initiator;
import io.maestro.step.CodedWorkflow;
import io.maestro.step.WorkflowCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says where a run would go differently now: has another definition of its workflow run on a clock of its own, with the params that the run
 * was given, where each step answers as it did in the run, after the same time, and compares all but times. Nothing that a step really does is done, but
 * for those that do nothing or sleep. Immutable.
 *
 * {@snippet :
 * assertThat(Replay.of(maestro.find(id).orElseThrow()).against(payment)).isEmpty();
 * }
 *
 * <p>The run may be of a Maestro of production. An attempt that the run does not have returns nothing, one that took too long or was stopped hangs,
 * and one that failed for good does so again. An output that a durable store kept is what it reads back without knowing its type, see
 * {@link io.maestro.run.StepAttempt#output}. What people asked of the run is not asked again.
 */
public final class Replay {

    private static final Set<StepType> BUILT_IN = Set.of(StepType.JAVA, StepType.NO_OP, StepType.SLEEP);

    private final RunHandle run;
    private final List<CodedWorkflow> others;

    private record Uncoded(WorkflowDefinition definition) implements CodedWorkflow {
        @Override
        public WorkflowCode code() {
            return WorkflowCode.none();
        }
    }

    private Replay(RunHandle run, List<CodedWorkflow> others) {
        this.run = requireNonNull(run, "run");
        this.others = List.copyOf(others);
    }

    /**
     * Returns a replay of a run.
     *
     * @param run the run, which has ended
     * @return the replay
     * @throws IllegalArgumentException if the run has not ended, was started by a step, or goes on from an earlier run of its instance
     */
    public static Replay of(RunHandle run) {
        var row = run.run();
        if (!row.status().isTerminal()) {
            throw new IllegalArgumentException("a run is replayed when it has ended, but " + row.runId() + " has not");
        }
        if (row.initiator() instanceof Initiator.ByStep byStep) {
            throw new IllegalArgumentException("what a step started is replayed with the run at the top, "
                    + byStep.root() + ", but this is " + row.runId());
        }
        if (row.restart().isPresent()) {
            throw new IllegalArgumentException("a run is replayed from its beginning, but " + row.runId()
                    + " goes on from an earlier run of its instance");
        }
        return new Replay(run, List.of());
    }

    /**
     * Returns this replay with another workflow, which a step starts.
     *
     * @param other the workflow
     * @return the replay
     */
    public Replay with(CodedWorkflow other) {
        return new Replay(run, Stream.concat(others.stream(), Stream.of(other)).toList());
    }

    /**
     * Returns this replay with another workflow, which has no code and which a step starts.
     *
     * @param other the definition
     * @return the replay
     */
    public Replay with(WorkflowDefinition other) {
        return with(new Uncoded(other));
    }

    /**
     * Compares the run with how it would go in another definition.
     *
     * @param workflow the definition, with its code
     * @return for each run or attempt that would be another its differing facts, as recorded with a minus and as they would be now with a
     *     plus; empty if the run would go the same way
     * @throws io.maestro.param.InvalidParamsException if the params that the run was given do not fit
     * @throws AssertionError if the run would not end
     */
    public List<String> against(CodedWorkflow workflow) {
        var recorded = new RecordedWork(NamedRun.allOf(run));
        try (var kit = kit(workflow, recorded)) {
            recorded.belongTo(kit.maestro());
            others.forEach(kit.maestro()::register);
            var now = kit.maestro().register(workflow).start(given());
            kit.clock().awaitEnd(now);
            return timeless(run).differencesTo(timeless(now));
        }
    }

    /**
     * Compares the run with how it would go in a definition without code, as {@link #against(CodedWorkflow)} does.
     *
     * @param definition the definition
     * @return the differences; empty if the run would go the same way
     * @throws io.maestro.param.InvalidParamsException if the params that the run was given do not fit
     * @throws AssertionError if the run would not end
     */
    public List<String> against(WorkflowDefinition definition) {
        return against(new Uncoded(definition));
    }

    /** Production is never as punctual as a virtual clock. */
    private static RunFacts timeless(RunHandle run) {
        return Recording.of(run).without(Recording.TIMES);
    }

    private MaestroTestKit kit(CodedWorkflow workflow, RecordedWork recorded) {
        var builder = MaestroTestKit.builder()
                .startAt(run.run().createdAt())
                .with(engine -> engine.stepInterceptor(recorded));
        Stream.concat(Stream.of(workflow), others.stream())
                .flatMap(one -> types(one.definition().steps()))
                .distinct()
                .filter(type -> !BUILT_IN.contains(type))
                .forEach(type -> builder.mockType(type.name()));
        return builder.build();
    }

    private static Stream<StepType> types(List<Step> steps) {
        return steps.stream().flatMap(step -> switch (step) {
            case TypedStep typed -> Stream.of(typed.type());
            case LoopStep loop -> types(loop.steps());
            case SubworkflowStep subworkflow -> Stream.empty();
            case TemplateStep template -> Stream.empty();
        });
    }

    private Map<String, ParamDefinition> given() {
        return run.run().params().entrySet().stream()
                .filter(param -> switch (param.getValue().source()) {
                    case LAUNCH, SIGNAL, TIME_TRIGGER -> true;
                    default -> false;
                })
                .collect(Collectors.toMap(Map.Entry::getKey, param -> {
                    var given = ParamDefinition.exactly(param.getValue().value());
                    return param.getValue().isSensitive() ? given.sensitive() : given;
                }));
    }
}
