package io.maestro.jdbc;

import io.maestro.definition.Backoff;
import io.maestro.definition.Criticality;
import io.maestro.definition.CronExpression;
import io.maestro.definition.EffectPolicy;
import io.maestro.definition.Effects;
import io.maestro.definition.FailureMode;
import io.maestro.definition.ForeachStep;
import io.maestro.definition.GitInfo;
import io.maestro.definition.InDoubt;
import io.maestro.definition.JobTemplate;
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
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepSignals;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TimeTrigger;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.definition.WorkflowProperties;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.permit.Limit;
import io.maestro.permit.PermitNeed;
import io.maestro.permit.PermitRequest;
import io.maestro.run.Action;
import io.maestro.run.ActionRequest;
import io.maestro.run.ActionTaken;
import io.maestro.run.Children;
import io.maestro.run.Compensation;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Ending;
import io.maestro.run.FailureHandling;
import io.maestro.run.Initiator;
import io.maestro.run.InstanceView;
import io.maestro.run.RefusedStart;
import io.maestro.run.Restart;
import io.maestro.run.RestartNode;
import io.maestro.run.RestartOrder;
import io.maestro.run.RestartPolicy;
import io.maestro.run.Retries;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.Settlement;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepError;
import io.maestro.run.StepRestart;
import io.maestro.run.StepStatus;
import io.maestro.run.StepView;
import io.maestro.run.Unblocking;
import io.maestro.run.Verdict;
import io.maestro.run.WorkflowRun;
import io.maestro.tag.Tag;
import io.maestro.tag.TagNamespace;
import io.maestro.value.JavaValue;
import io.maestro.value.ValueCodec;
import io.maestro.value.ValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Definitions and facts in which all that can be stored occurs; {@link StoredFormTest} makes sure that it does. */
final class StoredSamples {

    static final Instant NOW = Instant.parse("2026-11-25T10:15:30.123456Z");

    private static final ParamDefinition TEXT = ParamDefinition.literal(ParamValue.of("at ${day}"));
    private static final RunId RUN = run("all", 1);
    private static final StepId STEP = new StepId("each");

    private StoredSamples() {}

    private static RunId run(String workflow, long instance) {
        return new RunId(new WorkflowId(workflow), instance, 1);
    }

    private static ParamDefinition tagged() {
        return new ParamDefinition(
                ParamType.LONG,
                new ParamDefinition.Expression("1 + 1"),
                Optional.of(ParamMode.MUTABLE_ON_START),
                List.of(new Tag("cost", Optional.of(TagNamespace.PLATFORM), Map.of("center", 7L))),
                Optional.of("@NotEmpty"),
                Map.of("shown", List.of("never", 1L, 2.5, true)));
    }

    /** In their order: that of an immutable map is another in each process. */
    private static <T> Map<String, T> ordered(List<Map.Entry<String, T>> entries) {
        var map = new LinkedHashMap<String, T>();
        entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return map;
    }

    private static Map<String, ParamValue> values() {
        return ordered(List.of(
                Map.entry("text", ParamValue.of("a \"b\" \u20ac \\ \n")),
                Map.entry("number", ParamValue.of(Long.MAX_VALUE)),
                Map.entry("ratio", ParamValue.of(0.1)),
                Map.entry("endless", ParamValue.of(Double.POSITIVE_INFINITY)),
                Map.entry("truth", ParamValue.of(true)),
                Map.entry("texts", new ParamValue.StringArray(List.of("a", "b"))),
                Map.entry("numbers", new ParamValue.LongArray(List.of(1L, 2L))),
                Map.entry("ratios", new ParamValue.DoubleArray(List.of(0.5, Double.NaN))),
                Map.entry("truths", new ParamValue.BooleanArray(List.of(true, false))),
                Map.entry("labels", new ParamValue.StringMap(Map.of("team", "data"))),
                Map.entry("map", new ParamValue.MapValue(Map.of("deep", new ParamValue.MapValue(Map.of()))))));
    }

    private static Map<String, ParamDefinition> definitions() {
        var definitions = new LinkedHashMap<String, ParamDefinition>();
        values().forEach((name, value) -> definitions.put(name, ParamDefinition.literal(value)));
        definitions.put("tagged", tagged());
        definitions.put("code", ParamDefinition.code(ParamType.STRING));
        definitions.put("given", ParamDefinition.unset(ParamType.LONG));
        return definitions;
    }

    /** With and without what is seldom there. */
    private static Map<String, EvaluatedParam> evaluated() {
        var evaluated = new LinkedHashMap<String, EvaluatedParam>();
        values().forEach((name, value) -> evaluated.put(
                name, new EvaluatedParam(ParamDefinition.literal(value), value, ParamSource.LAUNCH, false)));
        evaluated.put("tagged", new EvaluatedParam(tagged(), ParamValue.of(2), ParamSource.DEFINITION, true));
        return evaluated;
    }

    private static Compensation compensation() {
        return new Compensation(List.of(new Compensation.Undo(STEP, 1, 2, new StepId("none"))), 1, NOW);
    }

    private static StepBasics basics(String id) {
        return StepBasics.of(new StepId(id));
    }

    private static StepBasics everyBasics(String id) {
        return new StepBasics(
                new StepId(id),
                Optional.of("Each"),
                Optional.of("what it does"),
                new Transition(
                        Map.of(new StepId("none"), new Predicate.Expression("a > 1")), Optional.of(5), Optional.of(3)),
                FailureMode.IGNORE_FAILURE,
                List.of(Tag.of("heavy")),
                Optional.of(new Setting.Interpolated<>("${hours} hours")),
                Map.of("of", TEXT),
                new StepSignals(
                        List.of(new SignalDependency(
                                "arrived", Map.of("day", new SignalDependency.Match(TEXT, SignalOperator.EQUAL)))),
                        List.of(new SignalOutput("left", Map.of("day", TEXT), Map.of("rows", tagged())))),
                Optional.of(new StepId("none")),
                Optional.of(new StepId("alarm")));
    }

    private static Transition to(String step, Predicate condition) {
        return new Transition(Map.of(new StepId(step), condition));
    }

    static WorkflowDefinition definition() {
        var interpolated = new RetryPolicy.Retry(
                new Setting.Interpolated<>("${limit}"),
                new Backoff.Exponential(
                        Setting.of(Duration.ofSeconds(90)), Setting.of(2), new Setting.Interpolated<>("${cap}")));
        var noOp = TypedStep.of(new StepId("inner"), StepType.NO_OP);
        var all = WorkflowDefinition.builder(new WorkflowId("all"));
        definitions().forEach(all::param);
        return all.name("Nightly")
                .description("everything")
                .tag(Tag.of("nightly"))
                .timeout(Setting.of(Duration.ofHours(6)))
                .criticality(Criticality.HIGH)
                .instanceStepConcurrency(50)
                .onFailure(new StepId("alarm"))
                .timeTrigger(new TimeTrigger.Cron(
                        new CronExpression("0 5 * * *"),
                        Optional.of(ZoneId.of("Europe/Paris")),
                        Optional.of(Setting.of(Duration.ofMinutes(5)))))
                .timeTrigger(new TimeTrigger.Predefined(
                        TimeTrigger.Schedule.DAILY,
                        Optional.of(ZoneOffset.UTC),
                        Optional.of(Setting.of(Duration.ofMinutes(5)))))
                .timeTrigger(new TimeTrigger.Interval(
                        "2 days", Optional.of("2026-11-25"), Optional.of(Setting.of(Duration.ofMinutes(5)))))
                .signalTrigger(new SignalTrigger(
                        Map.of(
                                "arrived",
                                new SignalTrigger.Wanted(
                                        Map.of(
                                                "day",
                                                new SignalTrigger.Match(
                                                        ParamValue.of(20261125), SignalOperator.GREATER_OR_EQUAL)),
                                        List.of("table"))),
                        Map.of("text", TEXT),
                        Optional.of("day > 0"),
                        Optional.of("day")))
                .step(new TypedStep(
                        everyBasics("typed"),
                        StepType.SLEEP,
                        Optional.of(JobTemplateId.of("shell", "v1")),
                        new RetryPolicy(interpolated, interpolated, interpolated).withJitter(0.25),
                        Optional.of(new Effects(EffectPolicy.AT_MOST_ONCE, InDoubt.FAIL))))
                .step(new TypedStep(
                        basics("fixed").withTransition(to("each", Predicate.always())),
                        StepType.JAVA,
                        Optional.empty(),
                        RetryPolicy.fixed(3, Duration.ofMillis(1_500))))
                .step(new ForeachStep(
                        basics("each").withTransition(to("again", new Predicate.Code())),
                        ForeachStep.Items.CODE,
                        Optional.of(7),
                        true,
                        Optional.of(1_000),
                        List.of(noOp)))
                .step(new WhileStep(
                        basics("again"),
                        new Predicate.Expression("tries < 3"),
                        Optional.of(10),
                        List.of(TypedStep.of(new StepId("innermost"), StepType.NO_OP))))
                .step(new SubworkflowStep(basics("other"), true, true))
                .step(new TemplateStep(basics("templated"), JobTemplateId.of("shell")))
                .step(TypedStep.of(new StepId("none"), StepType.NO_OP))
                .properties(new WorkflowProperties(
                        Optional.of(new Owner("data", Map.of("mail", "data@example.com"))),
                        Optional.of(new RunStrategy(RunStrategy.Rule.STRICT_SEQUENTIAL, 1)),
                        Optional.of(10),
                        Optional.of("its settings"),
                        Map.of("emails", List.of("data@example.com")),
                        Optional.of(false),
                        Optional.of(true),
                        Optional.of(true)))
                .origin(new WorkflowDefinition.Origin(
                        true,
                        Optional.of(new GitInfo(
                                Optional.of("git@example.com:load"),
                                Optional.of("main"),
                                Optional.of("f00"),
                                Optional.of("load.yaml"),
                                Optional.of("ann"),
                                Optional.of(NOW),
                                Optional.of(true))),
                        Map.of("source", "trial")))
                .build();
    }

    static JobTemplate.Definition template() {
        return JobTemplate.Definition.builder("shell", "Sleep")
                .version("v1")
                .description("runs a script")
                .tag(Tag.of("shell"))
                .inheritFrom("base", "default")
                .param("script", TEXT)
                .build();
    }

    /** Returns runs, of which a store numbers none by itself. */
    static List<WorkflowRun> runs(ValueCodec values) {
        var whole = DefinitionRef.whole(new WorkflowId("all"), 1);
        var byStep = new Initiator.ByStep(
                Initiator.Kind.FOREACH,
                RUN,
                STEP,
                2,
                true,
                1,
                RUN,
                Optional.of(JavaValue.written(List.of("a", 1), ValueType.any(), values)));
        return List.of(
                row(RUN, whole, new Initiator.ByHand(Optional.of("ann")), RunStatus.FAILED, Optional.empty()),
                row(run("all", 2), whole, Initiator.unknown(), RunStatus.STOPPED, Optional.of("had enough")),
                row(run("all", 3), whole, Initiator.unknown(), RunStatus.FAILED, Optional.empty())
                        .endedInQueue(Ending.ofRefused(new RefusedStart(Map.of("given", tagged())), "no value", NOW)),
                row(run("body", 1), whole.bodyOf(STEP), byStep, RunStatus.SUCCEEDED, Optional.empty()),
                restarted(row(
                        new RunId(RUN.workflow(), 1, 2),
                        whole,
                        Initiator.unknown(),
                        RunStatus.FAILED,
                        Optional.empty())));
    }

    private static WorkflowRun restarted(WorkflowRun run) {
        var view = new StepView(Optional.of(1L), StepStatus.FATALLY_FAILED, Optional.of(NOW), Optional.of(NOW), true);
        return new WorkflowRun(
                run.runId(),
                run.definition(),
                run.initiator(),
                run.status(),
                run.params(),
                run.createdAt(),
                run.startedAt(),
                run.endedAt(),
                run.ending(),
                run.rollup(),
                run.actions(),
                run.priority(),
                run.unblocking(),
                Optional.of(new Restart(
                        RestartPolicy.FROM_SPECIFIC,
                        Optional.of(STEP),
                        order(),
                        path(),
                        Optional.of(new InstanceView(RunStatus.FAILED, RunStatus.SUCCEEDED, Map.of(STEP, view))),
                        List.of(new StepId("sub")),
                        new Rollup(Map.of(StepStatus.SUCCEEDED, 1L)))));
    }

    private static RestartOrder order() {
        var tagged = Map.of("given", tagged());
        return new RestartOrder(
                "request",
                RestartPolicy.FROM_INCOMPLETE,
                RestartPolicy.FROM_BEGINNING,
                tagged,
                Map.of(STEP, tagged),
                List.of(STEP),
                Optional.of("wrong day"));
    }

    private static List<RestartNode> path() {
        return List.of(new RestartNode(new WorkflowId("body"), 1, Optional.of(STEP)));
    }

    private static WorkflowRun row(
            RunId run, DefinitionRef definition, Initiator initiator, RunStatus status, Optional<String> reason) {
        return new WorkflowRun(
                run,
                definition,
                initiator,
                status,
                evaluated(),
                NOW,
                Optional.of(NOW),
                Optional.of(NOW),
                reason.map(text -> new Ending(RunStatus.STOPPED, text, NOW)
                        .after(compensation())
                        .handling(handling())),
                new Rollup(Map.of(StepStatus.SUCCEEDED, 3L, StepStatus.FATALLY_FAILED, 1L)),
                reason.map(text -> taken(Action.KILL)).stream().toList(),
                3,
                reason.map(text -> new Unblocking("ann", text, NOW)),
                Optional.empty());
    }

    private static FailureHandling handling() {
        return new FailureHandling(
                List.of(
                        new FailureHandling.Handler(new StepId("unlock"), List.of(STEP)),
                        new FailureHandling.Handler(new StepId("alarm"), List.of())),
                NOW);
    }

    static List<StepAttempt> attempts(ValueCodec values) {
        var item = JavaValue.written("a,[\"", ValueType.any(), values);
        var rollup = new Rollup(Map.of(StepStatus.SUCCEEDED, 2L));
        var body = new WorkflowId("body");
        return List.of(
                attempt(
                        "each",
                        StepStatus.RUNNING,
                        Optional.empty(),
                        Optional.of(new Children.Iterations(
                                body,
                                1,
                                3,
                                List.of(item, item),
                                rollup,
                                Optional.empty(),
                                Optional.of(new Children.Again(2, 2, 4))))),
                attempt(
                        "other",
                        StepStatus.RUNNING,
                        Optional.empty(),
                        Optional.of(new Children.Subworkflow(body, 1, Optional.of(run("body", 1)), rollup))),
                attempt(
                        "fixed",
                        StepStatus.FATALLY_FAILED,
                        Optional.of(JavaValue.written(plain(), ValueType.any(), values)),
                        Optional.empty()),
                kept("kept", body, new Children.Kept.Succeeded(1)),
                kept("again", body, new Children.Kept.AllBut(1, 3)),
                kept("later", body, new Children.Kept.Before(1, 2)),
                settled(attempt("typed", StepStatus.RUNNING, Optional.of(item), Optional.empty())));
    }

    private static StepAttempt kept(String step, WorkflowId body, Children.Kept kept) {
        var iterations = new Children.Iterations(body, 2, 3, List.of(), Rollup.none(), Optional.of(kept));
        return attempt(step, StepStatus.RUNNING, Optional.empty(), Optional.of(iterations));
    }

    /** Values that are read back as what they were, though nothing tells their type. */
    private static Object plain() {
        return List.of(
                "text",
                1,
                2L,
                2.5,
                new BigDecimal("1.50"),
                true,
                NOW,
                LocalDate.of(2026, 11, 25),
                Duration.ofSeconds(90),
                UUID.fromString("00000000-0000-0001-0000-000000000002"),
                Set.of("element"),
                Map.of("name", List.of()));
    }

    private static StepAttempt attempt(
            String step, StepStatus status, Optional<JavaValue> output, Optional<Children> children) {
        return new StepAttempt(
                RUN,
                new StepId(step),
                1,
                1,
                1,
                status,
                Optional.of(NOW),
                Optional.of(NOW),
                Optional.of(NOW),
                Optional.of("job-17"),
                evaluated(),
                output,
                Optional.of(new StepError("it broke", "at line 3\n")),
                Map.of(new StepId("again"), true),
                new Retries(1, 2, 3),
                4,
                children,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private static StepAttempt settled(StepAttempt attempt) {
        return new StepAttempt(
                attempt.runId(),
                attempt.step(),
                attempt.attempt(),
                attempt.visit(),
                attempt.pass(),
                attempt.status(),
                attempt.startedAt(),
                attempt.endedAt(),
                attempt.wakeAt(),
                attempt.jobId(),
                attempt.params(),
                attempt.returned(),
                attempt.error(),
                attempt.transitions(),
                attempt.retries(),
                attempt.recoveries(),
                attempt.children(),
                Optional.of(new Settlement(Verdict.Kind.DONE, "ann", "the bank shows it", NOW)),
                List.of(taken(Action.PAUSE), taken(Action.RESUME), restarted()),
                Optional.of(new PermitRequest(
                        NOW,
                        2,
                        List.of(
                                PermitNeed.of(Limit.ofTag("gpu")),
                                PermitNeed.of(Limit.ofWorkflow(new WorkflowId("body")), 5)))));
    }

    private static ActionTaken restarted() {
        return new ActionTaken(
                new ActionRequest(
                        "request-18",
                        Action.RESTART,
                        "ann",
                        "wrong day",
                        Optional.of(new StepRestart(order(), path(), true))),
                NOW);
    }

    private static ActionTaken taken(Action action) {
        return new ActionTaken(new ActionRequest("request-17", action, "ann", "the day was wrong"), NOW);
    }
}
