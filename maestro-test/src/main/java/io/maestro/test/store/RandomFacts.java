package io.maestro.test.store;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
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
import io.maestro.run.StepStatus;
import io.maestro.run.StepView;
import io.maestro.run.Unblocking;
import io.maestro.run.Verdict;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowRun;
import io.maestro.store.NewRun;
import io.maestro.tag.Tag;
import io.maestro.value.JavaValue;
import io.maestro.value.ValueCodec;
import io.maestro.value.ValueType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Makes facts that hold everything that facts can hold. The same random numbers make the same ones. */
final class RandomFacts {

    private static final List<String> TEXTS = List.of(
            "",
            "plain",
            "two\nlines",
            "quote \" and \\",
            "${not.a.reference}",
            "\u00e4\u20ac\ud83c\udfbc",
            "{\"a\": 1}",
            "null",
            "$long",
            "'");

    private final Random random;
    private final Optional<ValueCodec> values;

    RandomFacts(Random random, Optional<ValueCodec> values) {
        this.random = random;
        this.values = values;
    }

    NewRun newRun(NewRun.Key key) {
        var restart = key instanceof NewRun.Restarted restarted
                ? Optional.of(restart(restarted.requestId()))
                : Optional.<Restart>empty();
        return new NewRun(
                key, definition(), initiator(), params(), time(), NewRun.Place.HERE, NewRun.Admission.AT_ONCE, restart);
    }

    private Restart restart(String request) {
        return new Restart(
                oneOf(RestartPolicy.values()),
                maybe(() -> new StepId("step1")),
                new RestartOrder(
                        request,
                        RestartPolicy.FROM_BEGINNING,
                        RestartPolicy.FROM_INCOMPLETE,
                        definitions(),
                        Map.of(new StepId("step2"), definitions()),
                        some(() -> new StepId("step3")),
                        maybe(this::text)),
                some(() ->
                        new RestartNode(new WorkflowId("sub"), 1 + random.nextInt(9), maybe(() -> new StepId("a.b")))),
                maybe(() -> new InstanceView(
                        RunStatus.FAILED,
                        RunStatus.SUCCEEDED,
                        Map.of(
                                new StepId("step1"),
                                new StepView(
                                        Optional.of(3L),
                                        StepStatus.SKIPPED,
                                        maybe(this::time),
                                        maybe(this::time),
                                        random.nextBoolean())))),
                some(() -> new StepId("step" + random.nextInt(3))),
                rollup());
    }

    private Compensation compensation() {
        var undos = List.of(
                new Compensation.Undo(new StepId("step1"), 1, 1 + random.nextInt(9), new StepId("undo1")),
                new Compensation.Undo(new StepId("step2"), 1 + random.nextInt(9), 1, new StepId("undo2")));
        return new Compensation(undos, random.nextInt(3), time());
    }

    private FailureHandling handling() {
        var handlers = List.of(
                new FailureHandling.Handler(new StepId("handler1"), List.of(new StepId("step1"), new StepId("step2"))),
                new FailureHandling.Handler(new StepId("handler2"), List.of()));
        return new FailureHandling(handlers, time());
    }

    private Map<String, ParamDefinition> definitions() {
        var definitions = new LinkedHashMap<String, ParamDefinition>();
        params().forEach((name, param) -> definitions.put(name, param.definition()));
        return Collections.unmodifiableMap(definitions);
    }

    private Ending ending() {
        return new Ending(
                RunStatus.STOPPED,
                text(),
                time(),
                maybe(this::compensation),
                maybe(this::handling),
                maybe(() -> new RefusedStart(definitions())));
    }

    WorkflowRun changed(WorkflowRun run) {
        return new WorkflowRun(
                run.runId(),
                run.definition(),
                run.initiator(),
                status(),
                run.params(),
                run.createdAt(),
                maybe(this::time),
                maybe(this::time),
                maybe(this::ending),
                rollup(),
                actions(),
                run.priority(),
                maybe(() -> new Unblocking(text(), text(), time())),
                run.restart());
    }

    RunStatus status() {
        return oneOf(RunStatus.values());
    }

    StepAttempt attempt(RunId run, StepId step, int attempt) {
        return new StepAttempt(
                run,
                step,
                attempt,
                1 + random.nextInt(9),
                1 + random.nextInt(9),
                oneOf(StepStatus.values()),
                maybe(this::time),
                maybe(this::time),
                maybe(this::time),
                maybe(() -> "job " + random.nextInt()),
                params(),
                maybe(this::value),
                maybe(() -> new StepError(text(), text())),
                transitions(),
                new Retries(random.nextInt(9), random.nextInt(9), random.nextInt(9)),
                random.nextInt(4),
                maybe(this::children),
                maybe(() -> new Settlement(oneOf(Verdict.Kind.values()), text(), text(), time())),
                actions(),
                maybe(this::permits));
    }

    private PermitRequest permits() {
        var needs = List.of(
                PermitNeed.of(Limit.ofTag("tag " + text())),
                PermitNeed.of(Limit.ofWorkflow(new WorkflowId("w")), 1 + random.nextInt(9)));
        return new PermitRequest(time(), 1 + random.nextInt(3), needs.subList(0, 1 + random.nextInt(2)));
    }

    private List<ActionTaken> actions() {
        return maybe(() -> new ActionTaken(
                        new ActionRequest(
                                text(),
                                oneOf(Action.values()),
                                text(),
                                text(),
                                maybe(() -> Samples.stepRestart("again"))),
                        time()))
                .stream()
                .toList();
    }

    /** Of few times, so that some are the same. */
    WakeUp wakeUp(RunId run) {
        return new WakeUp(run, maybe(() -> Samples.NOW.plusSeconds(random.nextInt(5))));
    }

    private DefinitionRef definition() {
        return new DefinitionRef(new WorkflowId(oneOf("one", "two")), 1 + random.nextInt(5), some(this::step));
    }

    private Initiator initiator() {
        return random.nextBoolean()
                ? new Initiator.ByHand(maybe(this::text))
                : new Initiator.ByStep(
                        oneOf(Initiator.Kind.values()),
                        runId(),
                        step(),
                        1 + random.nextInt(9),
                        random.nextBoolean(),
                        1 + random.nextInt(9),
                        runId(),
                        maybe(this::value));
    }

    private Children children() {
        return random.nextBoolean()
                ? new Children.Subworkflow(new WorkflowId("sub"), 3, maybe(this::runId), rollup())
                : new Children.Iterations(
                        new WorkflowId("body"),
                        2,
                        random.nextInt(9) - 1,
                        some(this::value),
                        rollup(),
                        maybe(() -> new Children.Kept.AllBut(1, random.nextInt(9))),
                        maybe(() -> new Children.Again(1 + random.nextInt(9), 3, 4)));
    }

    private Map<StepId, Boolean> transitions() {
        var transitions = new LinkedHashMap<StepId, Boolean>();
        some(this::step).forEach(step -> transitions.put(step, random.nextBoolean()));
        return Collections.unmodifiableMap(transitions);
    }

    private Rollup rollup() {
        return random.nextBoolean()
                ? Rollup.none()
                : new Rollup(Map.of(StepStatus.SUCCEEDED, 1 + random.nextLong(1L << 40), StepStatus.SKIPPED, 2L));
    }

    /** A value as the engine commits it: with its text, where the store keeps texts. */
    private JavaValue value() {
        Object value = plain(2);
        return values.map(codec -> JavaValue.written(value, ValueType.any(), codec))
                .orElseGet(() -> JavaValue.of(value));
    }

    private Object plain(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong();
            case 2 -> random.nextDouble();
            case 3 -> random.nextBoolean();
            case 4 -> time();
            case 5 -> new BigDecimal("1.10");
            case 6 -> text();
            case 7 -> some(() -> plain(depth - 1));
            default -> Map.of(text(), plain(depth - 1));
        };
    }

    private Map<String, EvaluatedParam> params() {
        var params = new LinkedHashMap<String, EvaluatedParam>();
        for (int i = random.nextInt(4); i > 0; i--) {
            params.put("param" + random.nextInt(100), param());
        }
        return Collections.unmodifiableMap(params);
    }

    private EvaluatedParam param() {
        var value = paramValue(2);
        return new EvaluatedParam(paramDefinition(value), value, oneOf(ParamSource.values()), random.nextBoolean());
    }

    private ParamDefinition paramDefinition(ParamValue value) {
        return switch (random.nextInt(5)) {
            case 0 -> ParamDefinition.literal(value);
            case 1 -> ParamDefinition.exactly(value);
            case 2 -> ParamDefinition.code(value.type());
            case 3 -> ParamDefinition.unset(value.type());
            default ->
                new ParamDefinition(
                        value.type(),
                        new ParamDefinition.Expression("1 + \"" + text() + '"'),
                        Optional.of(oneOf(ParamMode.values())),
                        some(() -> new Tag(
                                "tag" + random.nextInt(9), Optional.empty(), Map.of("a", 5L, "b", List.of(1.5)))),
                        maybe(this::text),
                        Map.of("free", Map.of("number", 7L)));
        };
    }

    private ParamValue paramValue(int depth) {
        var types = ParamType.values();
        return switch (types[random.nextInt(depth > 0 ? types.length : types.length - 1)]) {
            case STRING -> ParamValue.of(text());
            case LONG -> ParamValue.of(random.nextLong());
            case DOUBLE -> ParamValue.of(decimal());
            case BOOLEAN -> ParamValue.of(random.nextBoolean());
            case STRING_ARRAY -> new ParamValue.StringArray(some(this::text));
            case LONG_ARRAY -> new ParamValue.LongArray(some(random::nextLong));
            case DOUBLE_ARRAY -> new ParamValue.DoubleArray(some(this::decimal));
            case BOOLEAN_ARRAY -> new ParamValue.BooleanArray(some(random::nextBoolean));
            case STRING_MAP -> new ParamValue.StringMap(Map.of(text(), text()));
            case MAP -> new ParamValue.MapValue(Map.of(text(), paramValue(depth - 1)));
        };
    }

    private double decimal() {
        return oneOf(random.nextDouble(), -0.0, 1e300, Double.NaN, Double.NEGATIVE_INFINITY, 3.0);
    }

    private RunId runId() {
        return new RunId(new WorkflowId("other"), 1 + random.nextLong(1L << 50), 1 + random.nextInt(9));
    }

    private StepId step() {
        return new StepId("step" + random.nextInt(9));
    }

    private Instant time() {
        return Samples.NOW.plusNanos(1_000 * random.nextLong(1L << 50));
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    @SafeVarargs
    private <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private <T> Optional<T> maybe(Supplier<T> maker) {
        return random.nextBoolean() ? Optional.of(maker.get()) : Optional.empty();
    }

    private <T> List<T> some(Supplier<T> maker) {
        var some = new ArrayList<T>();
        for (int i = random.nextInt(4); i > 0; i--) {
            some.add(maker.get());
        }
        return Collections.unmodifiableList(some);
    }
}
