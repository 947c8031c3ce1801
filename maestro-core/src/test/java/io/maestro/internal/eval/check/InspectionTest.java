package io.maestro.internal.eval.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.maestro.internal.eval.check.Inspection.Ask;
import io.maestro.internal.eval.check.Inspection.Finding;
import io.maestro.internal.eval.check.Inspection.Mention;
import io.maestro.param.ParamValue;
import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelLimitException;
import io.maestro.sel.SelSyntaxException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InspectionTest {

    private static Inspection of(String text) {
        return Inspection.of(text, EvalLimits.defaults());
    }

    private static List<String> certain(String text) {
        return messages(text, true);
    }

    private static List<String> possible(String text) {
        return messages(text, false);
    }

    private static List<String> messages(String text, boolean certain) {
        return of(text).findings().stream()
                .filter(finding -> finding.isCertain() == certain)
                .map(Finding::problem)
                .map(problem -> problem.position() + " " + problem.message())
                .toList();
    }

    @Test
    void a_text_that_is_no_expression_is_told_by_what_compiling_it_says() {
        assertThatThrownBy(() -> of("1 +")).isInstanceOf(SelSyntaxException.class);
        assertThatThrownBy(() -> of("1 + " + "1".repeat(10_000))).isInstanceOf(SelLimitException.class);
    }

    @Test
    void references_are_told_where_they_first_stand() {
        assertThat(of("x = 1; return x + y * (z + y) + params.get('q') + Math.min(1, z);")
                        .references())
                .containsExactly(new Mention("y", 18), new Mention("z", 23), new Mention("params", 32));
        var y = of("  y").references().getFirst();
        assertThat(of("  y").problem(y, "m", Optional.of("x")))
                .hasToString("1:3: m; did you mean 'x'? [UNKNOWN/variable]\n  y\n  ^");
        assertThat(of("TRUE").problem(new Mention("TRUE", 0), "m", Optional.empty()))
                .hasToString("1:1: m; did you mean 'true'? [UNKNOWN/variable]\nTRUE\n^");
    }

    @Test
    void questions_with_nothing_but_texts_are_known() {
        assertThat(of("params.getFromStep('a', 'p') + params.getFromStep(x, 'p') + (params).nextUniqueId()")
                        .asks())
                .containsExactly(new Ask("getFromStep", List.of("a", "p"), 7), new Ask("nextUniqueId", List.of(), 69));
    }

    @Nested
    class What_does_not_exist {

        @Test
        void is_found_in_classes() {
            assertThat(certain("new Strin('x')")).containsExactly("1:5 there is no class 'Strin'");
            assertThat(certain("Strin x = 'a'; return x;")).containsExactly("1:1 there is no class 'Strin'");
            assertThat(certain("new Strin[2]")).containsExactly("1:5 there is no class 'Strin'");
            assertThat(certain("new Map[2]")).containsExactly("1:5 there are no arrays of MAP");
            assertThat(certain("new Map[]{1};")).containsExactly("1:5 there are no arrays of MAP");
            assertThat(certain("new DateTime(1, 2, 3)")).hasSize(1);
        }

        @Test
        void is_found_in_methods_of_what_is_known() {
            assertThat(certain("Util.tsToDate(1)")).hasSize(1);
            assertThat(certain("Util.tsToDateInt(1, 2)")).hasSize(1);
            assertThat(certain("'abc'.lenght()")).hasSize(1);
            assertThat(certain("params.getFormStep('a')")).hasSize(1);
            assertThat(certain("('abc').min(1, 2)")).hasSize(1);
        }

        @Test
        void is_found_in_methods_of_what_is_not_known_if_nothing_has_them() {
            assertThat(certain("x.lenght()")).containsExactly("1:3 there is no method 'lenght'");
            assertThat(certain("x.split(1, 2, 3)")).containsExactly("1:3 no method 'split' takes 3 arguments");
            assertThat(certain("x.min(1, 2)")).isEmpty();
        }

        @Test
        void is_found_in_fields() {
            assertThat(certain("DateTimeZone.UCT")).hasSize(1);
            assertThat(certain("DateTimeConstants.SUNDAY + params.anything + x.length"))
                    .isEmpty();
            assertThat(possible("x.size")).containsExactly("1:3 there is no field 'size'");
        }

        @Test
        void is_nothing_that_exists() {
            assertThat(of("new DateTime(0L).withZone(DateTimeZone.forID('UTC')).toString('yyyy') + Util.dateIntToTs(1)"
                                    + " + System.currentTimeMillis() + Math.random() + UUID.randomUUID().toString()")
                            .findings())
                    .isEmpty();
            assertThat(of("String Util = 'a'; return Util.length();").findings())
                    .isEmpty();
        }

        @Test
        void is_certain_to_fail_only_where_every_evaluation_comes() {
            for (var text : List.of(
                    "x ? 1 : y.no()",
                    "if (x) { y.no(); } return 1;",
                    "if (x) return 1; else return y.no();",
                    "if (x) { return 1; } return y.no();",
                    "while (x) { y.no(); } return 1;",
                    "for (i = 0; i < 2; y.no()) { } return 1;",
                    "while (x) { return 1; } y.no();",
                    "return 1; y.no();")) {
                assertThat(possible(text)).as(text).hasSize(1);
                assertThat(certain(text)).as(text).isEmpty();
            }
            for (var text : List.of(
                    "y.no() ? 1 : 2",
                    "x && y.no()",
                    "if (y.no()) { return 1; } return 2;",
                    "if (x) { z = 1; } return y.no();",
                    "for (i = y.no(); i < 2; i += 1) { } return 1;",
                    "for (i = 0; y.no(); i += 1) { } return 1;",
                    "{ z = y.no(); }",
                    "z = new int[2]; z[y.no()] = 1; return z;",
                    "throw y.no();",
                    "-y.no()",
                    "x[y.no()]",
                    "new String(y.no())",
                    "new int[y.no()]")) {
                assertThat(certain(text)).as(text).hasSize(1);
                assertThat(possible(text)).as(text).isEmpty();
            }
        }
    }

    @Nested
    class A_constant {

        @Test
        void is_what_depends_on_nothing() {
            assertThat(of("a = 2; return a * 3;").constant()).contains(new Constant.Value(ParamValue.of(6)));
            assertThat(of("new DateTime(0L).withZone(DateTimeZone.UTC).getYear()")
                            .constant())
                    .contains(new Constant.Value(ParamValue.of(1970)));
            assertThat(of("1 / 0").constant().orElseThrow()).isInstanceOf(Constant.Failure.class);
        }

        @Test
        void is_nothing_that_may_change_or_takes_long() {
            for (var text : List.of(
                    "x",
                    "params.get('x') == 1",
                    "System.currentTimeMillis()",
                    "new DateTime().getYear()",
                    "Math.random()",
                    "n = 0; while (n < 9000) { n += 1; } return n;",
                    "s = 'a'; for (i = 0; i < 30; i += 1) { s = s + s; } return s;")) {
                assertThat(of(text).constant()).as(text).isEmpty();
            }
        }
    }

    @Test
    void what_asks_the_world_may_change_by_itself() {
        for (var text : List.of(
                "System.currentTimeMillis() > x",
                "new DateTime().getYear()",
                "Math.random() < x",
                "params.nextUniqueId()",
                "params.getFromInstance('workflow_id')",
                "Util.timeoutForDateIntDeadline(20200101, '1 day')")) {
            assertThat(of(text).asksTheWorld()).as(text).isTrue();
        }
        for (var text : List.of("x > 1", "params.get('x')", "new DateTime(x).getYear()", "Math.min(x, 2)")) {
            assertThat(of(text).asksTheWorld()).as(text).isFalse();
        }
    }

    @Test
    void what_is_nested_too_deeply_for_the_stack_is_told_so() {
        // A class whose initialisation runs out of stack stays broken; these are all that are needed.
        assertThat(of("(x.no())").findings()).hasSize(1);
        var limits = EvalLimits.defaults().withNesting(Integer.MAX_VALUE).withSourceLength(Integer.MAX_VALUE);
        for (int depth = 500; depth < 20_000; depth += 250) {
            var text = "(".repeat(depth) + "x.no()" + ")".repeat(depth);
            var thrown = catchThrowable(() -> Inspection.of(text, limits));
            assertThat(thrown == null || thrown instanceof SelLimitException)
                    .as("%d: %s", depth, thrown)
                    .isTrue();
        }
    }
}
