package io.maestro.internal.eval;

import static io.maestro.internal.eval.Sel.error;
import static io.maestro.internal.eval.Sel.eval;
import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(eval("(".repeat(1000) + "1" + ")".repeat(1000))).isEqualTo(1L);
        assertThat(error("(".repeat(4000) + "1" + ")".repeat(4000))).isEqualTo("LIMIT/nesting-limit");
        assertThat(error("!".repeat(5000) + "true")).isEqualTo("LIMIT/nesting-limit");
        assertThat(error("{".repeat(4000) + "}".repeat(4000))).isEqualTo("LIMIT/nesting-limit");
        assertThat(error("s" + ".trim()".repeat(1300))).isEqualTo("LIMIT/nesting-limit");
        assertThat(eval("false ? 1 : ".repeat(800) + "2")).isEqualTo(2L);
    }
}
