package io.maestro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.param.ParamConversionException;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelEvaluationException;
import io.maestro.sel.SelLimitException;
import io.maestro.sel.SelSyntaxException;
import io.maestro.sel.SelThrownException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The expression language by its public door. */
class SelTest {

    @Test
    void a_condition_of_a_host_is_compiled_once_and_asked_often() {
        var isLarge = Sel.compile("rows > 1000 && !region.startsWith('test')");

        assertThat(isLarge.evaluate(Map.of("rows", 5_000, "region", "eu-west")).asBoolean())
                .isTrue();
        assertThat(isLarge.evaluate(Map.of("rows", 5L, "region", "eu-west")).asBoolean())
                .isFalse();
        assertThat(isLarge.references()).containsExactly("region", "rows");
        assertThat(isLarge.text()).isEqualTo("rows > 1000 && !region.startsWith('test')");
    }

    @Test
    void inputs_are_plain_java_or_values_of_params() {
        var inputs = Map.of(
                "day", LocalDate.of(2026, 11, 22),
                "rates", List.of(1.5, 2.5),
                "of", Map.of("eu", 1, "us", 2),
                "count", ParamValue.of(3));

        assertThat(Sel.compile("day.replace('-', '') + rates[1] + of.get('us') + count")
                        .evaluate(inputs)
                        .value())
                .isEqualTo(ParamValue.of("202611222.523"));
    }

    @Test
    void the_result_is_read_as_a_param_of_a_type_takes_it() {
        assertThat(Sel.compile("1 + 1").evaluate().asLong()).isEqualTo(2);
        assertThat(Sel.compile("'12'").evaluate().asLong()).isEqualTo(12);
        assertThat(Sel.compile("1 + 1").evaluate().asDouble()).isEqualTo(2.0);
        assertThat(Sel.compile("1.5").evaluate().asText()).isEqualTo("1.5");
        assertThat(Sel.compile("'TRUE'").evaluate().asBoolean()).isTrue();
        assertThat(Sel.compile("new long[]{1, 2};").evaluate().as(ParamType.STRING_ARRAY))
                .isEqualTo(new ParamValue.StringArray(List.of("1", "2")));
        assertThat(Sel.compile("return new String[2];").evaluate().value())
                .isEqualTo(new ParamValue.StringArray(List.of("", "")));
        assertThat(Sel.compile("'abc'").evaluate()).hasToString("STRING \"abc\"");
    }

    @Test
    void a_result_that_is_of_another_type_is_an_error() {
        assertThatThrownBy(() -> Sel.compile("x + 1").evaluate(Map.of("x", 6)).asBoolean())
                .isInstanceOf(SelEvaluationException.class)
                .hasMessage("""
                        1:1: expected BOOLEAN as the result but found the LONG 7 [TYPE/result-type]
                        x + 1
                        ^""");
        assertThatThrownBy(() -> Sel.compile("1.5").evaluate().asLong()).hasMessageContaining("expected LONG");
        assertThatThrownBy(() -> Sel.compile("String q; return q").evaluate()).hasMessageContaining("NULL/no-value");
    }

    @Test
    void a_name_that_is_no_input_is_an_error_and_not_null() {
        assertThatThrownBy(() -> Sel.compile("1 == 1 &&\n  rows > 1000").evaluate(Map.of("row", 5_000)))
                .isInstanceOf(SelEvaluationException.class)
                .hasMessage("""
                        2:3: there is no input 'rows'; did you mean 'row'? [UNKNOWN/variable]
                          rows > 1000
                          ^""");
        assertThatThrownBy(() -> Sel.compile("Maht.max(1, 2)").evaluate()).hasMessageContaining("'Math'?");
        assertThatThrownBy(() -> Sel.compile("flase").evaluate()).hasMessageContaining("'false'?");
        var inputs = new HashMap<String, Object>();
        inputs.put("rows", null);
        assertThatThrownBy(() -> Sel.compile("rows").evaluate(inputs)).hasMessageContaining("no input 'rows'");
    }

    @Test
    void an_input_may_be_missing_if_it_is_asked_for_by_params() {
        var expression = Sel.compile("params.containsKey('rows') ? params.get('rows') : 0");

        assertThat(expression.evaluate(Map.of("rows", 5)).asLong()).isEqualTo(5);
        assertThat(expression.evaluate().asLong()).isZero();
    }

    @Test
    void an_input_of_a_type_that_no_param_has_is_an_error_if_it_is_used() {
        Map<String, Object> inputs = Map.of("x", Locale.ROOT, "y", 1);

        assertThat(Sel.compile("y").evaluate(inputs).asLong()).isEqualTo(1);
        assertThatThrownBy(() -> Sel.compile("x").evaluate(inputs))
                .isInstanceOfSatisfying(
                        ParamConversionException.class,
                        e -> assertThat(e.param()).isEqualTo("x"));
        assertThatThrownBy(() -> Sel.compile("params.y").evaluate(inputs)).isInstanceOf(ParamConversionException.class);
    }

    @Test
    void a_host_gives_the_clock_and_the_zone() {
        var now = Sel.compile("new DateTime().toString()").at(() -> Instant.parse("2026-11-22T10:00:00Z"));

        assertThat(now.evaluate().asText()).isEqualTo("2026-11-22T10:00:00.000Z");
        assertThat(now.in(ZoneId.of("Asia/Tokyo")).evaluate().asText()).isEqualTo("2026-11-22T19:00:00.000+09:00");
    }

    @Test
    void without_a_clock_it_is_the_systems() {
        long before = System.currentTimeMillis();

        long asked = Sel.compile("System.currentTimeMillis()").evaluate().asLong();

        assertThat(asked).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void errors_tell_which_kind_they_are() {
        assertThatThrownBy(() -> Sel.compile("1 +")).isInstanceOf(SelSyntaxException.class);
        assertThatThrownBy(() -> Sel.compile("throw 'no'").evaluate())
                .isInstanceOfSatisfying(
                        SelThrownException.class, e -> assertThat(e.thrown()).isEqualTo("no"));
        assertThatThrownBy(() -> Sel.compile("params.getFromStep('a', 'b')").evaluate())
                .hasMessageContaining("has no meaning where this expression stands");
    }

    @Test
    void an_expression_of_a_stranger_ends_within_its_limits() {
        var limits = EvalLimits.defaults().withOperations(1_000).withSourceLength(40);

        assertThatThrownBy(() -> Sel.compile("while (true) { x = 1; }", limits).evaluate())
                .isInstanceOf(SelLimitException.class);
        assertThatThrownBy(() -> Sel.compile(" ".repeat(50) + "1" + " + 1".repeat(20), limits))
                .isInstanceOf(SelLimitException.class);
    }
}
