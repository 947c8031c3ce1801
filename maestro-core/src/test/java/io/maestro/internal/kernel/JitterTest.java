package io.maestro.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.RunId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** By how much waits before retries differ. */
class JitterTest {

    private static final Duration WAIT = Duration.ofSeconds(100);
    private static final Jitter FIFTH = of("a", 0.2);

    private static Jitter of(String step, double share) {
        return new Jitter(new StepId(step), Optional.of(share));
    }

    private static RunId run(long instance) {
        return new RunId(new WorkflowId("w"), instance, 1);
    }

    private static long millis(Jitter jitter, long instance, int attempt) {
        return jitter.applied(WAIT, run(instance), attempt).toMillis();
    }

    @Test
    void a_wait_is_within_its_share_of_what_the_backoff_says() {
        var waits = IntStream.rangeClosed(1, 1_000)
                .mapToLong(instance -> millis(FIFTH, instance, 1))
                .summaryStatistics();

        assertThat(waits.getMin()).isBetween(80_000L, 81_000L);
        assertThat(waits.getMax()).isBetween(119_000L, 120_000L);
        assertThat(waits.getAverage()).isBetween(99_000.0, 101_000.0);
    }

    @Test
    void the_same_attempt_always_waits_as_long() {
        assertThat(millis(FIFTH, 7, 3)).isEqualTo(millis(of("a", 0.2), 7, 3));
    }

    @Test
    void runs_steps_and_attempts_differ() {
        var waits = new HashSet<Long>();
        for (int i = 1; i <= 20; i++) {
            waits.add(millis(FIFTH, i, 1));
            waits.add(millis(FIFTH, 100, i));
            waits.add(millis(of("s" + i, 0.2), 200, 1));
            waits.add(FIFTH.applied(WAIT, new RunId(new WorkflowId("w"), 300, i), 1)
                    .toMillis());
            waits.add(FIFTH.applied(WAIT, new RunId(new WorkflowId("w" + i), 400, 1), 1)
                    .toMillis());
        }

        assertThat(waits).hasSizeGreaterThan(95);
    }

    @Test
    void without_jitter_a_wait_stays_as_it_is() {
        assertThat(new Jitter(new StepId("a"), Optional.empty()).applied(Duration.ofNanos(5), run(1), 1))
                .isEqualTo(Duration.ofNanos(5));
    }
}
