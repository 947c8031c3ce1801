package io.maestro.internal.eval;

import static io.maestro.internal.eval.Sel.error;
import static io.maestro.internal.eval.Sel.eval;
import static io.maestro.internal.eval.Sel.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.sel.SelThrownException;
import org.junit.jupiter.api.Test;

class StatementsTest {

    @Test
    void the_value_is_that_of_return_or_of_the_last_statement() {
        assertThat(eval("1; 2; 3")).isEqualTo(3L);
        assertThat(eval("return 1; return 2")).isEqualTo(1L);
        assertThat(eval("{ 4; { 5; } }")).isEqualTo(5L);
        assertThat(error("5; int v = 1")).isEqualTo("TYPE/return-type:VOID");
        assertThat(error("if (b) 1; else 2;")).isEqualTo("TYPE/return-type:VOID");
        assertThat(error("return new DateTime(0)")).isEqualTo("TYPE/return-type:DATETIME");
        assertThat(error("unknown")).isEqualTo("TYPE/return-type:NULL");
    }

    @Test
    void if_takes_one_branch() {
        assertThat(eval("if (x > 50) v = 'big'; else if (x > 5) v = 'mid'; else v = 'small'; return v"))
                .isEqualTo("mid");
        assertThat(eval("if (true) if (false) return 1; else return 2; return 3"))
                .isEqualTo(2L);
        assertThat(error("if (x) return 1;")).isEqualTo("TYPE/class-cast");
    }

    @Test
    void loops_break_and_continue() {
        assertThat(eval("n = 0; for (int i = 0, j = 10; i < j; i += 1) { if (i % 2 == 0) continue; n += i; } return n"))
                .isEqualTo(25L);
        assertThat(eval("i = 0; while (true) { i += 1; if (i == 7) break; } return i"))
                .isEqualTo(7L);
        assertThat(eval("for (;;) { return 3; }")).isEqualTo(3L);
        assertThat(eval("for (i = 0; i < 3; i += 1) { int inner = i; } return inner + i"))
                .isEqualTo(5L);
    }

    @Test
    void a_loop_of_plain_statements_takes_all_its_passes() {
        assertThat(eval("n = 0; t = ''; i = 0; while (i < 5000) { i += 1; n += i; t = 'p' + i; } return t + n"))
                .isEqualTo("p500012502500");
        assertThat(eval("n = 0; for (i = 0; i < 3; i += 1) for (j = i; j < 3; j += 1) n += j; return n"))
                .isEqualTo(8L);
        assertThat(eval("n = 0; for (; n < 3; ) n += 1; return n")).isEqualTo(3L);
        assertThat(error("while (x > 3) x += 'a';")).isEqualTo("TYPE/type-mismatch");
        assertThat(error("int i = 3; for (; i > -1; i -= 1) { n = 6 / i; }")).isEqualTo("ARITHMETIC/arithmetic");
        assertThat(error("1; for (i = 0; i < 3; i += 1) { 2; }")).isEqualTo("TYPE/return-type:VOID");
    }

    @Test
    void a_break_outside_of_loops_is_an_error_only_at_the_end() {
        assertThat(error("5; break;")).isEqualTo("SYNTAX/control-flow-outside-loop");
        assertThat(eval("if (true) { break; } return 1")).isEqualTo(1L);
    }

    @Test
    void throw_ends_the_program_with_a_text() {
        assertThat(failure("if (x > 3) throw 'too large: ' + x; return 1"))
                .isInstanceOfSatisfying(
                        SelThrownException.class, e -> assertThat(e.thrown()).isEqualTo("too large: 10"));
        assertThat(error("throw 5")).isEqualTo("TYPE/throw-non-string");
    }
}
