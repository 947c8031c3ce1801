package io.maestro.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Setting<Duration> SECOND = Setting.of(Duration.ofSeconds(1));
    private static final Setting<Duration> NEGATIVE = Setting.of(Duration.ofSeconds(-1));

    @Test
    void a_wait_is_not_negative() {
        assertThatThrownBy(() -> new Backoff.Fixed(NEGATIVE))
                .hasMessage("the delay must not be negative but was PT-1S");
        assertThatThrownBy(() -> new Backoff.Exponential(NEGATIVE, Setting.of(2), SECOND))
                .hasMessage("the base must not be negative but was PT-1S");
        assertThatThrownBy(() -> new Backoff.Exponential(SECOND, Setting.of(2), NEGATIVE))
                .hasMessage("the cap must not be negative but was PT-1S");
    }

    @Test
    void a_wait_does_not_change_its_sign_from_retry_to_retry() {
        assertThatThrownBy(() -> new Backoff.Exponential(SECOND, Setting.of(-2), SECOND))
                .hasMessage("the exponent must not be negative but was -2");
    }

    @Test
    void jitter_is_a_share_of_the_wait() {
        var policy = RetryPolicy.fixed(1, Duration.ofSeconds(1));

        assertThatThrownBy(() -> policy.withJitter(1.5)).hasMessage("the jitter must be from 0 to 1 but was 1.5");
        assertThatThrownBy(() -> policy.withJitter(-0.1)).hasMessage("the jitter must be from 0 to 1 but was -0.1");
        assertThatThrownBy(() -> policy.withJitter(Double.NaN))
                .hasMessage("the jitter must be from 0 to 1 but was NaN");
        assertThat(policy.withJitter(0)).isEqualTo(policy);
    }
}
