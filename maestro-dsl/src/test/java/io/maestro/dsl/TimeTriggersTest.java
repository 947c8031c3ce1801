package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.definition.CronExpression;
import io.maestro.definition.Setting;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.TimeTrigger;
import io.maestro.definition.TimeTrigger.Schedule;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTriggersTest {

    private static TimeTrigger trigger(String json) {
        var definition = WorkflowJson.read(Requests.withWorkflow("\"time_triggers\": [" + json + "]"));
        assertThat(WorkflowJson.read(WorkflowJson.write(definition))).isEqualTo(definition);
        assertThat(WorkflowYaml.read(WorkflowYaml.write(definition))).isEqualTo(definition);
        return definition.triggers().time().getFirst();
    }

    @Test
    void a_trigger_has_a_cron_expression_or_a_name_or_an_interval() {
        assertThat(trigger("{\"type\": \"cron\", \"cron\": \"0 0 12 1/1 * ? *\", \"timezone\": \"US/Pacific\"}"))
                .isEqualTo(new TimeTrigger.Cron(
                        new CronExpression("0 0 12 1/1 * ? *"),
                        Optional.of(ZoneId.of("US/Pacific")),
                        Optional.empty()));
        assertThat(trigger("{\"type\": \"PREDEFINED\", \"expression\": \"@daily\", \"timezone\": \"\"}"))
                .isEqualTo(new TimeTrigger.Predefined(Schedule.DAILY, Optional.empty(), Optional.empty()));
        assertThat(trigger("{\"type\": \"PREDEFINED\", \"expression\": \"Hourly\"}"))
                .isEqualTo(new TimeTrigger.Predefined(Schedule.HOURLY, Optional.empty(), Optional.empty()));
        assertThat(trigger("{\"type\": \"interval\", \"interval\": \"3H\", \"start\": \"2021-03-26 16:00:18.089PST\"}"))
                .isEqualTo(new TimeTrigger.Interval("3H", Optional.of("2021-03-26 16:00:18.089PST"), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"4320 | PT4.32S", "0 | PT0S", "\"30s\" | PT30S", "\"2 hours, 5 mins\" | PT2H5M"})
    void a_start_may_be_late_by_milliseconds_or_a_duration_in_words(String json, Duration delay) {
        assertThat(trigger("{\"type\": \"PREDEFINED\", \"expression\": \"@daily\", \"fuzzy_max_delay\": " + json + "}")
                        .fuzzyMaxDelay())
                .contains(Setting.of(delay));
    }

    @Test
    void the_delay_may_refer_to_params() {
        assertThat(trigger("{\"type\": \"INTERVAL\", \"interval\": \"1h\", \"fuzzy_max_delay\": \"${late}\"}")
                        .fuzzyMaxDelay())
                .contains(new Setting.Interpolated<>("${late}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | /type: the member 'type' is missing [MISSING]",
                "{\"type\": \"CORN\", \"any\": 1} | /type: expected one of CRON, PREDEFINED, INTERVAL but found 'CORN'; did you mean 'CRON'? [UNKNOWN_VALUE]",
                "{\"type\": \"CRON\"} | /cron: the member 'cron' is missing [MISSING]",
                "{\"type\": \"CRON\", \"cron\": \"61 * * * *\"} | /cron: the minute in '61 * * * *' must be from 0 to 59 but was 61 [UNKNOWN_VALUE]",
                "{\"type\": \"CRON\", \"cron\": \"* * * * *\"} | /cron: the times of '* * * * *' must be at least 2 minutes apart [OUT_OF_RANGE]",
                "{\"type\": \"CRON\", \"cron\": \"0 * * * *\", \"timezone\": \"Mars/Base\"} | /timezone: expected a time zone such as 'UTC', 'Europe/Paris' or '+02:00' but found 'Mars/Base' [UNKNOWN_VALUE]",
                "{\"type\": \"CRON\", \"cron\": \"0 * * * *\", \"timezone\": \"US/Pacfic\"} | /timezone: expected a time zone such as 'UTC', 'Europe/Paris' or '+02:00' but found 'US/Pacfic'; did you mean 'US/Pacific'? [UNKNOWN_VALUE]",
                "{\"type\": \"CRON\", \"cron\": \"0 * * * *\", \"time_zone\": \"UTC\"} | /time_zone: the member 'time_zone' is not known; did you mean 'timezone'? [UNKNOWN_MEMBER]",
                "{\"type\": \"CRON\", \"cron\": \"0 * * * *\", \"fuzzy_max_delay\": \"5m\"} | /fuzzy_max_delay: expected milliseconds or a duration such as '2 hours' or '30 min' but found the text '5m' [UNKNOWN_VALUE]",
                "{\"type\": \"CRON\", \"cron\": \"0 * * * *\", \"fuzzy_max_delay\": -1} | /fuzzy_max_delay: must not be negative but was -1 [OUT_OF_RANGE]",
                "{\"type\": \"PREDEFINED\", \"cron\": \"0 * * * *\", \"expression\": \"@daily\"} | /cron: the member 'cron' is not known; expected one of type, expression, timezone, fuzzy_max_delay [UNKNOWN_MEMBER]",
                "{\"type\": \"PREDEFINED\", \"expression\": \"@dayly\"} | /expression: expected one of @hourly, @daily, @weekly, @monthly, @yearly but found '@dayly'; did you mean '@daily'? [UNKNOWN_VALUE]",
                "{\"type\": \"INTERVAL\", \"timezone\": \"UTC\", \"interval\": \"1h\"} | /timezone: the member 'timezone' is not known; expected one of type, interval, start, fuzzy_max_delay [UNKNOWN_MEMBER]",
                "{\"type\": \"INTERVAL\"} | /interval: the member 'interval' is missing [MISSING]"
            })
    void a_trigger_that_makes_no_sense_is_refused(String json, String problem) {
        assertThat(Refusals.ofWorkflow("\"time_triggers\": [" + json + "]"))
                .hasSize(1)
                .first()
                .asString()
                .endsWith(" /workflow/time_triggers/0" + problem);
    }

    @Test
    void a_delay_is_written_in_words_and_times_that_the_format_does_not_take_are_not_written() {
        var late = new TimeTrigger.Cron(
                new CronExpression("0 * * * *"), Optional.empty(), Optional.of(Setting.of(Duration.ofMillis(90_500))));
        var dense = new TimeTrigger.Cron(new CronExpression("* * * * *"), Optional.empty(), Optional.empty());

        assertThat(WorkflowJson.writeCompact(with(late)))
                .contains(
                        "\"time_triggers\":[{\"type\":\"CRON\",\"cron\":\"0 * * * *\",\"fuzzy_max_delay\":\"1 min 30 s 500 ms\"}]");
        assertThatThrownBy(() -> WorkflowJson.write(with(dense)))
                .isInstanceOf(UnwritableDefinitionException.class)
                .hasMessage(
                        "workflow 'w' cannot be written as text: the times of '* * * * *' are not at least 2 minutes apart");
    }

    private static WorkflowDefinition with(TimeTrigger trigger) {
        return WorkflowDefinition.builder(new WorkflowId("w"))
                .timeTrigger(trigger)
                .step(TypedStep.of(new StepId("a"), StepType.NO_OP))
                .build();
    }
}
