package io.maestro.param;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.maestro.param.ParamValue.MapValue;
import io.maestro.param.ParamValue.StringArray;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParamCodecTest {

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "grass";
            }
        }
    }

    static Stream<Arguments> valuesWithTheirCodecs() {
        return Stream.of(
                Arguments.of(ParamCodec.of(String.class), "north", ParamValue.of("north")),
                Arguments.of(ParamCodec.of(Long.class), 7L, ParamValue.of(7)),
                Arguments.of(ParamCodec.of(Integer.class), 7, ParamValue.of(7)),
                Arguments.of(ParamCodec.of(int.class), 7, ParamValue.of(7)),
                Arguments.of(ParamCodec.of(Double.class), 0.5, ParamValue.of(0.5)),
                Arguments.of(ParamCodec.of(Boolean.class), true, ParamValue.of(true)),
                Arguments.of(
                        ParamCodec.of(LocalDate.class), LocalDate.parse("2026-11-22"), ParamValue.of("2026-11-22")),
                Arguments.of(
                        ParamCodec.of(LocalDateTime.class),
                        LocalDateTime.parse("2026-11-22T08:30"),
                        ParamValue.of("2026-11-22T08:30")),
                Arguments.of(
                        ParamCodec.of(ZonedDateTime.class),
                        ZonedDateTime.parse("2026-11-22T08:30+01:00[Europe/Paris]"),
                        ParamValue.of("2026-11-22T08:30+01:00[Europe/Paris]")),
                Arguments.of(
                        ParamCodec.of(Instant.class),
                        Instant.parse("2026-11-22T07:30:00Z"),
                        ParamValue.of("2026-11-22T07:30:00Z")),
                Arguments.of(ParamCodec.of(Duration.class), Duration.ofMinutes(10), ParamValue.of("PT10M")),
                text(LocalTime.class, LocalTime::parse, "08:30"),
                text(OffsetTime.class, OffsetTime::parse, "08:30+01:00"),
                text(OffsetDateTime.class, OffsetDateTime::parse, "2026-11-22T08:30+01:00"),
                text(Period.class, Period::parse, "P1M15D"),
                text(YearMonth.class, YearMonth::parse, "2026-11"),
                text(MonthDay.class, MonthDay::parse, "--11-22"),
                text(ZoneId.class, ZoneId::of, "Europe/Paris"),
                text(ZoneId.class, ZoneId::of, "+01:00"),
                text(DayOfWeek.class, DayOfWeek::valueOf, "SUNDAY"),
                text(Month.class, Month::valueOf, "NOVEMBER"),
                text(UUID.class, UUID::fromString, "6f2c1a54-2f0b-4a56-9d0e-3c1d8a7f4b10"),
                text(URI.class, URI::create, "s3://bucket/key"),
                text(BigInteger.class, BigInteger::new, "12345678901234567890"),
                text(BigDecimal.class, BigDecimal::new, "9.950"),
                Arguments.of(ParamCodec.of(Year.class), Year.of(2026), ParamValue.of(2026)),
                Arguments.of(ParamCodec.of(Colour.class), Colour.GREEN, ParamValue.of("GREEN")),
                Arguments.of(
                        ParamCodec.listOf(String.class),
                        List.of("a", "b"),
                        new ParamValue.StringArray(List.of("a", "b"))),
                Arguments.of(ParamCodec.listOf(Long.class), List.of(1L, 2L), new ParamValue.LongArray(List.of(1L, 2L))),
                Arguments.of(
                        ParamCodec.listOf(Integer.class), List.of(1, 2), new ParamValue.LongArray(List.of(1L, 2L))),
                Arguments.of(ParamCodec.listOf(Double.class), List.of(0.5), new ParamValue.DoubleArray(List.of(0.5))),
                Arguments.of(
                        ParamCodec.listOf(Boolean.class), List.of(true), new ParamValue.BooleanArray(List.of(true))),
                Arguments.of(
                        ParamCodec.listOf(LocalDate.class),
                        List.of(LocalDate.parse("2026-11-22")),
                        new ParamValue.StringArray(List.of("2026-11-22"))),
                Arguments.of(ParamCodec.mapOfStrings(), Map.of("k", "v"), new ParamValue.StringMap(Map.of("k", "v"))));
    }

    private static <T> Arguments text(Class<T> type, Function<String, T> parser, String text) {
        return Arguments.of(ParamCodec.of(type), parser.apply(text), ParamValue.of(text));
    }

    @ParameterizedTest
    @MethodSource("valuesWithTheirCodecs")
    void a_codec_writes_its_type_and_reads_what_it_wrote(ParamCodec<Object> codec, Object value, ParamValue written) {
        assertThat(codec.write("p", value)).isEqualTo(written);
        assertThat(codec.writeAny("p", value)).isEqualTo(written);
        assertThat(codec.type()).isEqualTo(written.type());
        assertThat(codec.read("p", written)).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("valuesWithTheirCodecs")
    void a_value_without_a_codec_is_written_as_its_codec_would(
            ParamCodec<Object> codec, Object value, ParamValue written) {
        assertThat(ParamCodec.encode("p", value)).isEqualTo(written);
    }

    @Test
    void a_param_value_stays_as_it_is() {
        var value = ParamValue.of(7);

        assertThat(ParamCodec.encode("p", value)).isSameAs(value);
    }

    @Test
    void a_map_that_holds_more_than_texts_becomes_a_map_of_values() {
        assertThat(ParamCodec.encode("p", Map.of("n", 1, "inner", Map.of("t", "x"))))
                .isEqualTo(new ParamValue.MapValue(
                        Map.of("n", ParamValue.of(1), "inner", new ParamValue.StringMap(Map.of("t", "x")))));
    }

    @Test
    void a_map_of_values_that_are_all_texts_is_read_as_a_map_of_texts() {
        var map = new ParamValue.MapValue(Map.of("k", ParamValue.of("v")));

        assertThat(ParamCodec.mapOfStrings().read("p", map)).isEqualTo(Map.of("k", "v"));
    }

    @Test
    void an_empty_list_is_read_as_a_list_of_any_type() {
        var empty = ParamCodec.encode("p", List.of());

        assertThat(ParamCodec.listOf(Long.class).read("p", empty)).isEmpty();
        assertThat(ParamCodec.listOf(Boolean.class).read("p", empty)).isEmpty();
    }

    @Test
    void a_whole_number_is_read_as_a_double_unless_that_loses_digits() {
        var codec = ParamCodec.of(Double.class);

        assertThat(codec.read("p", ParamValue.of(3))).isEqualTo(3.0);
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> codec.read("p", ParamValue.of((1L << 53) + 1)));
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> codec.read("p", ParamValue.of(Long.MIN_VALUE)));
    }

    @Test
    void numbers_are_read_as_numbers_of_any_size() {
        assertThat(ParamCodec.of(BigDecimal.class).read("p", ParamValue.of(0.1)))
                .isEqualTo(new BigDecimal("0.1"));
        assertThat(ParamCodec.of(BigDecimal.class).read("p", ParamValue.of(7))).isEqualTo(new BigDecimal("7"));
        assertThat(ParamCodec.of(BigInteger.class).read("p", ParamValue.of(7))).isEqualTo(BigInteger.valueOf(7));
    }

    @Test
    void a_value_has_the_codec_of_the_class_that_people_know_it_by() {
        ZoneId zone = ZoneId.of("+01:00");

        assertThat(ParamCodec.ofValue(zone).read("p", ParamValue.of("Europe/Paris")))
                .isEqualTo(ZoneId.of("Europe/Paris"));
        assertThat(ParamCodec.ofValue(Colour.GREEN).read("p", ParamValue.of("RED")))
                .isEqualTo(Colour.RED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParamCodec.ofValue(new AtomicLong()))
                .withMessageStartingWith("no param holds values of type java.util.concurrent.atomic.AtomicLong");
    }

    @Test
    void a_map_of_values_keeps_its_order_and_holds_lists_and_maps() {
        var codec = ParamCodec.mapOf(ParamCodec.mapOf(ParamCodec.listOf(LocalDate.class)));
        var days = new LinkedHashMap<String, Map<String, List<LocalDate>>>();
        days.put("eu", Map.of("open", List.of(LocalDate.EPOCH)));
        days.put("asia", Map.of());

        var written = codec.write("days", days);

        assertThat(written)
                .isEqualTo(new ParamValue.MapValue(Map.of(
                        "eu",
                        new ParamValue.MapValue(Map.of("open", new ParamValue.StringArray(List.of("1970-01-01")))),
                        "asia",
                        new ParamValue.MapValue(Map.of()))));
        assertThat(codec.read("days", written)).containsExactlyEntriesOf(days);
    }

    @Test
    void a_list_whose_elements_are_no_single_values_has_no_codec() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParamCodec.listOf(ParamCodec.mapOfStrings()))
                .withMessage("no param holds a list with each element a map with each value a text: the elements of a"
                        + " list are single values; a map by name can hold others");
    }

    @Test
    void what_a_caller_without_types_gives_is_written_as_the_codec_can_read_it() {
        assertThat(ParamCodec.of(LocalDate.class).writeAny("p", "2026-11-22")).isEqualTo(ParamValue.of("2026-11-22"));
        assertThat(ParamCodec.listOf(Long.class).writeAny("p", List.of()))
                .isEqualTo(new ParamValue.LongArray(List.of()));
        assertThat(ParamCodec.listOf(LocalDate.class).writeAny("p", List.of("2026-11-22", LocalDate.EPOCH)))
                .isEqualTo(new ParamValue.StringArray(List.of("2026-11-22", "1970-01-01")));
        assertThat(ParamCodec.listOf(Double.class).writeAny("p", List.of(1, 2)))
                .isEqualTo(new ParamValue.LongArray(List.of(1L, 2L)));
        assertThat(ParamCodec.mapOf(ParamCodec.of(Colour.class)).writeAny("p", Map.of("k", "RED")))
                .isEqualTo(new ParamValue.MapValue(Map.of("k", ParamValue.of("RED"))));
    }

    static Stream<Arguments> unreadableValues() {
        return Stream.of(
                Arguments.of(
                        ParamCodec.of(Long.class), ParamValue.of("7"), "must be a whole number but was STRING '7'"),
                Arguments.of(
                        ParamCodec.of(Integer.class),
                        ParamValue.of(1L << 31),
                        "must be a whole number of 32 bits but was LONG '2147483648'"),
                Arguments.of(ParamCodec.of(String.class), ParamValue.of(7), "must be a text but was LONG '7'"),
                Arguments.of(
                        ParamCodec.of(Boolean.class),
                        ParamValue.of("true"),
                        "must be true or false but was STRING 'true'"),
                Arguments.of(
                        ParamCodec.of(LocalDate.class),
                        ParamValue.of("today"),
                        "must be a date such as '2026-11-22' but was STRING 'today'"),
                Arguments.of(
                        ParamCodec.of(Colour.class),
                        ParamValue.of("BLUE"),
                        "must be one of RED, GREEN but was STRING 'BLUE'"),
                Arguments.of(
                        ParamCodec.of(Colour.class),
                        ParamValue.of("Green"),
                        "must be one of RED, GREEN but was STRING 'Green'; did you mean 'GREEN'?"),
                Arguments.of(
                        ParamCodec.of(Colour.class), ParamValue.of(1), "must be one of RED, GREEN but was LONG '1'"),
                Arguments.of(
                        ParamCodec.of(Year.class),
                        ParamValue.of(1L << 40),
                        "must be a year such as 2026 but was LONG '1099511627776'"),
                Arguments.of(
                        ParamCodec.of(ZoneId.class),
                        ParamValue.of("Europe/Pari"),
                        "must be a time zone such as 'Europe/Paris' but was STRING 'Europe/Pari'"),
                Arguments.of(
                        ParamCodec.of(UUID.class),
                        ParamValue.of("1-1-1-1-1"),
                        "must be a UUID such as '6f2c1a54-2f0b-4a56-9d0e-3c1d8a7f4b10' but was STRING '1-1-1-1-1'"),
                Arguments.of(
                        ParamCodec.of(URI.class),
                        ParamValue.of("a b"),
                        "must be a URI such as 's3://bucket/key' but was STRING 'a b'"),
                Arguments.of(
                        ParamCodec.of(BigDecimal.class),
                        ParamValue.of("9,95"),
                        "must be a decimal number such as '9.95' but was STRING '9,95'"),
                Arguments.of(
                        ParamCodec.of(BigDecimal.class),
                        ParamValue.of(Double.NaN),
                        "must be a decimal number such as '9.95' but was DOUBLE 'NaN'"),
                Arguments.of(
                        ParamCodec.listOf(Long.class),
                        ParamValue.of(1),
                        "must be a list with each element a whole number but was LONG '1'"),
                Arguments.of(
                        ParamCodec.mapOfStrings(),
                        ParamValue.of("k"),
                        "must be a map with each value a text but was STRING 'k'"));
    }

    @ParameterizedTest
    @MethodSource("unreadableValues")
    void a_value_of_another_type_is_refused_with_the_name_what_was_found_and_what_was_expected(
            ParamCodec<?> codec, ParamValue value, String message) {
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> codec.read("day", value))
                .withMessage("param 'day' " + message)
                .satisfies(e -> assertThat(e.param()).isEqualTo("day"));
    }

    @Test
    void a_part_of_a_value_is_refused_with_its_path() {
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() ->
                        ParamCodec.listOf(LocalDate.class).read("days", new StringArray(List.of("2026-11-22", "now"))))
                .withMessage("param 'days[1]' must be a date such as '2026-11-22' but was STRING 'now'")
                .satisfies(e -> assertThat(e.param()).isEqualTo("days[1]"));
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> ParamCodec.mapOfStrings().read("m", new MapValue(Map.of("k", ParamValue.of(1)))))
                .withMessage("param 'm.k' must be a text but was LONG '1'");
    }

    @Test
    void a_long_text_is_cut_in_the_message() {
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> ParamCodec.of(Long.class).read("p", ParamValue.of("x".repeat(5000))))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    static Stream<Arguments> unencodableValues() {
        var withNull = new HashMap<String, Object>();
        withNull.put("k", null);
        return Stream.of(
                Arguments.of(
                        new AtomicLong(),
                        "param 'p' cannot hold a java.util.concurrent.atomic.AtomicLong; expected String, Long"),
                Arguments.of(List.of(1, 0.5), "param 'p' must be a list of one type but has elements of the types"),
                Arguments.of(List.of(List.of(1)), "param 'p' must be a list of single values but has the element [1]"),
                Arguments.of(Map.of(1, "x"), "param 'p' must be a map with text keys but has the key 1"),
                Arguments.of(Arrays.asList("a", null), "param 'p[1]' must not be null"),
                Arguments.of(withNull, "param 'p.k' must not be null"));
    }

    @ParameterizedTest
    @MethodSource("unencodableValues")
    void a_value_that_no_param_holds_is_refused(Object value, String message) {
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> ParamCodec.encode("p", value))
                .withMessageStartingWith(message);
    }

    @Test
    void a_class_without_a_codec_is_refused_with_those_that_have_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParamCodec.of(AtomicLong.class))
                .withMessageContaining("java.util.concurrent.atomic.AtomicLong")
                .withMessageContaining("LocalDate")
                .withMessageContaining("an enum");
    }

    @Test
    @SuppressWarnings("NullAway") // stands for a caller without null checks
    void null_is_refused_at_the_border() {
        var codec = ParamCodec.of(String.class);

        assertThatNullPointerException()
                .isThrownBy(() -> codec.write("p", null))
                .withMessage("value");
        assertThatNullPointerException().isThrownBy(() -> codec.read("p", null)).withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> ParamCodec.encode("p", null))
                .withMessage("value");
    }
}
