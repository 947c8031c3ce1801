package io.maestro.test.store;

import io.maestro.definition.Criticality;
import io.maestro.definition.CronExpression;
import io.maestro.definition.EffectPolicy;
import io.maestro.definition.Effects;
import io.maestro.definition.FailureMode;
import io.maestro.definition.ForeachStep;
import io.maestro.definition.GitInfo;
import io.maestro.definition.InDoubt;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.Owner;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.Setting;
import io.maestro.definition.SignalDependency;
import io.maestro.definition.SignalOperator;
import io.maestro.definition.SignalOutput;
import io.maestro.definition.SignalTrigger;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepSignals;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TimeTrigger;
import io.maestro.definition.Transition;
import io.maestro.definition.Triggers;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowDefinition.Origin;
import io.maestro.definition.WorkflowId;
import io.maestro.definition.WorkflowProperties;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.tag.Tag;
import io.maestro.tag.TagNamespace;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A definition with something of everything in it, much of which only Java can say. */
final class RichDefinition {

    private static final Setting<Duration> ODD = Setting.of(Duration.ofNanos(1_500_000_001));

    private RichDefinition() {}

    static WorkflowDefinition of(String id) {
        return new WorkflowDefinition(
                new WorkflowId(id),
                Optional.of("A name"),
                Optional.of("\u00e4\ud83c\udfbc \"quoted\"\n"),
                List.of(
                        Tag.of("plain"),
                        new Tag(
                                "rich",
                                Optional.of(oneOf(TagNamespace.values())),
                                ordered("z", 1L, "a", new BigDecimal("1.10")))),
                Optional.of(new Setting.Interpolated<>("${limit} min")),
                Optional.of(oneOf(Criticality.values())),
                Optional.of(7),
                triggers(),
                params(),
                steps(),
                Optional.of(new StepId("handler")),
                properties(),
                new Origin(
                        false,
                        Optional.of(new GitInfo(
                                Optional.of("here"),
                                Optional.empty(),
                                Optional.of("abc"),
                                Optional.empty(),
                                Optional.of("me"),
                                Optional.of(Instant.parse("2026-11-25T10:15:30.123456789Z")),
                                Optional.of(false))),
                        ordered("z", List.of(1L, 1.5, true, "x", Map.of()), "a", Map.of("$long", "5"))));
    }

    private static <T> T oneOf(T[] choices) {
        return choices[choices.length - 1];
    }

    private static Map<String, Object> ordered(String first, Object value, String second, Object other) {
        var map = new LinkedHashMap<String, Object>();
        map.put(first, value);
        map.put(second, other);
        return map;
    }

    private static Triggers triggers() {
        return new Triggers(
                List.of(
                        new TimeTrigger.Cron(
                                new CronExpression("*/5 * * * *"),
                                Optional.of(ZoneId.of("Europe/Paris")),
                                Optional.of(ODD)),
                        new TimeTrigger.Predefined(TimeTrigger.Schedule.DAILY, Optional.empty(), Optional.empty()),
                        new TimeTrigger.Interval("1 day", Optional.of("now"), Optional.empty())),
                List.of(new SignalTrigger(
                        Map.of(
                                "signal",
                                new SignalTrigger.Wanted(
                                        Map.of(
                                                "p",
                                                new SignalTrigger.Match(
                                                        ParamValue.of(5), SignalOperator.LESS_OR_EQUAL)),
                                        List.of("key"))),
                        Map.of("x", ParamDefinition.expression(ParamType.LONG, "1 + 1")),
                        Optional.of("true"),
                        Optional.empty())));
    }

    private static Map<String, ParamDefinition> params() {
        var params = new LinkedHashMap<String, ParamDefinition>();
        params.put("z", ParamDefinition.unset(ParamType.STRING));
        params.put("code", ParamDefinition.code(ParamType.LONG_ARRAY));
        params.put("nan", ParamDefinition.literal(ParamValue.of(Double.NaN)));
        params.put("zero", ParamDefinition.literal(new ParamValue.DoubleArray(List.of(-0.0, 1e300))));
        params.put("text", ParamDefinition.literal(ParamValue.of("${z} $$")));
        params.put(
                "map",
                ParamDefinition.members(Map.of(
                        "texts",
                        ParamDefinition.literal(new ParamValue.StringMap(Map.of("", "empty"))),
                        "unset",
                        ParamDefinition.unset(ParamType.MAP))));
        params.put(
                "a",
                new ParamDefinition(
                        ParamType.BOOLEAN,
                        new ParamDefinition.Expression("z == 'a'"),
                        Optional.of(ParamMode.CONSTANT),
                        List.of(Tag.of("t")),
                        Optional.of("@NotNull"),
                        ordered("value2", 5L, "expression2", List.of())));
        return params;
    }

    private static List<Step> steps() {
        return List.of(
                new TypedStep(
                        basics(
                                "java",
                                Map.of(
                                        new StepId("typed"),
                                        new Predicate.Code(),
                                        new StepId("each"),
                                        Predicate.always())),
                        StepType.JAVA,
                        Optional.empty(),
                        RetryPolicy.fixed(3, Duration.ofNanos(1))),
                new TypedStep(
                        basics("typed", Map.of(new StepId("java"), new Predicate.Expression(" true "))),
                        new StepType("Http"),
                        Optional.of(new JobTemplateId("shell", Optional.of("v1"))),
                        RetryPolicy.exponential(2, Duration.ofMillis(5)),
                        Optional.of(new Effects(EffectPolicy.AT_MOST_ONCE, InDoubt.RETRY))),
                new ForeachStep(
                        basics("each", Map.of()),
                        ForeachStep.Items.CODE,
                        Optional.of(5_000),
                        true,
                        Optional.empty(),
                        List.of(new WhileStep(
                                basics("inner", Map.of()),
                                new Predicate.Code(),
                                Optional.of(9),
                                List.of(TypedStep.of(new StepId("leaf"), StepType.NO_OP))))),
                new SubworkflowStep(basics("sub", Map.of()), true, false),
                new TemplateStep(basics("template", Map.of()), new JobTemplateId("t", Optional.empty())));
    }

    private static StepBasics basics(String id, Map<StepId, Predicate> successors) {
        return new StepBasics(
                new StepId(id),
                Optional.of("name of " + id),
                Optional.empty(),
                new Transition(successors, Optional.of(3), Optional.of(2)),
                FailureMode.IGNORE_FAILURE,
                List.of(),
                Optional.of(ODD),
                Map.of("p", ParamDefinition.exactly(ParamValue.of("$x"))),
                new StepSignals(
                        List.of(new SignalDependency(
                                "signal",
                                Map.of(
                                        "p",
                                        new SignalDependency.Match(
                                                ParamDefinition.literal(ParamValue.of(1)), SignalOperator.EQUAL)))),
                        List.of(new SignalOutput("out", Map.of(), Map.of("q", ParamDefinition.code(ParamType.MAP))))),
                Optional.of(new StepId("template")),
                Optional.of(new StepId("handler")));
    }

    private static WorkflowProperties properties() {
        return new WorkflowProperties(
                Optional.of(new Owner("owner", Map.of("team", List.of("a", "b")))),
                Optional.of(RunStrategy.parallel(5)),
                Optional.of(3),
                Optional.empty(),
                Map.of("emails", Arrays.asList("a@example.org", null)),
                Optional.of(false),
                Optional.of(true),
                Optional.empty());
    }
}
