package io.maestro.param;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    @ParameterizedTest
    @MethodSource("valuesWithTheirCodecs")
    void a_codec_writes_its_type_and_reads_what_it_wrote(ParamCodec<Object> codec, Object value, ParamValue written) {
        assertThat(codec.write(value)).isEqualTo(written);
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
                        ParamCodec.listOf(Long.class),
                        new ParamValue.StringArray(List.of("a")),
                        "must be a list with each element a whole number but was STRING_ARRAY '[a]'"),
                Arguments.of(
                        ParamCodec.listOf(Long.class),
                        ParamValue.of(1),
                        "must be a list with each element a whole number but was LONG '1'"),
                Arguments.of(
                        ParamCodec.mapOfStrings(),
                        new ParamValue.MapValue(Map.of("k", ParamValue.of(1))),
                        "must be a map of texts but was MAP '{k=1}'"));
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
    void a_long_text_is_cut_in_the_message() {
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> ParamCodec.of(Long.class).read("p", ParamValue.of("x".repeat(5000))))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    static Stream<Arguments> unencodableValues() {
        var withNull = new HashMap<String, Object>();
        withNull.put("k", null);
        return Stream.of(
                Arguments.of(BigDecimal.ONE, "cannot hold a java.math.BigDecimal; expected String, Long"),
                Arguments.of(List.of(1, 0.5), "elements of the types [LONG, DOUBLE]"),
                Arguments.of(List.of(List.of(1)), "list of single values but has the element [1]"),
                Arguments.of(Map.of(1, "x"), "map with text keys but has the key 1"),
                Arguments.of(Arrays.asList("a", null), "must not hold null"),
                Arguments.of(withNull, "must not hold null"));
    }

    @ParameterizedTest
    @MethodSource("unencodableValues")
    void a_value_that_no_param_holds_is_refused(Object value, String message) {
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> ParamCodec.encode("p", value))
                .withMessageStartingWith("param 'p' ")
                .withMessageContaining(message);
    }

    @Test
    void a_class_without_a_codec_is_refused_with_those_that_have_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParamCodec.of(BigDecimal.class))
                .withMessageContaining("java.math.BigDecimal")
                .withMessageContaining("LocalDate")
                .withMessageContaining("an enum");
    }

    @Test
    @SuppressWarnings("NullAway") // stands for a caller without null checks
    void null_is_refused_at_the_border() {
        var codec = ParamCodec.of(String.class);

        assertThatNullPointerException().isThrownBy(() -> codec.write(null)).withMessage("value");
        assertThatNullPointerException().isThrownBy(() -> codec.read("p", null)).withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> ParamCodec.encode("p", null))
                .withMessage("value");
    }
}
