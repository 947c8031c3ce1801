package io.maestro.dsl;

import io.maestro.definition.Backoff;
import io.maestro.definition.EffectPolicy;
import io.maestro.definition.Effects;
import io.maestro.definition.FailureMode;
import io.maestro.definition.ForeachStep;
import io.maestro.definition.ForeachStep.Items;
import io.maestro.definition.InDoubt;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RetryPolicy.Retry;
import io.maestro.definition.Setting;
import io.maestro.definition.SignalDependency;
import io.maestro.definition.SignalOperator;
import io.maestro.definition.SignalOutput;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepSignals;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Makes steps of all kinds, with bodies, for one definition. */
final class RandomSteps {

    private static final int DEEPEST = 2;

    private final Random random;
    private final RandomValues values;
    private int made;

    RandomSteps(Random random, RandomValues values) {
        this.random = random;
        this.values = values;
    }

    List<Step> next() {
        return steps(0);
    }

    /** The steps from a number to another, so deep in bodies. */
    private record Level(int depth, int first, int end) {
        StepId handler() {
            return new StepId("handler." + first);
        }
    }

    /** Steps lead to those that were made later, and some to themselves. Those that are not part of the flow come last. */
    private List<Step> steps(int depth) {
        var level = new Level(depth, made, made + 1 + random.nextInt(depth == 0 ? 8 : 3));
        made = level.end();
        var steps = new ArrayList<Step>();
        for (int index = level.first(); index < level.end(); index++) {
            steps.add(step(level, index));
        }
        var aside = new ArrayList<Step>();
        for (var step : steps) {
            step.basics().compensation().ifPresent(by -> aside.add(TypedStep.of(by, StepType.NO_OP)));
        }
        if (steps.stream().anyMatch(step -> step.basics().onFailure().isPresent())) {
            aside.add(TypedStep.of(level.handler(), StepType.NO_OP));
        }
        steps.addAll(aside);
        return steps;
    }

    private Step step(Level level, int index) {
        int depth = level.depth();
        return switch (random.nextInt(depth < DEEPEST ? 8 : 6)) {
            case 0 ->
                new SubworkflowStep(basics(index, level, subworkflow()), random.nextBoolean(), random.nextBoolean());
            case 1 -> new TemplateStep(basics(index, level, values.params()), template());
            case 6 ->
                new ForeachStep(
                        basics(index, level, loopParams(depth, ParamType.LONG_ARRAY)),
                        Items.LOOP_PARAMS,
                        values.maybe(() -> 1 + random.nextInt(ForeachStep.MAX_CONCURRENCY)),
                        random.nextBoolean(),
                        values.maybe(() -> 1 + random.nextInt(Integer.MAX_VALUE)),
                        steps(depth + 1));
            case 7 ->
                new WhileStep(
                        basics(index, level, loopParams(depth, ParamType.LONG)),
                        predicate(),
                        values.maybe(() -> 1 + random.nextInt(Integer.MAX_VALUE)),
                        steps(depth + 1));
            default ->
                new TypedStep(
                        basics(index, level, values.params()),
                        values.oneOf(StepType.NO_OP, StepType.SLEEP, new StepType("Http"), new StepType("my own type")),
                        values.maybe(this::template),
                        retryPolicy(),
                        values.maybe(this::effects));
        };
    }

    private Effects effects() {
        var policy = values.oneOf(EffectPolicy.values());
        return policy == EffectPolicy.AT_MOST_ONCE
                ? new Effects(policy, values.oneOf(InDoubt.values()))
                : Effects.of(policy);
    }

    private StepBasics basics(int index, Level level, Map<String, ParamDefinition> params) {
        return new StepBasics(
                id(index),
                values.maybe(values::text),
                values.maybe(values::text),
                transition(index, level.end()),
                values.oneOf(FailureMode.values()),
                values.tags(),
                values.maybe(values::timeout),
                params,
                random.nextBoolean() ? StepSignals.none() : signals(),
                level.depth() == 0 ? values.maybe(() -> new StepId("undo." + index)) : Optional.empty(),
                values.maybe(level::handler));
    }

    private static StepId id(int index) {
        return new StepId("job." + index);
    }

    private Transition transition(int index, int end) {
        var successors = new LinkedHashMap<StepId, Predicate>();
        for (int later = end - 1; later > index; later--) {
            if (random.nextInt(3) == 0) {
                successors.put(id(later), predicate());
            }
        }
        return new Transition(
                successors,
                values.maybe(() -> 1 + random.nextInt(Integer.MAX_VALUE)),
                values.maybe(() -> 2 + random.nextInt(Integer.MAX_VALUE - 1)));
    }

    private Predicate predicate() {
        return random.nextBoolean() ? Predicate.always() : new Predicate.Expression(values.expression());
    }

    private JobTemplateId template() {
        return new JobTemplateId("template " + values.text(), values.maybe(values::text));
    }

    private Map<String, ParamDefinition> subworkflow() {
        var params = new LinkedHashMap<>(values.params());
        params.put(SubworkflowStep.ID, ParamDefinition.literal(ParamValue.of("other")));
        return params;
    }

    private Map<String, ParamDefinition> loopParams(int depth, ParamType type) {
        var params = new LinkedHashMap<>(values.params());
        var members = new LinkedHashMap<String, ParamDefinition>();
        for (int i = random.nextInt(3); i > 0; i--) {
            members.put("loop" + depth + values.name(), ParamDefinition.expression(type, values.expression()));
        }
        params.put(
                "loop_params",
                new ParamDefinition(
                        ParamType.MAP,
                        new ParamDefinition.Members(members),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Map.of()));
        return params;
    }

    private StepSignals signals() {
        return new StepSignals(values.some(this::dependency), values.some(this::output));
    }

    private SignalDependency dependency() {
        var matches = new LinkedHashMap<String, SignalDependency.Match>();
        for (int i = random.nextInt(3); i > 0; i--) {
            matches.put(values.text(), new SignalDependency.Match(values.scalarParam(), SignalOperator.EQUAL));
        }
        if (random.nextBoolean()) {
            matches.put("range", new SignalDependency.Match(values.scalarParam(), values.operator()));
        }
        return new SignalDependency("signal " + values.text(), matches);
    }

    private SignalOutput output() {
        var params = new LinkedHashMap<String, ParamDefinition>();
        for (int i = random.nextInt(3); i > 0; i--) {
            params.put(values.text(), values.scalarParam());
        }
        return new SignalOutput("signal " + values.text(), params, values.params());
    }

    private RetryPolicy retryPolicy() {
        if (random.nextBoolean()) {
            return RetryPolicy.standard();
        }
        Supplier<Backoff> backoff = random.nextBoolean()
                ? () -> new Backoff.Fixed(delay())
                : () -> new Backoff.Exponential(delay(), count(Integer.MAX_VALUE), delay());
        var policy = new RetryPolicy(retry(backoff.get()), retry(backoff.get()), retry(backoff.get()));
        return random.nextBoolean() ? policy : policy.withJitter(random.nextDouble());
    }

    private Retry retry(Backoff backoff) {
        return new Retry(count(RetryPolicy.MAX_RETRIES + 1), backoff);
    }

    private Setting<Integer> count(int bound) {
        return random.nextInt(4) == 0
                ? new Setting.Interpolated<>(values.reference())
                : Setting.of(random.nextInt(bound));
    }

    private Setting<Duration> delay() {
        return switch (random.nextInt(4)) {
            case 0 -> new Setting.Interpolated<>(values.reference());
            case 1 -> Setting.of(Duration.ofMillis(1_000 + random.nextInt(86_399_000)));
            default -> Setting.of(Duration.ofSeconds(1 + random.nextInt(86_400)));
        };
    }
}
