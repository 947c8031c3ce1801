package io.maestro.test;

import static io.maestro.run.StepStatus.FATALLY_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.RunHandle;
import io.maestro.definition.RetryPolicy;
import io.maestro.param.ParamValue;
import io.maestro.run.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps that sleep. */
class SleepTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_sleep_takes_three_seconds_by_default_and_ends_strictly_after_them() {
        bench.run(Flow.of("w").typed("a", "Sleep"));

        assertThat(bench.passed()).isGreaterThan(Duration.ofSeconds(3)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void a_sleep_takes_as_long_as_its_param_says() {
        bench.run(Flow.of("w").typed("a", "sleep").param("sleep_seconds", ParamValue.of(60)));

        assertThat(bench.passed()).isEqualTo(Duration.ofMillis(60_001));
    }

    @Test
    void a_sleep_whose_param_is_no_number_fails_for_good() {
        var run = bench.run(Flow.of("w")
                .typed("a", "Sleep")
                .param("sleep_seconds", ParamValue.of("60"))
                .retry(RetryPolicy.fixed(9, Duration.ZERO)));

        assertThat(Bench.status(run, "a")).isEqualTo(FATALLY_FAILED);
        assertThat(Bench.error(run, "a")).isEqualTo("param 'sleep_seconds' must be a LONG but is a STRING");
        assertThat(run.attempts()).hasSize(1);
    }

    @Test
    void a_sleep_without_end_lasts_until_its_run_times_out() {
        var run = bench.run(Flow.of("w").typed("a", "Sleep").param("sleep_seconds", ParamValue.of(Long.MAX_VALUE)));

        assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(bench.passed()).isEqualTo(Duration.ofDays(10));
    }

    @Test
    void sleeping_runs_hold_no_thread() {
        int count = 2_000;
        var workflow =
                bench.maestro.register(Flow.of("w").typed("a", "Sleep").param("sleep_seconds", ParamValue.of(3600)));
        var runs = new ArrayList<RunHandle>();
        for (int i = 0; i < count; i++) {
            runs.add(workflow.start());
        }
        bench.clock.settle();
        assertThat(runs).allMatch(run -> run.status() == RunStatus.IN_PROGRESS);

        bench.clock.advance(Duration.ofHours(2));
        bench.clock.settle();

        assertThat(runs).allMatch(run -> run.status() == RunStatus.SUCCEEDED);
    }
}
