package io.maestro.internal.eval;

import static io.maestro.internal.eval.Sel.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.error.TextPosition;
import io.maestro.sel.SelEvaluationException;
import io.maestro.sel.SelSyntaxException;
import org.junit.jupiter.api.Test;

class ErrorMessagesTest {

    @Test
    void a_syntax_error_shows_the_line_and_what_was_expected() {
        assertThat(failure("y = 1;\n  if (x > 3 return y;"))
                .isInstanceOf(SelSyntaxException.class)
                .hasMessage("""
                        2:13: expected ')' but found 'return' [SYNTAX/parse]
                          if (x > 3 return y;
                                    ^""");
    }

    @Test
    void an_evaluation_error_points_at_the_operator() {
        assertThat(failure("  1 + x / (5 - 5)"))
                .isInstanceOf(SelEvaluationException.class)
                .hasMessage("""
                        1:9: cannot divide an integer by zero [ARITHMETIC/arithmetic]
                          1 + x / (5 - 5)
                                ^""");
    }

    @Test
    void an_error_of_the_result_points_at_where_it_came_from() {
        assertThat(failure("y = x + 1; return unknown;")).hasMessage("""
                        1:19: an expression cannot result in a NULL [TYPE/return-type:NULL]
                        y = x + 1; return unknown;
                                          ^""");
    }

    @Test
    void a_misspelt_name_gets_a_suggestion() {
        assertThat(failure("s.toUperCase()").problem().suggestion()).contains("toUpperCase");
        assertThat(failure("new DatTime()").problem().suggestion()).contains("DateTime");
        assertThat(failure("Util.dateIntToTS(1)").problem().suggestion()).contains("dateIntToTs");
        assertThat(failure("s.length").problem().suggestion()).contains("length()");
        assertThat(failure("arr.lenght").problem().suggestion()).contains("length");
        assertThat(failure("arr.length()").problem().suggestion()).contains("length");
        assertThat(failure("mp.n").problem().suggestion()).contains("get('n')");
        assertThat(failure("DateTimeZone.utc").problem().suggestion()).contains("UTC");
        assertThat(failure("params.getFromStp('a')").problem().suggestion()).contains("getFromStep");
        assertThat(failure("Strng t = 'a'").problem().suggestion()).contains("String");
    }

    @Test
    void a_misspelt_word_of_the_language_gets_a_suggestion() {
        assertThat(failure("retrun x").problem().suggestion()).contains("return");
        assertThat(failure("whlie (b) { x = 1; }").problem().suggestion()).contains("while");
        assertThat(failure("if (b) 1; esle 2;").problem().suggestion()).contains("else");
        assertThat(failure("m = nwe Map()").problem().suggestion()).contains("new");
        assertThat(failure("f(1)").problem().suggestion()).isEmpty();
    }

    @Test
    void an_operator_that_only_java_has_gets_a_suggestion() {
        assertThat(failure("b & true").problem().suggestion()).contains("&&");
        assertThat(failure("b | true").problem().suggestion()).contains("||");
        assertThat(failure("for (i = 0; i < 3; i++) { x = i; }")).hasMessage("""
                        1:21: expected ')' but found '++'; did you mean '+= 1'? [SYNTAX/parse]
                        for (i = 0; i < 3; i++) { x = i; }
                                            ^""");
    }

    @Test
    void a_wrong_number_of_arguments_is_told_with_the_right_one() {
        assertThat(failure("s.substring(1, 2, 3)")).hasMessageContaining("takes 1 or 2 arguments but found 3");
        assertThat(failure("Util.dateIntToTs()"))
                .hasMessageContaining("'dateIntToTs' of Util takes 1 argument but found 0");
        assertThat(failure("new DateTime(1, 2, 3)"))
                .hasMessageContaining("'new DateTime' takes 0 or 1 or 2 or 8 arguments but found 3");
    }

    @Test
    void positions_are_those_of_the_original_text() {
        assertThat(failure("\\u0028 1 / 0 \\u0029").problem().position()).isEqualTo(new TextPosition(1, 10));
        assertThat(failure("\n\n   unknown.foo()").problem().position()).isEqualTo(new TextPosition(3, 12));
        assertThat(failure("1 +").problem().position()).isEqualTo(new TextPosition(1, 4));
        assertThat(failure("x = 'open\n1")).hasMessage("""
                        1:5: a text that starts with ' must end with ' on the same line [SYNTAX/token]
                        x = 'open
                            ^""");
    }

    @Test
    void the_excerpt_of_a_long_line_is_short() {
        var text = "1 + ".repeat(500) + "true";

        assertThat(failure(text).problem().excerpt().lines().allMatch(line -> line.length() <= 121))
                .isTrue();
    }
}
