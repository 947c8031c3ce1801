package io.maestro.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.internal.eval.Expression;
import io.maestro.internal.eval.params.Compilers;
import io.maestro.internal.eval.params.Interpolation;
import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelLimitException;
import io.maestro.sel.SelSyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachingCompilersTest {

    private final List<String> made = new ArrayList<>();

    @Test
    void a_text_is_compiled_once() {
        var compilers = remembering(1_000);

        var first = compilers.expressions().apply("1 + 1");
        var text = compilers.texts().apply("1 + 1");

        assertThat(compilers.expressions().apply("1 + 1")).isSameAs(first);
        assertThat(compilers.texts().apply("1 + 1")).isSameAs(text);
        assertThat(made).containsExactly("expression 1 + 1", "text 1 + 1");
    }

    @Test
    void what_does_not_compile_is_tried_again() {
        var compilers = remembering(1_000);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> compilers.expressions().apply("1 +")).isInstanceOf(SelSyntaxException.class);
        }
        assertThat(made).containsExactly("expression 1 +", "expression 1 +");
    }

    @Test
    void no_more_is_remembered_than_fits() {
        var compilers = remembering(1_000);
        for (int i = 0; i < 200; i++) {
            var text = "a" + i % 100;
            assertThat(compilers.expressions().apply(text).text()).isEqualTo(text);
        }

        assertThat(made).hasSizeGreaterThan(180);
    }

    @Test
    void the_limits_are_those_that_were_asked_for() {
        var compilers = CachingCompilers.of(EvalLimits.defaults().withSourceLength(5));

        assertThatThrownBy(() -> compilers.expressions().apply("1 + 1 + 1")).isInstanceOf(SelLimitException.class);
    }

    private Compilers remembering(long maxCharacters) {
        var counting = new Compilers(
                text -> {
                    made.add("expression " + text);
                    return Expression.compile(text, EvalLimits.defaults());
                },
                text -> {
                    made.add("text " + text);
                    return Interpolation.parse(text);
                });
        return CachingCompilers.of(counting, maxCharacters);
    }
}
