package io.maestro.internal.eval;

import static io.maestro.internal.eval.Sel.error;
import static io.maestro.internal.eval.Sel.eval;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.internal.eval.port.EvalResult;
import io.maestro.param.ParamType;
import io.maestro.sel.EvalLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariablesTest {

    @Test
    void a_variable_keeps_the_type_of_its_first_value() {
        assertThat(error("v = 1; v = 2.5")).isEqualTo("TYPE/type-mismatch");
        assertThat(error("v = 1.5; v += 1")).isEqualTo("TYPE/type-mismatch");
        assertThat(error("x = 'text'")).isEqualTo("TYPE/type-mismatch");
        assertThat(error("double v = 1")).isEqualTo("TYPE/type-mismatch");
        assertThat(error("v = null")).isEqualTo("TYPE/unsupported-type");
        assertThat(eval("x = 5; int x = 7; String x = 'a'; return x")).isEqualTo("a");
    }

    @Test
    void declared_variables_start_with_a_default() {
        assertThat(eval("int a; double b; boolean c; return '' + a + b + c")).isEqualTo("00.0false");
        assertThat(eval("long[] a; return a")).isEqualTo(List.of());
        assertThat(eval("Map m; return m.size()")).isEqualTo(0L);
        assertThat(Sel.result("String q; return q")).isEqualTo(new EvalResult.Unset(ParamType.STRING));
        assertThat(Sel.result("Map q; return q")).isEqualTo(new EvalResult.Unset(ParamType.MAP));
    }

    @Test
    void assignments_compute_and_are_values() {
        assertThat(eval("v = 10; v += 5; v -= 3; v *= 4; v /= 5; v %= 7; return v"))
                .isEqualTo(2L);
        assertThat(eval("v = 8.0; v /= 2.0; v -= 1.0; v *= 3.0; v %= 5.0; v += 0.5; return v"))
                .isEqualTo(4.5);
        assertThat(eval("v = 'a'; v += 1; v += null; return v")).isEqualTo("a1null");
        assertThat(eval("return (v = 4) + v")).isEqualTo(8L);
        assertThat(error("v = true; v += 1")).isEqualTo("TYPE/assign-operator");
        assertThat(error("unknown += 1")).isEqualTo("TYPE/assign-operator");
    }

    @Test
    void simple_values_are_copied_as_in_java() {
        assertThat(eval("int y = x; y += 1; return x")).isEqualTo(10L);
        assertThat(eval("m = 0; for (i = 0; i < 3; i += 1) { int z = 0; z += 1; m += z; } return m"))
                .isEqualTo(3L);
        assertThat(
                        eval(
                                "n = 0; for (int i = 0; i < 3; i += 1) { for (int j = 0; j < 3; j += 1) { n += 1; } } return n"))
                .isEqualTo(9L);
        assertThat(eval("Map m = new HashMap(); int v = 1; m.put('k', v); v += 1; return m.get('k')"))
                .isEqualTo(1L);
        assertThat(eval("v = 5; return v + (v += 2)")).isEqualTo(12L);
    }

    @Test
    void arrays_and_maps_are_shared_as_in_java() {
        assertThat(eval("z = arr; z[0] = 100; return arr[0]")).isEqualTo(100L);
        assertThat(eval("p = new Map(); q = p; q.put('a', 1); return p.size()")).isEqualTo(1L);
        assertThat(eval("z = arr; z = new long[]{7}; return arr[0]")).isEqualTo(1L);
    }

    @Test
    void evaluations_share_nothing() {
        var expression =
                Expression.compile("arr[0] += 1; mp.put('new', 1); return arr[0] + mp.size()", EvalLimits.defaults());
        var host = EvalHost.of(new FixedAmbient());

        var first = expression.evaluate(Sel.INPUTS, host);

        assertThat(expression.evaluate(Sel.INPUTS, host)).isEqualTo(first);
    }

    @Test
    void the_objects_of_the_language_cannot_be_assigned_but_hidden() {
        assertThat(error("String = 'a'")).isEqualTo("TYPE/assign-operator");
        assertThat(error("params = 5")).isEqualTo("TYPE/assign-operator");
        assertThat(eval("int params = 5; return params")).isEqualTo(5L);
        assertThat(error("u = UUID.randomUUID()")).isEqualTo("TYPE/assign-operator");
        assertThat(error("List l")).isEqualTo("UNKNOWN/class");
    }

    @Test
    void a_variable_counts_as_a_number_only_where_it_surely_is_one() {
        assertThat(eval("if (x > 50) { n = 1; } return n + 1")).isEqualTo("null1");
        assertThat(eval("if (x > 50) { n = 1; } else { n = 'a'; } return n + 1"))
                .isEqualTo("a1");
        assertThat(eval("while (x > 50) { n = 1; } n = 'b'; return n + 1")).isEqualTo("b1");
        assertThat(eval("for (i = 0; i < 0; i += 1) { n = 1; } n = 1.5; return n * 2"))
                .isEqualTo(3.0);
        assertThat(eval("n = 1; String n = 'a'; return n + n")).isEqualTo("aa");
        assertThat(eval("for (k = 0; k < 2; k += 1) { r = k + k; String k = 'a'; break; } return k + r"))
                .isEqualTo("a0");
        assertThat(eval("{ break; n = 1; } n = 'c'; return n + 1")).isEqualTo("c1");
        assertThat(eval("if (b) { n = 'd'; } b ? (n = 'e') : (n = 1); return n + 1"))
                .isEqualTo("e1");
        assertThat(error("d = 1; return d + 1")).isEqualTo("TYPE/type-mismatch");
    }

    @Test
    void numbers_that_surely_are_some_compute_as_all_others() {
        assertThat(eval("int a = 7; int e = a; e -= 10; e *= a - 4; e /= 2; e %= 3; return e + a * 2 - -a / 2"))
                .isEqualTo(16L);
        assertThat(eval("int a = 5; return a + (a += 2) * a")).isEqualTo(54L);
        assertThat(eval("int a = 5; a += (a = 7); a -= (a = 3); return a")).isEqualTo(0L);
        assertThat(eval("int a = 3; return a < 4 && a <= 3 && a > 2 && a >= 3 && a == 3 && a != 4 && !(a > 3)"))
                .isEqualTo(true);
        assertThat(eval("int a = 2; return a * 1.5 + '' + a + (a == '2') + (a == null)"))
                .isEqualTo("3.02truefalse");
        assertThat(eval("long a = 9223372036854775807; a += 1; return a")).isEqualTo(Long.MIN_VALUE);
        assertThat(eval("int a = 1; return a" + " + a".repeat(2000))).isEqualTo(2001L);
        assertThat(error("int a = 1; a /= a - 1")).isEqualTo("ARITHMETIC/arithmetic");
        assertThat(error("int a = 1; return a % (a - 1)")).isEqualTo("ARITHMETIC/arithmetic");
        assertThat(error("int a = 1; return a && true")).isEqualTo("TYPE/type-mismatch");
        assertThat(error("int a = 1; a = 1.5")).isEqualTo("TYPE/type-mismatch");
    }
}
