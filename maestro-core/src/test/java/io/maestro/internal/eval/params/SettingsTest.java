package io.maestro.internal.eval.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.definition.InvalidSettingException;
import io.maestro.definition.Setting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Settings SETTINGS = new Settings(
            Params.evaluated("{'hours': {'type': 'LONG', 'value': 2}, 'text': {'type': 'STRING', 'value': 'soon'}}"),
            Worlds.COMPILERS);

    @Test
    void a_duration_is_seconds_or_a_text_with_units() {
        assertThat(duration("${hours}0")).isEqualTo(Duration.ofSeconds(20));
        assertThat(duration("$hours hours")).isEqualTo(Duration.ofHours(2));
        assertThat(SETTINGS.duration("timeout", Setting.of(Duration.ofDays(1)))).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void a_number_is_a_whole_number_from_0() {
        assertThat(SETTINGS.number("error_retry_limit", new Setting.Interpolated<>("1$hours")))
                .isEqualTo(12);
        assertThatThrownBy(() -> SETTINGS.number("error_retry_limit", new Setting.Interpolated<>("-$hours")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("the error_retry_limit '-$hours' comes to '-2', which is no whole number from 0");
    }

    @Test
    void a_setting_that_cannot_be_read_is_an_error() {
        assertThatThrownBy(() -> duration("$text")).hasMessageContaining("comes to 'soon'");
        assertThatThrownBy(() -> duration("${hour}s"))
                .hasMessage("the timeout '${hour}s' refers to 'hour', which is no param of the workflow;"
                        + " did you mean 'hours'?");
    }

    private static Duration duration(String text) {
        return SETTINGS.duration("timeout", new Setting.Interpolated<>(text));
    }
}
