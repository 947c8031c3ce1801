package io.maestro.internal.eval;

import static io.maestro.internal.eval.Sel.error;
import static io.maestro.internal.eval.Sel.eval;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelLimitException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final EvalLimits LIMITS = EvalLimits.defaults();

    @Test
    void the_text_is_limited_with_the_semicolon_that_completes_it() {
        assertThat(error("12345", LIMITS.withSourceLength(6))).isEqualTo("LIMIT/length-limit");
        assertThat(eval("1234", LIMITS.withSourceLength(6))).isEqualTo(1234L);
    }

    @Test
    void each_loop_is_limited_on_its_own() {
        var limits = LIMITS.withLoopPasses(10);
        assertThat(error("i = 0; while (i < 10) { i += 1; } return i", limits)).isEqualTo("LIMIT/loop-limit");
        assertThat(eval("i = 0; while (i < 9) { i += 1; } return i", limits)).isEqualTo(9L);
        assertThat(error("i = 0; while (i < 10) { if (b) i += 1; } return i", limits))
                .isEqualTo("LIMIT/loop-limit");
        assertThat(eval("i = 0; while (i < 9) { if (b) i += 1; } return i", limits))
                .isEqualTo(9L);
        assertThat(eval(
                        "n = 0; for (i = 0; i < 9; i += 1) { for (j = 0; j < 9; j += 1) { n += 1; } } return n",
                        limits))
                .isEqualTo(81L);
    }

    @Test
    void operations_are_the_visited_elements_of_the_program() {
        assertThat(error("1 + 1", LIMITS.withOperations(8))).isEqualTo("LIMIT/visit-limit");
        assertThat(eval("1 + 1", LIMITS.withOperations(9))).isEqualTo(2L);
        assertThat(cost("int i = 0; for (; i < 2000; i += 1) { n = i; m = n; } return i"))
                .isEqualTo(62_021);
        assertThat(cost("i = 0; while (i < 3000) { if (b) i += 1; } return i")).isEqualTo(66_021);
        assertThat(error(
                        "while (true) { while (true) { if (false) 1; } }",
                        LIMITS.withLoopPasses(Integer.MAX_VALUE).withOperations(1_000_000)))
                .isEqualTo("LIMIT/visit-limit");
    }

    @Test
    void waiting_values_are_limited() {
        assertThat(eval("(1 + (1 + (1 + 1)))", LIMITS.withStackDepth(4))).isEqualTo(4L);
        assertThat(error("(1 + (1 + (1 + 1)))", LIMITS.withStackDepth(3))).isEqualTo("LIMIT/stack-limit");
        assertThat(error("String.join('', 'a', 'b')", LIMITS.withStackDepth(4))).isEqualTo("LIMIT/stack-limit");
    }

    @Test
    void arrays_made_with_new_are_limited_in_length() {
        var limits = LIMITS.withArrayLength(10);
        assertThat(eval("new int[9].length", limits)).isEqualTo(9L);
        assertThat(error("new int[10].length", limits)).isEqualTo("LIMIT/array-limit");
        assertThat(error("new int[4294967297].length")).isEqualTo("LIMIT/array-limit");
        assertThat(eval("Util.intsBetween(0, 50, 1).length", limits)).isEqualTo(50L);
    }

    @Test
    void texts_arrays_and_entries_are_limited_together() {
        var limits = LIMITS.withMemory(100_000);
        assertThat(error("v = 'x'; while (true) { v = v + v; }", limits)).isEqualTo("LIMIT/memory-limit");
        assertThat(error("v = 'x'; while (true) { v += v; }", limits)).isEqualTo("LIMIT/memory-limit");
        assertThat(error("while (true) { z = new int[100]; }", limits)).isEqualTo("LIMIT/memory-limit");
        assertThat(error("m = new Map(); i = 0; while (true) { i += 1; m.put('' + i, i); }", limits))
                .isEqualTo("LIMIT/memory-limit");
        assertThat(error("Util.intsBetween(0, 9000000000000000000, 1)")).isEqualTo("LIMIT/memory-limit");
        assertThat(error("Util.dateIntsBetween(00010101, 99991231, 1)", limits))
                .isIn("LIMIT/memory-limit", "OTHER/bad-date-text");
    }

    @Test
    void the_time_is_limited() {
        var host = EvalHost.of(new FixedAmbient(Duration.ofSeconds(1).toNanos()));
        var expression = Expression.compile(
                "while (true) { while (true) { } }",
                LIMITS.withLoopPasses(Integer.MAX_VALUE).withTime(Duration.ofSeconds(5)));

        assertThatThrownBy(() -> expression.evaluate(Sel.INPUTS, host))
                .isInstanceOfSatisfying(
                        SelLimitException.class,
                        e -> assertThat(e.problem().detail()).isEqualTo("timeout"));
    }

    @Test
    void nesting_that_no_stack_bears_is_an_error_whatever_the_limit() {
        // Whatever the evaluator needs is initialised before the stack is exhausted.
        assertThat(eval("m = new Map(); n = new Map(); n.put('m', m); return (1) == 1 && !!b"))
                .isEqualTo(true);
        var limits = LIMITS.withNesting(Integer.MAX_VALUE).withSourceLength(Integer.MAX_VALUE);
        assertThat(error("(".repeat(200_000) + "1" + ")".repeat(200_000), limits))
                .isEqualTo("LIMIT/nesting-limit");
        assertThat(error("!".repeat(200_000) + "b", limits)).isEqualTo("LIMIT/nesting-limit");
        assertThat(error(
                        "m = new Map(); for (i = 0; i < 25000; i += 1) { n = new Map(); n.put('m', m); m = n; } return m",
                        limits))
                .isEqualTo("LIMIT/nesting-limit");
    }

    @Test
    void limits_must_be_positive() {
        assertThatThrownBy(() -> LIMITS.withLoopPasses(0)).hasMessage("loopPasses must be positive but was 0");
        assertThatThrownBy(() -> LIMITS.withTime(Duration.ZERO)).hasMessageContaining("time must be positive");
    }

    /** Returns how many operations a program takes: as many as its limit must be larger than. */
    private static long cost(String text) {
        long fits = 1_000_000;
        long tooFew = 1;
        while (fits - tooFew > 1) {
            long between = (fits + tooFew) / 2;
            if (suffices(text, between)) {
                fits = between;
            } else {
                tooFew = between;
            }
        }
        return tooFew;
    }

    private static boolean suffices(String text, long operations) {
        try {
            eval(text, LIMITS.withOperations(operations));
            return true;
        } catch (SelLimitException e) {
            assertThat(e.problem().detail()).isEqualTo("visit-limit");
            return false;
        }
    }
}
