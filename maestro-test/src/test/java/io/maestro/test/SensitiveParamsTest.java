package io.maestro.test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.maestro.Maestro;
import io.maestro.event.MaestroEvent;
import io.maestro.event.MaestroEvent.RunChanged;
import io.maestro.event.MaestroEvent.StepChanged;
import io.maestro.param.InvalidParamsException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.step.StepContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Where the value of a sensitive param is not to be found. */
class SensitiveParamsTest {

    private static final String SECRET = "open sesame and " + "let me in ".repeat(20);
    private static final String RECOGNISABLE = "open sesame";

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final List<MaestroEvent> heard = new CopyOnWriteArrayList<>();

    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            var thrown = event.getThrowableProxy();
            logged.add(
                    event.getFormattedMessage() + (thrown == null ? "" : '\n' + ThrowableProxyUtil.asString(thrown)));
        }
    };

    private final Logger engine = (Logger) LoggerFactory.getLogger("io.maestro.internal.engine");

    @BeforeEach
    void listen() {
        appender.start();
        engine.addAppender(appender);
        engine.setLevel(Level.DEBUG);
        engine.setAdditive(false);
    }

    @AfterEach
    void listenNoLonger() {
        engine.detachAppender(appender);
        engine.setLevel(null);
        engine.setAdditive(true);
    }

    private static ParamDefinition secret() {
        return ParamDefinition.exactly(ParamValue.of(SECRET)).sensitive();
    }

    private static Object refuse(StepContext context, String param) {
        var value = Stream.of(context.stepParams(), context.params())
                .flatMap(params -> Optional.ofNullable(params.get(param)).stream())
                .findFirst()
                .orElseThrow();
        throw new IllegalArgumentException("who is " + value.toJava(), new IllegalStateException(value.toString()));
    }

    /** Runs a workflow, and returns everything that can be read of it but its params. */
    private List<String> told(Flow flow) {
        try (var bench = new Bench(builder -> builder.listener(heard::add))) {
            var run = bench.run(flow);
            assertThat(run.attempts())
                    .anySatisfy(attempt -> assertThat(attempt.error()).isPresent());
            assertThat(run.attempts().toString()).contains("***");
            var rows = Stream.of(
                    run.attempts().toString(),
                    run.run().toString(),
                    run.definition().toString());
            return Stream.of(rows, logged.stream(), heard.stream().map(MaestroEvent::toString))
                    .flatMap(texts -> texts)
                    .toList();
        }
    }

    @Test
    void the_error_of_a_step_does_not_tell_a_param_of_the_run() {
        var flow = Flow.of("w").step("a", context -> refuse(context, "key")).runParam("key", secret());

        assertThat(told(flow)).noneMatch(text -> text.contains(RECOGNISABLE));
        assertThat(logged).anyMatch(text -> text.contains("who is ***"));
    }

    @Test
    void the_error_of_a_step_does_not_tell_a_param_of_the_step() {
        var flow = Flow.of("w").step("a", context -> refuse(context, "key")).param("key", secret());

        assertThat(told(flow)).noneMatch(text -> text.contains(RECOGNISABLE));
    }

    @Test
    void the_error_of_a_step_does_not_tell_a_param_of_a_step_before_it() {
        var flow = Flow.of("w")
                .step("a")
                .param("key", secret())
                .step("b", context -> refuse(context, "copy"))
                .param(
                        "copy",
                        ParamDefinition.expression(ParamType.STRING, "a__key").sensitive())
                .after("a")
                .step("c", context -> {
                    throw new IllegalStateException(SECRET);
                })
                .after("a");

        assertThat(told(flow)).noneMatch(text -> text.contains(RECOGNISABLE));
    }

    @Test
    void a_param_that_cannot_be_evaluated_does_not_tell_what_was_written() {
        var number = new ParamDefinition(
                ParamType.LONG,
                new ParamDefinition.Expression("Long.parseLong(key)"),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Map.of());
        var flow = Flow.of("w").step("a").param("number", number).runParam("key", secret());

        assertThat(told(flow)).noneMatch(text -> text.contains(RECOGNISABLE));
    }

    @Test
    void a_map_is_sensitive_if_a_member_is() {
        var map = ParamDefinition.members(Map.of("key", secret()));
        var flow = Flow.of("w").step("a", context -> refuse(context, "access")).runParam("access", map);

        assertThat(map.isSensitive()).isTrue();
        assertThat(told(flow)).noneMatch(text -> text.contains(RECOGNISABLE));
    }

    @Test
    void the_loop_params_of_an_iteration_are_as_sensitive_as_those_of_the_loop() {
        var flow = Flow.of("w")
                .foreach("each", 1, Map.of(), Flow.of("body").step("a", context -> refuse(context, "key")))
                .param(
                        "loop_params",
                        ParamDefinition.members(Map.of(
                                "key",
                                ParamDefinition.exactly(new ParamValue.StringArray(List.of(SECRET)))
                                        .sensitive())));

        assertThat(told(flow)).noneMatch(text -> text.contains(RECOGNISABLE));
        assertThat(logged).anyMatch(text -> text.contains("who is ***"));
    }

    @Test
    void events_come_without_it() {
        told(Flow.of("w")
                .step("a", context -> refuse(context, "key"))
                .param("own", secret())
                .param("other", ParamValue.of("open"))
                .runParam("key", secret()));

        assertThat(heard)
                .filteredOn(RunChanged.class::isInstance)
                .isNotEmpty()
                .extracting(event -> ((RunChanged) event).run())
                .extracting(WorkflowRun::params)
                .allSatisfy(params -> assertThat(params).isNotEmpty().doesNotContainKey("key"));
        assertThat(heard)
                .filteredOn(StepChanged.class::isInstance)
                .isNotEmpty()
                .extracting(event -> ((StepChanged) event).attempt())
                .extracting(StepAttempt::params)
                .allSatisfy(params -> assertThat(params).containsKey("other").doesNotContainKey("own"));
    }

    @Test
    void the_exception_of_a_start_does_not_tell_what_was_given() {
        var declared = ParamDefinition.unset(ParamType.LONG).sensitive();
        try (var maestro = Maestro.builder().build()) {
            var handle = maestro.register(Flow.of("w").step("a").runParam("pin", declared));

            for (var given : List.of(SECRET, ParamDefinition.exactly(ParamValue.of(SECRET)))) {
                var refused =
                        catchThrowableOfType(InvalidParamsException.class, () -> handle.start(Map.of("pin", given)));
                var trace = new StringWriter();
                refused.printStackTrace(new PrintWriter(trace));
                assertThat(refused.problems())
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.path()).isEqualTo("/run_params/pin"));
                assertThat(trace.toString()).doesNotContain(RECOGNISABLE);
            }
        }
    }

    @Test
    void the_step_has_it() {
        try (var bench = new Bench()) {
            var run = bench.run(Flow.of("w")
                    .step("a", context -> requireNonNull(context.params().get("key")))
                    .runParam("key", secret()));

            assertThat(run.output("a", Object.class)).contains(ParamValue.of(SECRET));
            assertThat(run.run().params().get("key"))
                    .satisfies(param -> assertThat(param.value()).isEqualTo(ParamValue.of(SECRET)));
        }
    }
}
