package io.maestro.internal.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelErrorCategory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways out of the language, each of which must be closed. */
class SandboxTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a'.getClass()",
                "params.getClass()",
                "mp.getClass().forName('java.lang.Runtime')",
                "String.class",
                "Class.forName('java.lang.System')",
                "System.exit(0)",
                "java.lang.System.exit(0)",
                "System.getenv('PATH')",
                "System.getProperty('user.home')",
                "System.setProperty('a', 'b')",
                "System.load('/x')",
                "System.gc()",
                "Runtime.getRuntime().exec('ls')",
                "new ProcessBuilder('ls')",
                "new Thread()",
                "Thread.sleep(1000)",
                "Thread.currentThread().getContextClassLoader()",
                "new ClassLoader()",
                "ClassLoader.getSystemClassLoader()",
                "new File('/etc/passwd')",
                "new FileReader('x')",
                "Files.readString('x')",
                "new URL('http://x').openStream()",
                "new Socket('localhost', 80)",
                "new ObjectInputStream(null).readObject()",
                "new Object()",
                "new Util()",
                "Object.foo()",
                "x.wait()",
                "s.notifyAll()",
                "mp.wait()",
                "x.hashCode()",
                "s.getBytes()",
                "s.intern()",
                "Util.register('dateIntToTs', null)",
                "Util.getClass()",
                "Math.getClass()",
                "Integer.getInteger('x')",
                "Boolean.getBoolean('x')",
                "String.constructor('a')",
                "Long.constructor(5)",
                "constructor.constructor('x')",
                "mp.entrySet()",
                "mp.getClass",
                "'x'.__proto__",
                "new String().class",
                "params.params.getClass()",
                "new DateTime(0).getClass()",
                "new DateTime(0).getZone()",
                "DateTimeZone.setDefault(DateTimeZone.UTC)",
                "DateTimeZone.setProvider(null)",
                "new ScriptEngineManager()",
                "eval('1')",
                "lambda -> 1",
                "this",
                "super.x",
                "import java.lang.Runtime; Runtime.getRuntime()",
                "UUID.fromString('x').getClass()",
                "new DateTimeFormatter()",
                "\\u0053\\u0079stem.exit(0)",
                "'\\u0027.getClass()",
                "s.getClass\\u0028\\u0029",
                "new \\u0046ile('x')",
                "Long.MAX_VALUE",
                "Double.MAX_VALUE",
                "DateTimeConstants.MONDAY",
                "System.out",
                "String.valueOf(params)",
                "Arrays.asList(params).getClass()",
                "mp.get('k').getClass()",
                "synchronized (x) { }",
                "throw new Error()"
            })
    void there_is_nothing_to_reach(String text) {
        var category = Sel.failure(text).problem().category();

        assertThat(category).isIn(SelErrorCategory.UNKNOWN, SelErrorCategory.SYNTAX, SelErrorCategory.TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String.format('%2000000000d', 1)",
                "String.format('%.999999999f', 1.0)",
                "String.format('%999999999999d', 1)",
                "String.format('%900000000s%900000000s', 'a', 'b')",
                "v = 'aaaaaaaaaa'; for (i = 0; i < 30; i += 1) { v = v.replace('a', v); } return v",
                "v = 'ab'; for (i = 0; i < 40; i += 1) { v = v.replaceAll('.', '$0$0'); } return v",
                "v = 'a'; for (i = 0; i < 40; i += 1) { v = String.join(v, v, v, v); } return v",
                "v = 'a'; for (i = 0; i < 60; i += 1) { v += v; } return v",
                "v = 'a'; for (i = 0; i < 60; i += 1) { v = String.format('%s%<s', v); } return v",
                "m = new Map(); for (i = 0; i < 64; i += 1) { n = new Map(); n.put('a', m); n.put('b', m); m = n; } return '' + m",
                "m = new Map(); for (i = 0; i < 64; i += 1) { n = new Map(); n.put('a', m); n.put('b', m); m = n; } return m",
                "m = new Map(); for (i = 0; i < 64; i += 1) { n = new Map(); n.put('a', m); n.put('b', m); m = n; } return Util.toJson(m)",
                "Util.intsBetween(0, 2147483647, 1)",
                "Util.intsBetween(-9223372036854775807, 9223372036854775807, 1)",
                "for (i = 0; i < 25000; i += 1) { a = new long[25000]; }",
                "for (i = 0; i < 25000; i += 1) for (j = 0; j < 25000; j += 1) s.length();"
            })
    void nothing_grows_without_a_limit(String text) {
        assertThat(Sel.failure(text, EvalLimits.defaults().withOperations(5_000_000))
                        .problem()
                        .category())
                .isIn(SelErrorCategory.LIMIT, SelErrorCategory.OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.replaceAll('((a+)+)\\\\1b', '')",
                "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.split('(?:(a)|(aa))+\\\\1$')",
                "v = 'aaaaaaaaaaaaaaaa!'; for (i = 0; i < 10; i += 1) { v += v; } return v.replaceAll('(.*).*.*.*x', '')",
                "v = 'ab'; for (i = 0; i < 16; i += 1) { v += v; } return v.replaceAll('(a|b)*c', '')",
                "v = '('; for (i = 0; i < 16; i += 1) { v += v; } return 'a'.split(v)"
            })
    void a_regular_expression_cannot_run_away(String text) {
        var limits = EvalLimits.defaults().withOperations(20_000_000);

        assertThat(Sel.failure(text, limits).problem().category()).isIn(SelErrorCategory.LIMIT, SelErrorCategory.OTHER);
    }

    @Test
    void a_slow_regular_expression_is_stopped_by_the_clock() {
        var host = EvalHost.of(new FixedAmbient(Duration.ofSeconds(1).toNanos()));
        var limits = EvalLimits.defaults().withTime(Duration.ofSeconds(10));
        var expression = Expression.compile(
                "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.split('(?:(a)|(aa))+\\\\1$')", limits);

        assertThat(catchThrowable(() -> expression.evaluate(Sel.INPUTS, host))).hasMessageContaining("TIMEOUT/timeout");
    }
}
