package io.maestro;

import static io.maestro.param.ParamDefinition.expression;
import static io.maestro.param.ParamDefinition.literal;
import static io.maestro.param.ParamDefinition.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamConversionException;
import io.maestro.param.ParamCycleException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamErrorCategory;
import io.maestro.param.ParamException;
import io.maestro.param.ParamExpressionException;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.param.UnknownParamException;
import io.maestro.sel.EvalLimits;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Params by their public door. */
class ParamsTest {

    @Test
    void params_are_evaluated_with_what_they_refer_to() {
        var definitions = new LinkedHashMap<String, ParamDefinition>();
        definitions.put("path", text("/reports/${year}/$day"));
        definitions.put("day", unset(ParamType.STRING));
        definitions.put("year", expression(ParamType.LONG, "day.substring(0, 4)"));

        var evaluated = Params.of(definitions).evaluate(Map.of("day", LocalDate.of(2026, 11, 22)));

        assertThat(plain(evaluated))
                .containsExactly(
                        entry("path", "/reports/2026/2026-11-22"), entry("day", "2026-11-22"), entry("year", 2026L));
        assertThat(evaluated.get("year")).extracting(EvaluatedParam::coerced).isEqualTo(true);
        assertThat(evaluated.get("year")).extracting(EvaluatedParam::source).isEqualTo(ParamSource.DEFINITION);
        assertThat(evaluated.get("day")).extracting(EvaluatedParam::source).isEqualTo(ParamSource.LAUNCH);
    }

    @Test
    void what_is_given_overrides_or_comes_beside() {
        var definitions = Map.of("a", literal(ParamValue.of(1)), "b", expression(ParamType.LONG, "a * 10"));

        assertThat(plain(Params.evaluate(definitions, Map.of("a", 2, "c", "new"))))
                .isEqualTo(Map.of("a", 2L, "b", 20L, "c", "new"));
    }

    @Test
    void a_java_value_is_taken_as_it_is_and_a_definition_is_evaluated() {
        var definitions = Map.of("a", text("x"), "b", text("y"));

        assertThat(plain(Params.evaluate(definitions, Map.of("a", "$5 for ${b}"))))
                .containsEntry("a", "$5 for ${b}");
        assertThat(plain(Params.evaluate(definitions, Map.of("a", text("for ${b}")))))
                .containsEntry("a", "for y");
        assertThat(plain(Params.evaluate(definitions, Map.of("a", expression(ParamType.LONG, "1 + 1")))))
                .containsEntry("a", "2");
    }

    @Test
    void a_java_value_must_have_the_declared_type() {
        var params = Params.of(Map.of("rate", literal(ParamValue.of(1.5)), "name", text("")));

        assertThat(plain(params.evaluate(Map.of("rate", 2)))).containsEntry("rate", 2.0);
        assertThatThrownBy(() -> params.evaluate(Map.of("name", 2)))
                .isInstanceOf(ParamConversionException.class)
                .hasMessage("param 'name' must be a STRING but is a LONG");
        assertThatThrownBy(() -> params.evaluate(Map.of("name", Optional.empty())))
                .isInstanceOf(ParamConversionException.class);
    }

    @Test
    void params_that_need_each_other_are_an_error() {
        assertThatThrownBy(() -> Params.evaluate(Map.of("a", text("$b"), "b", text("$a")), Map.of()))
                .isInstanceOfSatisfying(
                        ParamCycleException.class,
                        e -> assertThat(e.chain()).hasSize(3).contains("a", "b"));
    }

    @Test
    void a_reference_that_leads_nowhere_is_told_with_its_place() {
        var definitions = Map.of("extract_date", text("x"), "a", expression(ParamType.STRING, "'on ' + extrct_date"));

        assertThatThrownBy(() -> Params.evaluate(definitions, Map.of()))
                .isInstanceOfSatisfying(UnknownParamException.class, e -> {
                    assertThat(e.suggestion()).contains("extract_date");
                    assertThat(e.problem().orElseThrow().position()).hasToString("1:9");
                })
                .hasMessage("""
                        param 'a' refers at 1:9 to 'extrct_date', which these definitions do not have; \
                        did you mean 'extract_date'?
                        'on ' + extrct_date
                                ^""");
        assertThatThrownBy(() -> Params.evaluate(Map.of("a", text("on $day")), Map.of()))
                .hasMessage("param 'a' refers to 'day', which these definitions do not have")
                .isInstanceOfSatisfying(
                        UnknownParamException.class,
                        e -> assertThat(e.problem()).isEmpty());
    }

    @Test
    void what_has_no_value_fits_not_or_may_not_be_is_an_error_of_its_kind() {
        assertThat(category(Map.of("a", unset(ParamType.LONG)), Map.of())).isEqualTo(ParamErrorCategory.DEFINITION);
        assertThat(category(Map.of("a", expression(ParamType.LONG, "1.5")), Map.of()))
                .isEqualTo(ParamErrorCategory.TYPE);
        assertThat(category(Map.of("a", expression(ParamType.LONG, "1 / 0")), Map.of()))
                .isEqualTo(ParamErrorCategory.EXPRESSION);
        assertThat(category(Map.of("a", constant(1)), Map.of("a", 2))).isEqualTo(ParamErrorCategory.MODE);
    }

    @Test
    void there_is_no_run_to_ask() {
        var definitions = Map.of("a", expression(ParamType.STRING, "params.getFromInstance('owner')"));

        assertThatThrownBy(() -> Params.evaluate(definitions, Map.of()))
                .isInstanceOf(ParamExpressionException.class)
                .hasMessageContaining("has no meaning where this expression stands");
    }

    @Test
    void a_host_gives_the_clock_the_zone_and_the_limits() {
        var params = Params.of(Map.of("now", expression(ParamType.STRING, "new DateTime().toString()")))
                .at(() -> Instant.parse("2026-11-22T10:00:00Z"))
                .in(ZoneId.of("Asia/Tokyo"));

        assertThat(plain(params.evaluate(Map.of()))).containsEntry("now", "2026-11-22T19:00:00.000+09:00");
        assertThatThrownBy(() -> params.limitedTo(EvalLimits.defaults().withSourceLength(5))
                        .evaluate(Map.of()))
                .hasMessageContaining("LIMIT/length-limit");
    }

    @Test
    void definitions_may_change_after_they_were_given() {
        var definitions = new LinkedHashMap<>(Map.of("a", text("x")));
        var params = Params.of(definitions);

        definitions.clear();

        assertThat(plain(params.evaluate(Map.of()))).containsExactly(entry("a", "x"));
        assertThatThrownBy(() -> params.evaluate(Map.of("a", 1))).isInstanceOf(ParamConversionException.class);
    }

    private static ParamDefinition text(String text) {
        return literal(ParamValue.of(text));
    }

    private static ParamDefinition constant(long value) {
        var plain = literal(ParamValue.of(value));
        return new ParamDefinition(
                plain.type(), plain.content(), Optional.of(ParamMode.CONSTANT), List.of(), Optional.empty(), Map.of());
    }

    private static ParamErrorCategory category(Map<String, ParamDefinition> definitions, Map<String, ?> given) {
        try {
            Params.evaluate(definitions, given);
        } catch (ParamException e) {
            return e.category();
        }
        throw new AssertionError("expected an error of params");
    }

    private static Map<String, Object> plain(Map<String, EvaluatedParam> params) {
        var plain = new LinkedHashMap<String, Object>();
        params.forEach((name, param) -> plain.put(name, param.value().toJava()));
        return plain;
    }
}
