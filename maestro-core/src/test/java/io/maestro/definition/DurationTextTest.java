package io.maestro.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "2 hours,                   PT2H",
        "2h,                        PT2H",
        "2hour,                     PT2H",
        "2hr,                       PT2H",
        "300s,                      PT5M",
        "300 sec,                   PT5M",
        "1 days,                    PT24H",
        "1 DAY,                     PT24H",
        "2000 milliseconds,         PT2S",
        "PT1H30M,                   PT1H30M",
        "pt0.5s,                    PT0.5S",
        "p2h,                       PT2H",
        "1 millisecond,             PT0.001S",
        "250ms,                     PT0.25S",
        "10 minutes 5 seconds 1 day,PT24H10M5S",
        "1h and then 5min,          PT1H5M",
        "1d2h3min4s5ms,             PT26H3M4.005S",
        "0 s,                       PT0S"
    })
    void all_amounts_in_a_text_are_summed(String text, Duration duration) {
        assertThat(DurationText.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5m", "1w", "12", "soon", "5  h", "PT-5S", "99999999999999999999 s", "9223372036854775807 d"
            })
    void a_text_without_an_amount_that_can_be_held_is_no_duration(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,              0 s",
        "PT24H,             1 day",
        "PT49H,             2 days 1 hour",
        "PT3H4M5.006S,      3 hours 4 min 5 s 6 ms",
        "PT0.5S,            500 ms"
    })
    void a_duration_is_written_as_it_is_read(Duration duration, String text) {
        assertThat(DurationText.of(duration)).isEqualTo(text);
        assertThat(DurationText.parse(text)).contains(duration);
    }

    @Test
    void a_duration_finer_than_a_millisecond_cannot_be_written() {
        assertThatThrownBy(() -> DurationText.of(Duration.ofNanos(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a duration in text must be a whole number of milliseconds, not negative, but was PT0.000000001S");
    }
}
