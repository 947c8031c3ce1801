package io.maestro.dsl;

import io.maestro.definition.Backoff;
import io.maestro.definition.Criticality;
import io.maestro.definition.FailureMode;
import io.maestro.definition.GitInfo;
import io.maestro.definition.Owner;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RetryPolicy.Retry;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.Setting;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowDefinition.Origin;
import io.maestro.definition.WorkflowId;
import io.maestro.definition.WorkflowProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Makes definitions that hold everything that the format can say and the engine runs. The same seed makes the same ones. */
final class RandomDefinitions {

    private final Random random;
    private final RandomValues values;

    RandomDefinitions(long seed) {
        this.random = new Random(seed);
        this.values = new RandomValues(random);
    }

    WorkflowDefinition next() {
        return new WorkflowDefinition(
                new WorkflowId(values.name()),
                maybe(values::text),
                maybe(values::text),
                values.tags(),
                maybe(this::timeout),
                maybe(() -> values.oneOf(Criticality.values())),
                maybe(() -> 1 + random.nextInt(999)),
                values.params(),
                steps(),
                properties(),
                origin());
    }

    private List<Step> steps() {
        int count = 1 + random.nextInt(8);
        var steps = new ArrayList<Step>();
        for (int i = 0; i < count; i++) {
            steps.add(step(i, count));
        }
        return steps;
    }

    private Step step(int index, int count) {
        var successors = new LinkedHashMap<StepId, Predicate>();
        for (int later = count - 1; later > index; later--) {
            if (random.nextInt(3) == 0) {
                successors.put(id(later), Predicate.always());
            }
        }
        var basics = new StepBasics(
                id(index),
                maybe(values::text),
                maybe(values::text),
                new Transition(successors),
                values.oneOf(FailureMode.values()),
                values.tags(),
                maybe(this::timeout),
                values.params());
        var type = values.oneOf(StepType.NO_OP, StepType.SLEEP, new StepType("Http"), new StepType("my own type"));
        return new TypedStep(basics, type, Optional.empty(), retryPolicy());
    }

    private static StepId id(int index) {
        return new StepId("job." + index);
    }

    private RetryPolicy retryPolicy() {
        if (random.nextBoolean()) {
            return RetryPolicy.standard();
        }
        Supplier<Backoff> backoff = random.nextBoolean()
                ? () -> new Backoff.Fixed(delay())
                : () -> new Backoff.Exponential(delay(), Setting.of(random.nextInt(Integer.MAX_VALUE)), delay());
        return new RetryPolicy(retry(backoff.get()), retry(backoff.get()), retry(backoff.get()));
    }

    private Retry retry(Backoff backoff) {
        return new Retry(Setting.of(random.nextInt(RetryPolicy.MAX_RETRIES + 1)), backoff);
    }

    private Setting<Duration> delay() {
        return Setting.of(
                random.nextBoolean()
                        ? Duration.ofSeconds(1 + random.nextInt(86_400))
                        : Duration.ofMillis(1_000 + random.nextInt(86_399_000)));
    }

    private Setting<Duration> timeout() {
        return Setting.of(
                random.nextBoolean()
                        ? Duration.ofSeconds(1 + random.nextInt(10_000_000))
                        : Duration.ofMillis(1 + random.nextInt(Integer.MAX_VALUE)));
    }

    private WorkflowProperties properties() {
        return new WorkflowProperties(
                maybe(() -> new Owner(values.text(), values.free())),
                maybe(this::runStrategy),
                maybe(() -> 1 + random.nextInt(WorkflowProperties.MAX_STEP_CONCURRENCY)),
                maybe(values::text),
                random.nextBoolean()
                        ? Map.of()
                        : Map.of("emails", List.of(values.text()), "slack", Map.of("users", List.of())),
                maybe(random::nextBoolean),
                maybe(random::nextBoolean),
                maybe(random::nextBoolean));
    }

    private RunStrategy runStrategy() {
        return random.nextBoolean()
                ? RunStrategy.of(values.oneOf(RunStrategy.Rule.values()))
                : RunStrategy.parallel(1 + random.nextInt(RunStrategy.MAX_CONCURRENCY));
    }

    private Origin origin() {
        return new Origin(random.nextBoolean(), maybe(this::gitInfo), values.free());
    }

    private GitInfo gitInfo() {
        return new GitInfo(
                maybe(values::text),
                maybe(values::text),
                maybe(values::text),
                maybe(values::text),
                maybe(values::text),
                maybe(() -> Instant.ofEpochSecond(random.nextLong(-1L << 40, 1L << 40))),
                maybe(random::nextBoolean));
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }
}
