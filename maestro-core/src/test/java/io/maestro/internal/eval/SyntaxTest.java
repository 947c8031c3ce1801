package io.maestro.internal.eval;

import static io.maestro.internal.eval.Sel.error;
import static io.maestro.internal.eval.Sel.eval;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxTest {

    @Test
    void the_last_semicolon_may_be_missing_unless_the_text_ends_with_a_brace() {
        assertThat(eval("  x + 1 ")).isEqualTo(11L);
        assertThat(eval("{ 5; }")).isEqualTo(5L);
        assertThat(error("new long[]{1, 2}")).isEqualTo("SYNTAX/parse");
        assertThat(error("5 // the semicolon lands here")).isEqualTo("SYNTAX/parse");
    }

    @Test
    void operators_bind_as_in_java() {
        assertThat(eval("2 + 3 * 4 - 8 / 2 % 3")).isEqualTo(13L);
        assertThat(eval("1 + 1 == 2 && 3 > 2 || false")).isEqualTo(true);
        assertThat(eval("true ? false ? 1 : 2 : 3")).isEqualTo(2L);
        assertThat(eval("a = c = 3; return a + c")).isEqualTo(6L);
        assertThat(eval("- -5 - -+2")).isEqualTo(7L);
    }

    @Test
    void integers_are_decimal_even_with_a_leading_zero() {
        assertThat(eval("010")).isEqualTo(10L);
        assertThat(eval("7L + 1l")).isEqualTo(8L);
        assertThat(error("0x1F")).isEqualTo("SYNTAX/number-literal");
        assertThat(error("9223372036854775808")).isEqualTo("SYNTAX/number-literal");
        assertThat(error("08")).isEqualTo("SYNTAX/parse");
    }

    @Test
    void decimal_numbers_may_be_written_in_every_way_of_java() {
        assertThat(eval("1.")).isEqualTo(1.0);
        assertThat(eval(".5e1")).isEqualTo(5.0);
        assertThat(eval("1e3")).isEqualTo(1000.0);
        assertThat(eval("5f + 5.5D")).isEqualTo(10.5);
    }

    @Test
    void texts_have_either_quotes_and_the_escapes_of_java() {
        assertThat(eval("'a\"b' + \"c'd\"")).isEqualTo("a\"bc'd");
        assertThat(eval("'\\t\\n\\b\\f\\r\\\\\\'\\\"'")).isEqualTo("\t\n\b\f\r\\'\"");
        assertThat(error("'\\101'")).isEqualTo("SYNTAX/string-escape");
        assertThat(error("'\\q'")).isEqualTo("SYNTAX/token");
        assertThat(error("'open")).isEqualTo("SYNTAX/token");
    }

    @Test
    void unicode_escapes_are_decoded_before_anything_else() {
        assertThat(eval("\\u0027\\u0041\\u0027")).isEqualTo("A");
        assertThat(eval("'\\uuu00e9'")).isEqualTo("é");
        assertThat(eval("'\\\\u0041'")).isEqualTo("\\u0041");
        assertThat(error("'\\u00g1'")).isEqualTo("SYNTAX/token");
    }

    @Test
    void comments_and_imports_mean_nothing() {
        assertThat(eval("/** doc **/ import java.util.*; import static a.b.c; 5 /* mid */ + 4; // end"))
                .isEqualTo(9L);
        assertThat(error("5 /* open")).isEqualTo("SYNTAX/token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "1;;",
                "x++",
                "--5",
                "x & 1",
                "1 << 2",
                "~5",
                "x instanceof String",
                "(int) 5",
                "5 = x",
                "(x) = 5",
                "x.y = 3",
                "for (int i : arr) {}",
                "do { } while (true);",
                "f(1)",
                "String[] z = {'a'}",
                "Map<String, Long> m",
                "new int[]",
                "new int[2]{1}",
                "return",
                "if (true);",
                "1 2",
                "a ? b",
                "switch (x) {}",
                "char c = 'a'",
                "for (i + 1; ; ) {}",
                "x ^ y",
                "() -> 1",
                "[1]"
            })
    void what_the_grammar_does_not_have_is_a_syntax_error(String text) {
        assertThat(error(text)).isIn("SYNTAX/parse", "TYPE/return-type:VOID");
    }

    @Test
    void a_long_chain_needs_no_depth_but_nesting_does() {
        assertThat(eval("1" + "+1".repeat(4000))).isEqualTo(4001L);
        assertThat(eval("(".repeat(490) + "1" + ")".repeat(490))).isEqualTo(1L);
        assertThat(error("(".repeat(500) + "1" + ")".repeat(500))).isEqualTo("LIMIT/nesting-limit");
        assertThat(error("!".repeat(500) + "true")).isEqualTo("LIMIT/nesting-limit");
        assertThat(error("{".repeat(500) + "}".repeat(500))).isEqualTo("LIMIT/nesting-limit");
        assertThat(error("s" + ".trim()".repeat(500))).isEqualTo("LIMIT/nesting-limit");
        assertThat(eval("false ? 1 : ".repeat(490) + "2")).isEqualTo(2L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(|1|)",
                "1 + (|1|)",
                "Math.max(1, |2|)",
                "String.join(|'a'|)",
                "new String(|'a'|)",
                "arr[|0|]",
                "b ? |1| : 2",
                "false ? 1 : |2|",
                "!|b|",
                "{|1;|}",
                "if (b) |return 1;|",
                "while (true) |return 1;|",
                "v = |1|",
                "|s|.trim()"
            })
    void a_thread_of_the_usual_size_bears_the_deepest_nesting(String shape) throws InterruptedException {
        var parts = shape.split("\\|", -1);
        int depth = EvalLimits.defaults().nesting() - 10;
        var text = parts[0].repeat(depth) + parts[1] + parts[2].repeat(depth);
        var limits = EvalLimits.defaults().withStackDepth(Integer.MAX_VALUE);
        var outcome = new AtomicReference<>("none");

        var thread = new Thread(null, () -> outcome.set(outcome(text, limits)), "usual", 1 << 20);
        thread.start();
        thread.join();

        assertThat(outcome.get()).isIn("LONG", "STRING", "BOOLEAN", "INDEX/array-index");
    }

    private static String outcome(String text, EvalLimits limits) {
        try {
            return Sel.result(text, limits, EvalHost.of(new FixedAmbient()))
                    .type()
                    .name();
        } catch (SelException e) {
            return e.problem().category() + "/" + e.problem().detail();
        }
    }
}
