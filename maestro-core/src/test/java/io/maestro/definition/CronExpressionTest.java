package io.maestro.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 * * * *",
                "*/2 * * * *",
                " 5,35  0-6/2 1 JAN-mar Mon ",
                "10/20 22 * * 0",
                "/20 * * * *",
                "0 0 22-2 ? * FRI-MON",
                "0 12 * * 7",
                "0 0 12 1/1 * ? *",
                "0 0 13 1 * ? *",
                "0 0 9 L * ?",
                "0 0 9 LW * ?",
                "0 0 9 L-3 * ?",
                "0 0 9 15W,L JAN,JUL ? 2026-2030/2",
                "0 15 10 ? * 6L",
                "0 15 10 ? * FRI#3",
                "0 15 10 ? * mon-fri 1970"
            })
    void an_expression_of_unix_or_quartz_is_taken(String text) {
        assertThat(new CronExpression(text).text()).isEqualTo(text);
        assertThat(new CronExpression(text).isDense()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void times_with_a_name_are_an_expression(TimeTrigger.Schedule schedule) {
        assertThat(schedule.cron().isDense()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "` ` | a cron expression must not be blank",
                "every day | a cron expression has 5 fields, or 6 or 7 of which the first is the second, but 'every day' has 2",
                "0 0 0 1 1 ? 2026 x | a cron expression has 5 fields, or 6 or 7 of which the first is the second, but '0 0 0 1 1 ? 2026 x' has 8",
                "60 * * * * | the minute in '60 * * * *' must be from 0 to 59 but was 60",
                "0 24 * * * | the hour in '0 24 * * *' must be from 0 to 23 but was 24",
                "0 0 0 * * | the day of the month in '0 0 0 * *' must be from 1 to 31 but was 0",
                "0 0 * 13 * | the month in '0 0 * 13 *' must be from 1 to 12 but was 13",
                "0 0 * * 8 | the day of the week in '0 0 * * 8' must be from 0 to 7 but was 8",
                "0 0 0 ? * 0 | the day of the week in '0 0 0 ? * 0' must be from 1 to 7 but was 0",
                "0 0 0 ? * 1 1969 | the year in '0 0 0 ? * 1 1969' must be from 1970 to 2099 but was 1969",
                "*/0 * * * * | the step of the minute in '*/0 * * * *' must be from 1 to 59 but was 0",
                "*/60 * * * * | the step of the minute in '*/60 * * * *' must be from 1 to 59 but was 60",
                "5-1 * * * * | the range '5-1' of the minute in '5-1 * * * *' must not go backwards",
                "0 0 0 ? * 1 2030-2026 | the range '2030-2026' of the year in '0 0 0 ? * 1 2030-2026' must not go backwards",
                "1-2-3 * * * * | the minute in '1-2-3 * * * *' must be *, a number from 0 to 59, a range such as 1-5, a step such as */5 or a list of these but was '1-2-3'",
                "1,,2 * * * * | the minute in '1,,2 * * * *' must be *, a number from 0 to 59, a range such as 1-5, a step such as */5 or a list of these but was ''",
                "1/2/3 * * * * | the minute in '1/2/3 * * * *' must be *, a number from 0 to 59, a range such as 1-5, a step such as */5 or a list of these but was '1/2/3'",
                "*/x * * * * | the minute in '*/x * * * *' must be *, a number from 0 to 59, a range such as 1-5, a step such as */5 or a list of these but was '*/X'",
                "0 0 L * * | the day of the month in '0 0 L * *' must be *, a number from 1 to 31, a range such as 1-5, a step such as */5 or a list of these but was 'L'",
                "0 0 0 32W * ? | the day of the month in '0 0 0 32W * ?' must be *, a number from 1 to 31, a range such as 1-5, a step such as */5 or a list of these but was '32W'",
                "0 0 0 1 * 1 | either the day of the month or the day of the week of a cron expression with seconds must be '?' but '0 0 0 1 * 1' has neither",
                "0 0 0 ? * ? | either the day of the month or the day of the week of a cron expression with seconds must be '?' but '0 0 0 ? * ?' has both"
            })
    void what_is_no_expression_is_refused(String text, String message) {
        assertThatThrownBy(() -> new CronExpression(text))
                .isInstanceOfSatisfying(
                        InvalidCronException.class,
                        e -> assertThat(e.expression()).isEqualTo(text))
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* * * * *",
                "0,1 * * * *",
                "0-10/1 3 * * *",
                "0,59 8,9 * * *",
                "59,0 23,0 * * *",
                "*/30 0 0 1 * ?",
                "0 * 12 ? * MON"
            })
    void times_that_can_be_less_than_two_minutes_apart_are_dense(String text) {
        assertThat(new CronExpression(text).isDense()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,59 8,10 * * *", "0,2,4 * * * *", "1/2 * * * *", "30 */2 0 1 * ?"})
    void times_that_are_two_minutes_apart_or_more_are_not_dense(String text) {
        assertThat(new CronExpression(text).isDense()).isFalse();
    }
}
