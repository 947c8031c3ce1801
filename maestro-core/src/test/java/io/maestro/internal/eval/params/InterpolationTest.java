package io.maestro.internal.eval.params;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InterpolationTest {

    private static final Map<String, String> TEXTS =
            Map.of("var", "0", "var1", "true", "var2", "2", "a.b-c/d", "odd", "self", "$var");

    @Test
    void references_are_replaced_by_the_texts_of_params() {
        assertThat(rendered("$var-${var1}")).isEqualTo("0-true");
        assertThat(rendered("${a.b-c/d}")).isEqualTo("odd");
        assertThat(rendered("$var.x")).isEqualTo("0.x");
        assertThat(rendered("")).isEmpty();
    }

    @Test
    void a_pair_of_dollar_signs_is_one_that_starts_nothing() {
        assertThat(rendered("$$var$var $var1$$var1 $$$var2 $$$$var2")).isEqualTo("$var0 true$var1 $2 $$var2");
        assertThat(rendered("${var}$${var} $$${var1} $$$${var1}")).isEqualTo("0${var} $true $${var1}");
        assertThat(rendered("no variables$$ $$$$ in")).isEqualTo("no variables$ $$ in");
    }

    @Test
    void a_dollar_sign_that_starts_no_reference_stays() {
        assertThat(rendered("$ $1 $_x ${_x} ${x $\u65e5 ${} $")).isEqualTo("$ $1 $_x ${_x} ${x $\u65e5 ${} $");
    }

    @Test
    void replaced_text_is_not_looked_through_again() {
        assertThat(rendered("$self ${${var}_x}")).isEqualTo("$var ${0_x}");
    }

    private static String rendered(String text) {
        return Interpolation.parse(text).render(name -> TEXTS.getOrDefault(name, "?" + name), length -> {});
    }
}
