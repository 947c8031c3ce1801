package io.maestro.dsl;

import io.maestro.definition.Criticality;
import io.maestro.definition.CronExpression;
import io.maestro.definition.GitInfo;
import io.maestro.definition.Owner;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.SignalTrigger;
import io.maestro.definition.SignalTrigger.Match;
import io.maestro.definition.SignalTrigger.Wanted;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.TimeTrigger;
import io.maestro.definition.Triggers;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowDefinition.Origin;
import io.maestro.definition.WorkflowId;
import io.maestro.definition.WorkflowProperties;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes definitions that hold everything that the format can say. The same seed makes the same ones. */
final class RandomDefinitions {

    private final Random random;
    private final RandomValues values;

    RandomDefinitions(long seed) {
        this.random = new Random(seed);
        this.values = new RandomValues(random);
    }

    WorkflowDefinition next() {
        var steps = new ArrayList<>(new RandomSteps(random, values).next());
        var alarm = values.maybe(() -> new StepId("alarm"));
        alarm.ifPresent(step -> steps.add(TypedStep.of(step, StepType.SLEEP)));
        return new WorkflowDefinition(
                new WorkflowId(values.name()),
                values.maybe(values::text),
                values.maybe(values::text),
                values.tags(),
                values.maybe(values::timeout),
                values.maybe(() -> values.oneOf(Criticality.values())),
                values.maybe(() -> 1 + random.nextInt(999)),
                random.nextBoolean() ? Triggers.none() : triggers(),
                params(),
                steps,
                alarm,
                properties(),
                origin());
    }

    private Map<String, ParamDefinition> params() {
        var params = new LinkedHashMap<>(values.params());
        params.putAll(values.named());
        return params;
    }

    private Triggers triggers() {
        return new Triggers(values.some(this::timeTrigger), values.some(this::signalTrigger));
    }

    private TimeTrigger timeTrigger() {
        return switch (random.nextInt(3)) {
            case 0 ->
                new TimeTrigger.Cron(
                        new CronExpression(values.oneOf("*/5 0 * * *", " 0 12 * * SUN,3 ", "0 0 12 1/1 * ? *")),
                        values.maybe(this::zone),
                        values.maybe(values::timeout));
            case 1 ->
                new TimeTrigger.Predefined(
                        values.oneOf(TimeTrigger.Schedule.values()),
                        values.maybe(this::zone),
                        values.maybe(values::timeout));
            default ->
                new TimeTrigger.Interval(values.text(), values.maybe(values::text), values.maybe(values::timeout));
        };
    }

    private ZoneId zone() {
        return ZoneId.of(values.oneOf("UTC", "US/Pacific", "+02:00", "Z", "Europe/Paris"));
    }

    private SignalTrigger signalTrigger() {
        var signals = new LinkedHashMap<String, Wanted>();
        int joinKeys = random.nextInt(3);
        for (int i = random.nextInt(4); i > 0; i--) {
            signals.put(values.text(), wanted(joinKeys));
        }
        return new SignalTrigger(
                signals, values.params(), values.maybe(values::expression), values.maybe(values::expression));
    }

    private Wanted wanted(int joinKeys) {
        var matches = new LinkedHashMap<String, Match>();
        for (int i = random.nextInt(3); i > 0; i--) {
            matches.put(
                    "match " + values.text(),
                    new Match(
                            random.nextBoolean() ? ParamValue.of(values.text()) : ParamValue.of(random.nextLong()),
                            values.operator()));
        }
        return new Wanted(matches, List.of("join key", "another").subList(0, joinKeys));
    }

    private WorkflowProperties properties() {
        return new WorkflowProperties(
                values.maybe(() -> new Owner(values.text(), values.free())),
                values.maybe(this::runStrategy),
                values.maybe(() -> 1 + random.nextInt(WorkflowProperties.MAX_STEP_CONCURRENCY)),
                values.maybe(values::text),
                random.nextBoolean()
                        ? Map.of()
                        : Map.of("emails", List.of(values.text()), "slack", Map.of("users", List.of())),
                values.maybe(random::nextBoolean),
                values.maybe(random::nextBoolean),
                values.maybe(random::nextBoolean));
    }

    private RunStrategy runStrategy() {
        return random.nextBoolean()
                ? RunStrategy.of(values.oneOf(RunStrategy.Rule.values()))
                : RunStrategy.parallel(1 + random.nextInt(RunStrategy.MAX_CONCURRENCY));
    }

    private Origin origin() {
        return new Origin(random.nextBoolean(), values.maybe(this::gitInfo), values.free());
    }

    GitInfo gitInfo() {
        return new GitInfo(
                values.maybe(values::text),
                values.maybe(values::text),
                values.maybe(values::text),
                values.maybe(values::text),
                values.maybe(values::text),
                values.maybe(() -> Instant.ofEpochSecond(random.nextLong(-1L << 40, 1L << 40))),
                values.maybe(random::nextBoolean));
    }
}
