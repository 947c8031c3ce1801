package io.maestro.test;

import static io.maestro.run.RunStatus.FAILED;
import static io.maestro.run.RunStatus.STOPPED;
import static io.maestro.run.RunStatus.SUCCEEDED;
import static io.maestro.run.RunStatus.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an instance stands when its newest run has succeeded and had a part of its steps only (spec: runtime, section 1.6). */
class InstanceStatusTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    /** A step that is good, and one each that fails, takes too long and is stopped if the start says so. */
    private RunHandle first(Set<String> wrong) {
        var run = bench.maestro
                .register(Flow.of("w")
                        .runParam("sleep", ParamDefinition.literal(ParamValue.of(1)))
                        .step("good")
                        .step("fails", context -> {
                            if (wrong.contains("FAILED")) {
                                throw new IllegalStateException("no");
                            }
                            return 1;
                        })
                        .typed("late", "Sleep")
                        .param("sleep_seconds", ParamDefinition.expression(ParamType.LONG, "sleep"))
                        .timeout(Duration.ofSeconds(30))
                        .typed("stopped", "Sleep")
                        .param("sleep_seconds", ParamValue.of(1)))
                .start(Map.of("sleep", wrong.contains("TIMED_OUT") ? 60 : 1));
        bench.clock.settle();
        if (wrong.contains("STOPPED")) {
            run.step("stopped").stop("ann", "enough");
        }
        bench.awaitEnd(run);
        return run;
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED TIMED_OUT STOPPED, FAILED",
        "FAILED STOPPED, FAILED",
        "TIMED_OUT STOPPED, TIMED_OUT",
        "TIMED_OUT, TIMED_OUT",
        "STOPPED, STOPPED",
        "NOTHING, SUCCEEDED"
    })
    void is_that_of_the_worst_step_of_all_its_runs(String wrong, RunStatus status) {
        var first = first(Set.of(wrong.split(" ")));
        assertThat(first.status()).isEqualTo(status);

        var second = first.restartStep("good", RestartRequest.fromIncomplete());
        bench.awaitEnd(second);

        assertThat(Bench.status(second, "good")).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(second.instance().runStatus()).isEqualTo(SUCCEEDED);
        assertThat(second.status()).isEqualTo(status);
    }

    @Test
    void is_that_of_the_run_before_where_a_step_was_never_reached() {
        var gate = new Gate();
        var first = bench.start(Flow.of("w")
                .step("good")
                .step("other", context -> {
                    gate.pass();
                    return 1;
                })
                .step("never")
                .after("other"));
        gate.awaitArrival();
        first.pause("ann", "wait");
        gate.open();
        bench.clock.settle();
        first.stop("ann", "enough");
        bench.awaitEnd(first);
        assertThat(Bench.statuses(first))
                .isEqualTo(Map.of(
                        "good", StepStatus.SUCCEEDED, "other", StepStatus.SUCCEEDED, "never", StepStatus.NOT_CREATED));

        var second = first.restartStep("good", RestartRequest.fromIncomplete());
        bench.awaitEnd(second);

        assertThat(second.instance().runStatus()).isEqualTo(SUCCEEDED);
        assertThat(second.status()).isEqualTo(first.status()).isEqualTo(STOPPED);
    }

    @Test
    void is_that_of_the_newest_run_if_that_has_not_succeeded() {
        var first = first(Set.of("FAILED"));
        var second = first.restart(
                RestartRequest.fromBeginning().params(Map.of("sleep", 60)).skipping("fails"));
        bench.awaitEnd(second);

        assertThat(second.status()).isEqualTo(TIMED_OUT);
        assertThat(second.instance().runStatus()).isEqualTo(TIMED_OUT);
        assertThat(first.status()).isEqualTo(FAILED);
    }
}
