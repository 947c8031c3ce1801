package io.maestro.test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.StartRequest;
import io.maestro.definition.RunStrategy.Rule;
import io.maestro.definition.UnknownVersionException;
import io.maestro.event.MaestroEvent;
import io.maestro.event.MaestroEvent.RunChanged;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.InvalidParamsException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.Ending;
import io.maestro.run.RunStatus;
import io.maestro.run.StepExplanation;
import io.maestro.run.StepStatus;
import io.maestro.run.TimelineEvent;
import io.maestro.store.RunQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Starts whose params have no values, and that are recorded all the same (spec: runtime, section 1.2). */
class RecordedFailureTest {

    private static final StartRequest BY_NOTHING =
            StartRequest.of(Map.of("d", 0, "who", "ann")).recordFailure();

    private final List<MaestroEvent> heard = new CopyOnWriteArrayList<>();
    private final Bench bench = new Bench(builder -> builder.listener(heard::add));

    @AfterEach
    void close() {
        bench.close();
    }

    /** Has no value if d is 0. */
    private static Flow dividing() {
        return Flow.of("w")
                .runParam(
                        "d",
                        new ParamDefinition(
                                ParamType.LONG,
                                ParamDefinition.literal(ParamValue.of(1)).content(),
                                Optional.of(ParamMode.MUTABLE_ON_START),
                                List.of(),
                                Optional.empty(),
                                Map.of()))
                .runParam("x", ParamDefinition.expression(ParamType.LONG, "10 / d"))
                .step("a");
    }

    private RunHandle failed() {
        return bench.maestro.register(dividing()).start(BY_NOTHING);
    }

    private static Object param(RunHandle run, String name) {
        EvaluatedParam param = requireNonNull(run.run().params().get(name), name);
        return param.value().toJava();
    }

    private static String reason(RunHandle run) {
        return run.run().ending().map(Ending::reason).orElse("");
    }

    @Test
    void a_start_without_values_is_refused_and_leaves_nothing_behind() {
        var workflow = bench.maestro.register(dividing());

        assertThatThrownBy(() -> workflow.start(StartRequest.of(Map.of("d", 0))))
                .isInstanceOf(InvalidParamsException.class);
        assertThat(bench.maestro.runs(RunQuery.of("w"))).isEmpty();
        assertThat(workflow.start().id()).hasToString("w:1:1");
    }

    @Test
    void a_start_that_is_to_be_recorded_is_there_as_failed_and_tells_why() {
        var run = failed();

        assertThat(run.id()).hasToString("w:1:1");
        assertThat(run.await().status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.run().startedAt()).isEmpty();
        assertThat(run.run().endedAt()).contains(bench.start);
        assertThat(run.run().refusedStart().orElseThrow().given()).containsOnlyKeys("d", "who");
        assertThat(reason(run)).contains("/workflow/params/x", "[NO_VALUE]");
        assertThat(run.timeline())
                .contains(
                        new TimelineEvent.EndAsked(run.run().ending().orElseThrow()),
                        new TimelineEvent.OfRun(bench.start, RunStatus.FAILED));
        assertThat(Bench.statuses(run)).isEqualTo(Map.of("a", StepStatus.NOT_CREATED));
        assertThat(Bench.reason(run, "a")).isInstanceOf(StepExplanation.NeverReached.class);
        assertThat(run.attempts()).isEmpty();
    }

    @Test
    void a_start_whose_params_have_values_begins() {
        var run = bench.maestro
                .register(dividing())
                .start(StartRequest.of(Map.of("d", 2)).recordFailure());

        assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(param(run, "x")).isEqualTo(5L);
    }

    @Test
    void a_setting_that_cannot_be_read_is_recorded_like_a_param() {
        var run = bench.maestro
                .register(dividing().runTimeout("${d}"))
                .start(StartRequest.of(Map.of("d", -1)).recordFailure());

        assertThat(run.run().status()).isEqualTo(RunStatus.FAILED);
        assertThat(reason(run)).contains("timeout");
    }

    @Test
    void what_is_not_registered_is_refused_in_any_case() {
        bench.maestro.register(dividing());

        assertThatThrownBy(() -> bench.maestro.start("w", BY_NOTHING.version("7")))
                .isInstanceOf(UnknownVersionException.class);
    }

    @Test
    void a_request_that_is_repeated_is_answered_with_the_failed_run() {
        var workflow = bench.maestro.register(dividing());

        var first = workflow.start(BY_NOTHING.requestId("r"));
        var again = workflow.start(BY_NOTHING.requestId("r"));
        var mended = workflow.start(StartRequest.plain().requestId("r"));

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(mended.run()).isEqualTo(first.run());
        assertThat(bench.maestro.runs(RunQuery.of("w"))).hasSize(1);
    }

    @Test
    void listeners_are_told_of_its_end_without_what_it_was_given() {
        var run = failed();
        bench.close();

        assertThat(heard).singleElement().isInstanceOfSatisfying(RunChanged.class, event -> {
            assertThat(event.runId()).isEqualTo(run.id());
            assertThat(event.status()).isEqualTo(RunStatus.FAILED);
            assertThat(event.run().refusedStart().orElseThrow().given()).isEmpty();
        });
    }

    @Test
    void it_holds_up_strict_ones_until_it_is_unblocked() {
        var workflow = bench.maestro.register(dividing().strategy(Rule.STRICT_SEQUENTIAL));
        var failed = workflow.start(BY_NOTHING);
        var next = workflow.start();
        bench.clock.settle();
        assertThat(next.run().status()).isEqualTo(RunStatus.CREATED);

        failed.unblock("ann", "never mind");

        assertThat(bench.awaitEnd(next).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void it_takes_nobodys_place() {
        var workflow = bench.maestro.register(dividing().strategy(Rule.FIRST_ONLY));
        workflow.start(BY_NOTHING);
        var next = workflow.start();

        assertThat(bench.awaitEnd(next).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_restart_with_other_params_keeps_what_else_the_start_was_given() {
        var failed = failed();

        var run = failed.restart(RestartRequest.fromIncomplete().params(Map.of("d", 5)));

        assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.id()).hasToString("w:1:2");
        assertThat(param(run, "x")).isEqualTo(2L);
        assertThat(param(run, "who")).isEqualTo("ann");
        assertThat(failed.run().isBlocking()).isFalse();
    }

    @Test
    void a_restart_with_the_same_params_is_refused() {
        var failed = failed();

        assertThatThrownBy(() -> failed.restart(RestartRequest.fromBeginning()))
                .isInstanceOf(InvalidParamsException.class)
                .hasMessageContaining("/workflow/params/x");
        assertThat(bench.maestro.runs(RunQuery.of("w"))).hasSize(1);
    }

    @Test
    void it_goes_on_in_a_version_that_has_values() {
        var failed = failed();
        bench.maestro.register(dividing().runParam("x", ParamDefinition.expression(ParamType.LONG, "10 * d")));

        var run = failed.restart(RestartRequest.fromIncomplete().version("latest"));

        assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(param(run, "x")).isEqualTo(0L);
    }

    @Test
    void what_cannot_be_given_at_all_is_told_and_left_out() {
        var run = bench.maestro
                .register(dividing())
                .start(StartRequest.of(Map.of("d", "many", "not a name", 1, "who", "ann"))
                        .recordFailure());

        assertThat(run.run().refusedStart().orElseThrow().given()).containsOnlyKeys("who");
        assertThat(reason(run)).contains("/run_params/d", "/run_params/not a name");
        assertThat(bench.awaitEnd(run.restart(RestartRequest.fromBeginning())).status())
                .isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void secrets_that_it_was_given_are_in_no_text() {
        var run = bench.maestro
                .register(dividing()
                        .runParam("key", ParamDefinition.unset(ParamType.STRING).sensitive())
                        .runParam("y", ParamDefinition.expression(ParamType.LONG, "Long.parseLong(key)")))
                .start(StartRequest.of(Map.of("key", "open-sesame")).recordFailure());

        assertThat(run.run().status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.run().toString()).doesNotContain("open-sesame");
        assertThat(run.timeline().toString()).doesNotContain("open-sesame");
    }
}
