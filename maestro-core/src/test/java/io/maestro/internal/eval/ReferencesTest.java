package io.maestro.internal.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.sel.EvalLimits;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReferencesTest {

    @Test
    void names_read_first_are_references_in_order() {
        assertThat(references("z + a.b() + c['k'] + new long[n].length")).containsExactly("a", "c", "n", "z");
        assertThat(references("y = x + 1; x = 2")).containsExactly("x");
        assertThat(references("if (false) { never; }")).containsExactly("never");
    }

    @Test
    void names_assigned_first_are_not() {
        assertThat(references("x = x + 1; x += y; arr[0] = arr[i]")).containsExactly("i", "y");
        assertThat(references("int x = x;")).isEmpty();
    }

    @Test
    void classes_are_none_but_params_is_one() {
        assertThat(references("Math.max(1, 2); params.get('a'); new DateTime(); Util.toJson(1)"))
                .containsExactly("params");
    }

    private static Set<String> references(String text) {
        return Expression.compile(text, EvalLimits.defaults()).references();
    }
}
