package io.maestro.internal.eval;

import static io.maestro.internal.eval.Sel.error;
import static io.maestro.internal.eval.Sel.eval;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.internal.eval.port.EvalResult;
import io.maestro.param.ParamValue;
import io.maestro.sel.EvalLimits;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class DatesTest {

    private static final String LA = "DateTimeZone.forID('America/Los_Angeles')";

    @Test
    void a_date_can_be_made_of_much() {
        assertThat(eval("new DateTime(0).toString()")).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(eval("new DateTime().getMillis()")).isEqualTo(FixedAmbient.NOW);
        assertThat(eval("new DateTime('2021-W24-2T10:20:30,5+05:00', DateTimeZone.UTC).toString()"))
                .isEqualTo("2021-06-15T05:20:30.500Z");
        assertThat(eval("new DateTime('2021-166').toString('MM-dd')")).isEqualTo("06-15");
        assertThat(eval("new DateTime(2020, 1, 1, 0, 0, 0, 0, " + LA + ").getMillis()"))
                .isEqualTo(1577865600000L);
        assertThat(eval("new DateTime(new DateTime(7), " + LA + ").toString()"))
                .isEqualTo("1969-12-31T16:00:00.007-08:00");
        assertThat(error("new DateTime('15/06/2021')")).isEqualTo("OTHER/bad-date-text");
        assertThat(error("new DateTime('2021-02-29')")).isEqualTo("OTHER/bad-date-field");
        assertThat(error("new DateTime(1.5)")).isEqualTo("TYPE/date-arg-type");
        assertThat(error("new DateTime(1, 2, 3)")).isEqualTo("TYPE/constructor-args");
    }

    @Test
    void a_date_without_a_zone_is_in_the_zone_of_the_evaluation() {
        var host = EvalHost.of(new FixedAmbient()).in(ZoneId.of("Asia/Kolkata"));

        var result = Sel.result("new DateTime(0).toString()", EvalLimits.defaults(), host);

        assertThat(result).isEqualTo(new EvalResult.Value(ParamValue.of("1970-01-01T05:30:00.000+05:30")));
    }

    @Test
    void days_and_longer_keep_the_time_of_day_where_the_clocks_change() {
        var before = "new DateTime(2019, 3, 9, 12, 0, 0, 0, " + LA + ")";
        assertThat(eval(before + ".plusDays(1).toString()")).isEqualTo("2019-03-10T12:00:00.000-07:00");
        assertThat(eval(before + ".plusHours(24).toString()")).isEqualTo("2019-03-10T13:00:00.000-07:00");
        assertThat(eval("new DateTime('2020-01-31').plusMonths(1).minusYears(1).toString('yyyyMMdd')"))
                .isEqualTo("20190228");
        assertThat(eval("Days.daysBetween(" + before + ", " + before + ".plusHours(48)).getDays()"))
                .isEqualTo(2L);
    }

    @Test
    void a_time_that_the_clocks_skip_does_not_exist() {
        assertThat(error("new DateTime(2019, 3, 10, 2, 30, 0, 0, " + LA + ")")).isEqualTo("OTHER/dst-gap");
        assertThat(error("new DateTime('2019-03-10T01:30', " + LA + ").withHourOfDay(2)"))
                .isEqualTo("OTHER/dst-gap");
        assertThat(
                        eval(
                                "new DateTime('2018-11-04T12:00', DateTimeZone.forID('America/Sao_Paulo')).withTimeAtStartOfDay().toString()"))
                .isEqualTo("2018-11-04T01:00:00.000-02:00");
        assertThat(
                        eval(
                                "new DateTime('2001-10-14T12:00', DateTimeZone.forID('America/Sao_Paulo')).millisOfDay().withMinimumValue().toString()"))
                .isEqualTo("2001-10-14T01:00:00.000-02:00");
    }

    @Test
    void parts_can_be_read_and_set() {
        var date = "new DateTime('2020-03-04T12:34:56.789')";
        assertThat(eval("d1 = " + date
                        + "; return '' + d1.getYear() + d1.getMonthOfYear() + d1.getDayOfYear() + d1.getSecondOfDay()"))
                .isEqualTo("202036445296");
        assertThat(eval(date + ".withDayOfWeek(7).withMillisOfDay(0).toString('yyyyMMdd HH')"))
                .isEqualTo("20200308 00");
        assertThat(eval(date + ".monthOfYear().getAsText() + " + date + ".dayOfWeek().getAsText()"))
                .isEqualTo("MarchWednesday");
        assertThat(eval(date + ".dayOfMonth().withMaximumValue().getDayOfMonth()"))
                .isEqualTo(31L);
        assertThat(eval(date + ".weekOfWeekyear().get()")).isEqualTo(10L);
        assertThat(error(date + ".withDayOfMonth(32)")).isEqualTo("OTHER/bad-date-field");
        assertThat(error(date + ".year()")).isEqualTo("UNKNOWN/method");
    }

    @Test
    void dates_compare_by_their_instant() {
        assertThat(eval("new DateTime('2021-06-15T10:00-07:00').isEqual(new DateTime('2021-06-15T17:00Z'))"))
                .isEqualTo(true);
        assertThat(eval("new DateTime(0).isBefore(new DateTime(1)) && !new DateTime(0).isAfter(null)"))
                .isEqualTo(true);
        assertThat(eval(LA + ".getOffset(new DateTime(0))")).isEqualTo(-28800000L);
    }

    @Test
    void patterns_print() {
        var date = "new DateTime(1583325296789, " + LA + ")";
        assertThat(eval(date + ".toString(\"yy yyyy/MM/dd hh:mm:ss.SSSS a EEE MMM D e w xxxx 'at' Z ZZ ZZZ z G C\")"))
                .isEqualTo(
                        "20 2020/03/04 04:34:56.7890 AM Wed Mar 64 3 10 2020 at -0800 -08:00 America/Los_Angeles PST AD 20");
        assertThat(error("new DateTime(0).toString('A')")).isEqualTo("OTHER/bad-date-pattern");
        assertThat(error("DateTimeFormat.forPattern('')")).isEqualTo("OTHER/bad-date-pattern");
    }

    @Test
    void patterns_parse() {
        assertThat(eval(parse("yyyyMMddHH", "2020030412"))).isEqualTo("2020-03-04T12:00:00.000Z");
        assertThat(eval(parse("d MMM yy, h a", "4 mar 20, 5 PM"))).isEqualTo("2020-03-04T17:00:00.000Z");
        assertThat(eval(parse("MMdd", "0229"))).isEqualTo("2000-02-29T00:00:00.000Z");
        assertThat(eval(parse("yyyy-MM-dd ZZ", "2020-01-01 +05:30"))).isEqualTo("2019-12-31T18:30:00.000Z");
        assertThat(eval(parse("yyyy ZZZ", "2020 Asia/Tokyo"))).isEqualTo("2019-12-31T15:00:00.000Z");
        assertThat(eval(parse("yyyy z", "2020 PST"))).isEqualTo("2020-01-01T08:00:00.000Z");
        assertThat(error(parse("yyyyMMdd", "2020-01-01"))).isEqualTo("OTHER/bad-date-text");
        assertThat(error(parse("yyyyMMdd", "20200230"))).isEqualTo("OTHER/bad-date-field");
    }

    @Test
    void zones_have_names_and_offsets() {
        assertThat(eval("'' + DateTimeZone.forID('+0530') + DateTimeZone.forID('UTC')"))
                .isEqualTo("+05:30UTC");
        assertThat(error("DateTimeZone.forID('Nowhere/Land')")).isEqualTo("OTHER/bad-zone");
        assertThat(error("DateTimeZone.forID('UTC').getOffset(0)")).isEqualTo("TYPE/class-cast");
    }

    @Test
    void numbers_too_large_for_dates_are_errors() {
        assertThat(error("new DateTime(0).plusYears(2147483647)")).isEqualTo("ARITHMETIC/arithmetic");
        assertThat(error("new DateTime(0).plusDays(3000000000)")).isEqualTo("TYPE/class-cast");
        assertThat(error("new DateTime(9223372036854775807).plusDays(1)")).isEqualTo("ARITHMETIC/arithmetic");
    }

    private static String parse(String pattern, String text) {
        return "DateTimeFormat.forPattern('" + pattern + "').withZone(DateTimeZone.UTC).parseDateTime('" + text
                + "').toString()";
    }
}
