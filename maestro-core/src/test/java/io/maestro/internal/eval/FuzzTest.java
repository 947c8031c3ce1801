package io.maestro.internal.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Throws random programs at the evaluator: whatever they are, they have a value or end with an error of the language. */
class FuzzTest {

    private static final int PROGRAMS = 120_000;

    private static final EvalLimits LIMITS = EvalLimits.defaults()
            .withOperations(20_000)
            .withLoopPasses(50)
            .withMemory(200_000)
            .withTime(Duration.ofSeconds(20));

    private static final List<String> CORPUS = List.of(
            "x > 3 && s == 'str' ? arr[0] : d * 2",
            "Map m = new HashMap(); for (int i = 0; i < arr.length; i += 1) { m.put('k' + i, arr[i]); } return m;",
            "DateTimeFormat.forPattern('yyyy-MM-dd').withZone(DateTimeZone.UTC).parseDateTime('2020-02-29').plusDays(1).toString('E')",
            "i = 0; while (i < 9) { i += 1; if (i % 2 == 0) continue; else if (i == 7) break; } return i;",
            "String.format('%5.2f|%s|%d', d, s, x) + String.join(',', s.split('t', 2))",
            "Util.dateIntsBetween(20200101, 20200110, 2).length + params.get('x') - params['x'] * Math.max(1, 2)",
            "throw 'a' + new String(5).replaceAll('(.)', '$1$1').substring(0, 1);",
            "long[] z = new long[]{1, 2, 3}; z[1] *= 4; q = z; return q[1] / (z[0] - 1);");

    private static final List<String> TOKENS = List.of(
            "x",
            "d",
            "s",
            "b",
            "arr",
            "mp",
            "params",
            "v",
            "i",
            "1",
            "0",
            "-1",
            "2.5",
            "1e400",
            "'a'",
            "\"%s\"",
            "'(a+)+$'",
            "null",
            "true",
            "false",
            "+",
            "-",
            "*",
            "/",
            "%",
            "==",
            "!=",
            "<",
            "<=",
            "&&",
            "||",
            "!",
            "=",
            "+=",
            "-=",
            "?",
            ":",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ";",
            ",",
            ".",
            "if (",
            "else ",
            "while (",
            "for (",
            "return ",
            "throw ",
            "break;",
            "continue;",
            "int ",
            "String ",
            "Map ",
            "long[] ",
            "new ",
            "new Map()",
            "new int[3]",
            "new DateTime(",
            "DateTimeZone.forID('",
            "Math.pow(",
            "Util.toJson(",
            ".length",
            ".length()",
            ".get('k')",
            ".put('k', ",
            ".split(",
            ".substring(",
            ".plusDays(",
            ".toString(",
            ".format(",
            ".replaceAll(",
            "9223372036854775807",
            "-9223372036854775807",
            "\\u0041",
            "\\",
            "'",
            "\"",
            "/*",
            "//",
            "\n",
            "\u00e9",
            "\ud83d");

    @Test
    void random_programs_end_with_a_value_or_an_error_of_the_language(TestReporter reporter) {
        long seed = Long.getLong("sel.fuzz.seed", System.nanoTime());
        reporter.publishEntry("sel.fuzz.seed", Long.toString(seed));
        var random = new Random(seed);
        int values = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            var program = random.nextInt(3) == 0 ? generated(random) : mutated(random);
            values += hasValue(program, seed) ? 1 : 0;
        }

        assertThat(values).as("programs with a value").isGreaterThan(PROGRAMS / 100);
    }

    private static boolean hasValue(String program, long seed) {
        try {
            Sel.result(program, LIMITS, EvalHost.of(new FixedAmbient(1_000_000)));
            return true;
        } catch (SelException e) {
            assertThat(e.problem().excerpt()).contains("^");
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed + ", program: " + program, e);
        }
    }

    private static String generated(Random random) {
        var program = new StringBuilder();
        for (int i = random.nextInt(1, 25); i > 0; i--) {
            program.append(TOKENS.get(random.nextInt(TOKENS.size()))).append(random.nextInt(3) == 0 ? " " : "");
        }
        return program.toString();
    }

    private static String mutated(Random random) {
        var program = new StringBuilder(CORPUS.get(random.nextInt(CORPUS.size())));
        for (int i = random.nextInt(4); i > 0; i--) {
            int from = random.nextInt(program.length() + 1);
            int to = Math.min(program.length(), from + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> program.delete(from, to);
                case 1 -> program.insert(from, TOKENS.get(random.nextInt(TOKENS.size())));
                case 2 -> program.insert(random.nextInt(program.length() + 1), program.substring(from, to));
                default -> program.replace(from, to, TOKENS.get(random.nextInt(TOKENS.size())));
            }
        }
        return program.toString();
    }
}
