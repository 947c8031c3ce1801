package io.maestro.internal.eval;

import static io.maestro.internal.eval.Sel.error;
import static io.maestro.internal.eval.Sel.eval;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorsTest {

    @Test
    void integers_wrap_and_divide_as_in_java() {
        assertThat(eval("-7 / 2")).isEqualTo(-3L);
        assertThat(eval("-7 % 3")).isEqualTo(-1L);
        assertThat(eval("9223372036854775807 + 1")).isEqualTo(Long.MIN_VALUE);
        assertThat(error("1 / 0")).isEqualTo("ARITHMETIC/arithmetic");
        assertThat(error("x % 0")).isEqualTo("ARITHMETIC/arithmetic");
    }

    @Test
    void a_decimal_number_on_either_side_makes_the_result_one() {
        assertThat(eval("x / 4.0")).isEqualTo(2.5);
        assertThat(eval("d * x")).isEqualTo(15.0);
        assertThat(eval("1 / 0.0")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(eval("1 == 1.0")).isEqualTo(true);
        assertThat(eval("-d")).isEqualTo(-1.5);
    }

    @Test
    void plus_joins_texts_from_the_left() {
        assertThat(eval("1 + 2 + 'a' + 1 + 2.0 + null + true")).isEqualTo("3a12.0nulltrue");
        assertThat(eval("null + 1")).isEqualTo("null1");
        assertThat(eval("'' + mp")).isEqualTo("{k=v, n=5}");
        assertThat(eval("'' + DateTimeZone.UTC + new DateTime(0)")).isEqualTo("UTC1970-01-01T00:00:00.000Z");
        assertThat(eval("String q; return q + 'x'")).isEqualTo("nullx");
    }

    @Test
    void equality_of_a_number_and_a_text_depends_on_the_side() {
        assertThat(eval("1 == '1'")).isEqualTo(true);
        assertThat(eval("1.5 != '1.5'")).isEqualTo(false);
        assertThat(error("'1' == 1")).isEqualTo("TYPE/type-mismatch");
    }

    @Test
    void null_can_be_compared_and_joined_but_nothing_else() {
        assertThat(eval("null == unknown && x != null && null != mp")).isEqualTo(true);
        assertThat(eval("null < 1 || null > 1")).isEqualTo(false);
        assertThat(error("null <= 1")).isEqualTo("TYPE/operator");
        assertThat(error("mp == null")).isEqualTo("TYPE/operator");
        assertThat(error("1 + null")).isEqualTo("TYPE/type-mismatch");
        assertThat(error("null == Math")).isEqualTo("TYPE/no-value");
    }

    @Test
    void both_sides_of_and_and_or_are_evaluated() {
        assertThat(error("false && 1 / 0 == 1")).isEqualTo("ARITHMETIC/arithmetic");
        assertThat(error("true || unknown.foo()")).isEqualTo("UNKNOWN/method");
        assertThat(eval("true ? 1 : 1 / 0")).isEqualTo(1L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x == b|type-mismatch",
                "x && b|type-mismatch",
                "x && x|operator",
                "d == b|class-cast",
                "d + null|operator",
                "s < s|operator",
                "s - 1|operator",
                "b + b|operator",
                "b == s|type-mismatch",
                "arr == arr|operator",
                "mp + 'x'|operator",
                "Util && b|operator",
                "!x|operator",
                "-s|operator",
                "+b|operator",
                "null && b|operator",
                "new DateTime() == null|operator",
                "x ? 1 : 2|class-cast",
                "UUID.randomUUID() == null|operator",
                "'' + UUID.randomUUID()|no-value"
            })
    void operands_that_do_not_fit_are_type_errors(String text, String detail) {
        assertThat(error(text)).isEqualTo("TYPE/" + detail);
    }
}
