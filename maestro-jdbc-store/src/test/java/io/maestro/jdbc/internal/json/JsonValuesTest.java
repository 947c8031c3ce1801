package io.maestro.jdbc.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.value.ValueCodecException;
import io.maestro.value.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonValuesTest {

    private static final ZonedDateTime SUMMER =
            ZonedDateTime.of(2026, 7, 1, 10, 15, 30, 123_456_789, ZoneId.of("Europe/Paris"));

    private final JsonValues values = new JsonValues(1_000);

    /** A value of a host's own. */
    record Row(
            long id,
            Optional<String> note,
            LocalDate day,
            ZonedDateTime at,
            BigDecimal price,
            double rate,
            Map<String, List<Integer>> counts,
            DayOfWeek weekday,
            Duration took,
            Map<String, String> $odd) {}

    /** Of which Jackson cannot know which one to make. */
    interface Shape {}

    /** One of them. */
    record Circle(int radius) implements Shape {}

    static List<Object> untyped() {
        var ordered = new LinkedHashMap<String, Object>();
        ordered.put("z", 1);
        ordered.put("$long", "no tag");
        ordered.put("$$", Map.of());
        return List.of(
                "text",
                "",
                "\ud83c\udfbc\u0000",
                "half \ud83c of one",
                true,
                7,
                -0.0,
                1.5e300,
                Double.NaN,
                5L,
                (short) 5,
                (byte) 5,
                5.5f,
                'c',
                new BigDecimal("1.10"),
                BigInteger.TWO.pow(70),
                Instant.parse("2026-11-25T10:15:30.123456789Z"),
                LocalDate.of(2026, 11, 25),
                LocalDateTime.of(2026, 11, 25, 1, 2, 3, 4),
                LocalTime.of(1, 2),
                SUMMER,
                OffsetDateTime.parse("2026-11-25T10:15:30+05:30"),
                Duration.ofNanos(1),
                UUID.randomUUID(),
                Arrays.asList(1, null, List.of(2L)),
                ordered,
                Map.of("$set", List.of(1)),
                new LinkedHashSet<>(List.of(3L, 1L, 2L)),
                List.of(),
                Map.of(),
                Set.of());
    }

    @ParameterizedTest
    @MethodSource("untyped")
    void values_of_which_nothing_is_declared_come_back_as_themselves(Object value) {
        var text = values.write(value, ValueType.any());
        var back = values.read(text, ValueType.any());

        assertThat(back).as(text).isEqualTo(value);
        assertThat(back.toString()).isEqualTo(value.toString());
    }

    @Test
    void bytes_come_back_as_themselves() {
        var text = values.write(new byte[] {1, -1}, ValueType.any());

        assertThat(values.read(text, ValueType.any())).isEqualTo(new byte[] {1, -1});
        assertThat(values.read(text, ValueType.of(byte[].class))).isEqualTo(new byte[] {1, -1});
    }

    @Test
    void other_values_of_which_nothing_is_declared_are_refused() {
        for (var value : List.of(
                new Circle(1),
                DayOfWeek.MONDAY,
                Optional.of(1),
                List.of(new Circle(1)),
                Map.of("a", new StringBuilder()),
                Map.of(1, "a"))) {
            assertThatThrownBy(() -> values.write(value, ValueType.any()))
                    .isInstanceOf(ValueCodecException.class)
                    .hasMessageContaining("declare the type of what the step returns");
        }
    }

    @Test
    void values_of_a_declared_type_come_back_as_themselves() {
        var row = new Row(
                Long.MAX_VALUE,
                Optional.of("half \ud83c"),
                LocalDate.of(2026, 11, 25),
                SUMMER,
                new BigDecimal("1.100"),
                -0.0,
                Map.of("a", List.of(1, 2)),
                DayOfWeek.FRIDAY,
                Duration.ofMillis(1),
                Map.of("$x", "$y"));

        var back = (Row) values.read(values.write(row, ValueType.of(Row.class)), ValueType.of(Row.class));

        assertThat(back).isEqualTo(row);
        assertThat(Double.doubleToRawLongBits(back.rate())).isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(back.price().scale()).isEqualTo(3);
    }

    @Test
    void type_arguments_count() {
        var type = ValueType.mapOf(ValueType.of(LocalDate.class), ValueType.listOf(Circle.class));
        var value = Map.of(LocalDate.of(2026, 1, 1), List.of(new Circle(2)));

        assertThat(values.read(values.write(value, type), type)).isEqualTo(value);
    }

    @Test
    void what_is_declared_later_counts_when_it_is_read() {
        assertThat(values.read(values.write(5L, ValueType.any()), ValueType.of(Long.class)))
                .isEqualTo(5L);
        assertThat(values.read(values.write(Set.of("a"), ValueType.any()), ValueType.setOf(ValueType.of(String.class))))
                .isEqualTo(Set.of("a"));
        assertThat(values.read(values.write(Map.of("radius", 3L), ValueType.any()), ValueType.of(Circle.class)))
                .isEqualTo(new Circle(3));
        assertThat(values.read(values.write(new Circle(3), ValueType.of(Circle.class)), ValueType.any()))
                .isEqualTo(Map.of("radius", 3));
        assertThat(values.read("{\"radius\":3,\"colour\":\"red\"}", ValueType.of(Circle.class)))
                .isEqualTo(new Circle(3));
        assertThat(values.read("[9223372036854775807, 1.0]", ValueType.any())).isEqualTo(List.of(Long.MAX_VALUE, 1.0));
    }

    @Nested
    class Wrong {

        @Test
        void a_type_that_could_not_be_read_is_refused_when_it_is_written() {
            assertThatThrownBy(() -> values.write(new Circle(1), ValueType.of(Shape.class)))
                    .isInstanceOf(ValueCodecException.class)
                    .hasMessageContaining("a Shape cannot be read from JSON");
        }

        @Test
        void a_text_above_the_limit_is_refused() {
            assertThatThrownBy(() -> values.write("x".repeat(999), ValueType.any()))
                    .isInstanceOf(ValueCodecException.class)
                    .hasMessage("a value must have at most 1000 characters as JSON but has 1001");
        }

        @Test
        void a_text_that_holds_no_such_value_is_refused() {
            for (var text : List.of("", "{", "null", "\"text\"", "[1]")) {
                assertThatThrownBy(() -> values.read(text, ValueType.of(Circle.class)))
                        .as(text)
                        .isInstanceOf(ValueCodecException.class);
            }
            assertThatThrownBy(() -> values.read("{\"$nothing\": \"5\"}", ValueType.any()))
                    .isInstanceOf(ValueCodecException.class)
                    .hasMessageContaining("'$nothing' tells no type that is known");
        }
    }
}
