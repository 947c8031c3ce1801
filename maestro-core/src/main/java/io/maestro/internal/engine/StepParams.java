package io.maestro.internal.engine;

import io.maestro.definition.InvalidIdException;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.TypedStep;
import io.maestro.error.MaestroException;
import io.maestro.internal.eval.merge.OutputParams;
import io.maestro.internal.eval.params.ChildRuns;
import io.maestro.internal.eval.params.OtherSteps;
import io.maestro.internal.eval.params.OtherSteps.OtherStep;
import io.maestro.internal.eval.params.Secrets;
import io.maestro.internal.eval.params.StepEvaluation;
import io.maestro.internal.eval.params.StepFacts;
import io.maestro.internal.eval.params.StepWorld;
import io.maestro.internal.kernel.Try;
import io.maestro.internal.template.JobTemplates;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamValue;
import io.maestro.run.StepAttempt;
import io.maestro.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The params of an attempt: evaluated when its work starts, changed by its outputs, seen by its conditions. */
final class StepParams {

    private static final OtherStep NOTHING_KNOWN = new OtherStep(Map.of(), Optional.empty(), Optional.empty());

    private final RunProcess process;
    private final int step;
    private final Try current;
    private Map<String, ParamDefinition> definitions;
    private Map<String, EvaluatedParam> known;
    private @Nullable Map<String, ParamValue> values;
    private @Nullable StepEvaluation evaluation;

    /** Thrown where the params are such that the store cannot keep them. */
    static final class Unrecordable extends MaestroException {
        private static final long serialVersionUID = 1;

        Unrecordable(StoreException cause) {
            super("the params cannot be kept: " + cause.getMessage(), cause);
        }
    }

    private StepParams(
            RunProcess process,
            int step,
            Try current,
            Map<String, ParamDefinition> definitions,
            Map<String, EvaluatedParam> known) {
        this.process = process;
        this.step = step;
        this.current = current;
        this.definitions = definitions;
        this.known = known;
    }

    /** Returns the params of an attempt that begins. */
    static StepParams toEvaluate(RunProcess process, int step, Try current) {
        return new StepParams(process, step, current, Map.of(), Map.of());
    }

    /** Returns the params of an attempt that goes on. */
    static StepParams evaluated(RunProcess process, int step, Try current, Map<String, EvaluatedParam> known) {
        return new StepParams(process, step, current, Map.of(), known);
    }

    /**
     * Evaluates them.
     *
     * @throws io.maestro.param.ParamException for the first that has no value, or if those of a job template do not fit together
     *     with the others; none is known then
     */
    void evaluate() {
        var params = process.params().evaluated();
        definitions = process.prepared()
                .steps()
                .get(step)
                .paramsIn(params, process.seenSteps().givenTo(step, current));
        if (definitions.isEmpty()) {
            return;
        }
        var evaluating = evaluation();
        evaluating.all();
        know(evaluating.evaluated());
    }

    /**
     * Takes the outputs of the work in.
     *
     * @throws io.maestro.param.ParamException if one of them is no param of the step, or may not change
     */
    void put(Map<String, ParamValue> outputs) {
        if (!outputs.isEmpty()) {
            know(OutputParams.merge(known, outputs));
            evaluation = null;
        }
    }

    /** Shows loop params beside those of the step. */
    void show(Map<String, ParamValue> loopParams) {
        know(with(loopParams));
    }

    private Map<String, EvaluatedParam> with(Map<String, ParamValue> loopParams) {
        var visible = new LinkedHashMap<>(known);
        loopParams.forEach((name, value) -> visible.put(
                name, new EvaluatedParam(LoopParams.definition(known, value), value, ParamSource.WHILE, false)));
        return visible;
    }

    /** The params that were known before stay if the new ones cannot be recorded. */
    private void know(Map<String, EvaluatedParam> params) {
        try {
            process.store().requireRecordable(params);
        } catch (StoreException e) {
            throw new Unrecordable(e);
        }
        known = params;
        values = null;
    }

    /** Returns those that have a value. */
    Map<String, EvaluatedParam> known() {
        return known;
    }

    /** Returns the values of those that have one. */
    Map<String, ParamValue> values() {
        var made = values;
        if (made == null) {
            made = RunParams.valuesOf(known);
            values = made;
        }
        return made;
    }

    /** Returns what evaluates the params, and conditions on them. */
    StepEvaluation evaluation() {
        var made = evaluation;
        if (made == null) {
            var prepared = process.prepared();
            made = new StepEvaluation(
                    world(),
                    process.params().evaluator().compilers(),
                    definitions,
                    known,
                    prepared.code().params().ofStep(prepared.graph().id(step)));
            evaluation = made;
        }
        return made;
    }

    /** Returns what must not stand in an error of the step: also what it may know of the steps before it. */
    Secrets secrets() {
        var steps = process.prepared().steps();
        var own = steps.get(step).step().basics().params().values();
        return Secrets.of(
                Stream.concat(
                        Stream.concat(known.values().stream(), process.params().evaluated().values().stream()),
                        IntStream.range(0, steps.size())
                                .filter(other -> steps.get(other).step().basics().params().values().stream()
                                        .anyMatch(ParamDefinition::isSensitive))
                                .boxed()
                                .flatMap(other -> ended(other).stream())
                                .flatMap(attempt -> attempt.params().values().stream())),
                Stream.concat(own.stream(), definitions.values().stream()));
    }

    private StepWorld world() {
        var params = process.params();
        var children =
                new GatheredParams(process.store(), stepId -> numberOf(stepId).flatMap(this::endedOrAside));
        return new StepWorld(params.world(), params.evaluated(), facts(), new Others(), children);
    }

    /**
     * Tells whether the condition of a while step holds: it sees the params of the step and the loop params, and no other step.
     *
     * @throws io.maestro.param.ParamException if it is neither true nor false
     */
    boolean holds(String condition, Map<String, ParamValue> loopParams) {
        var params = process.params();
        var world = new StepWorld(params.world(), params.evaluated(), facts(), OtherSteps.none(), ChildRuns.none());
        return new StepEvaluation(world, params.evaluator().compilers(), Map.of(), with(loopParams))
                .condition("condition", condition);
    }

    private StepFacts facts() {
        var definition = process.prepared().steps().get(step).step();
        var runId = process.runId();
        return new StepFacts(
                definition.id().value(),
                runId.instance(),
                runId.run(),
                step + 1,
                uuid(definition.id()),
                current.attempt(),
                typeInfo(definition),
                current.retries().error(),
                FailureParams.facts(process, step));
    }

    /** The same attempt has the same one, also after a crash. */
    private String uuid(StepId id) {
        var attempt = process.runId() + "/" + id + '/' + current.attempt();
        return UUID.nameUUIDFromBytes(attempt.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String typeInfo(Step step) {
        return JobTemplates.named(step)
                .map(JobTemplateId::name)
                .orElseGet(() ->
                        upper(step instanceof TypedStep typed ? typed.type().name() : step.kind()));
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    /** Returns how a step has ended that comes before this one. */
    private Optional<StepAttempt> ended(int other) {
        return process.seenSteps().ended(other, step);
    }

    /** The steps of the run, as they show themselves to this one. */
    private final class Others implements OtherSteps {
        @Override
        public Optional<OtherStep> find(String stepId) {
            return numberOf(stepId).map(number -> shown(ended(number)));
        }

        @Override
        public Optional<OtherStep> recorded(String stepId) {
            return numberOf(stepId).map(number -> shown(endedOrAside(number)));
        }

        private OtherStep shown(Optional<StepAttempt> attempt) {
            return attempt.map(StepParams.this::known).orElse(NOTHING_KNOWN);
        }
    }

    /**
     * Returns how a step has ended that comes before this one, or else what is recorded of it by now. That is durable, so that this
     * step may depend on it, though it would have found less if it had been faster.
     */
    private Optional<StepAttempt> endedOrAside(int other) {
        var graph = process.prepared().graph();
        return other == step || graph.isUpstream(other, step)
                ? ended(other)
                : process.store().attempts(process.runId()).stream()
                        .filter(attempt -> attempt.step().equals(graph.id(other)))
                        .reduce((older, newer) -> newer)
                        .or(() -> process.seenSteps().before(other));
    }

    /** An expression may ask for anything. */
    private Optional<Integer> numberOf(String stepId) {
        try {
            var number = process.prepared().graph().number(new StepId(stepId));
            return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
        } catch (InvalidIdException e) {
            return Optional.empty();
        }
    }

    private OtherStep known(StepAttempt attempt) {
        var types = process.prepared().types();
        return new OtherStep(
                attempt.params(),
                Optional.of(attempt.status().name()),
                attempt.endedAt(),
                attempt.returned().map(value -> () -> value.as(types.output(attempt.step()))));
    }
}
