package io.maestro.benchmarks;

import io.maestro.internal.eval.EvalHost;
import io.maestro.internal.eval.Expression;
import io.maestro.internal.eval.port.EvalResult;
import io.maestro.param.ParamValue;
import io.maestro.sel.EvalLimits;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** How long expressions take, compiled before and compiled anew each time, and what they allocate. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class SelSpeed {

    private static final EvalLimits LIMITS = EvalLimits.defaults();
    private static final EvalHost HOST = EvalHost.of(new SystemAmbient());
    private static final Map<String, ParamValue> INPUTS = Map.of(
            "x", ParamValue.of(7),
            "y", ParamValue.of("a"),
            "z", ParamValue.of(2.5),
            "names", new ParamValue.StringArray(List.of("a", "b", "c", "d")));

    /** The expressions, by what they are about. */
    public enum Topic {
        /** A condition as it stands on a transition. */
        CONDITION("x > 3 && y == 'a'"),
        /** Arithmetic with longs and doubles. */
        ARITHMETIC("(x + 3) * 2 - x / 2 + z * 4.0"),
        /** Concatenation of texts. */
        TEXT("'run ' + x + ' of ' + y + ' at ' + z"),
        /** A look-up of params. */
        PARAMS("params.get('x')"),
        /** Formatting of a date. */
        DATE("new DateTime(1569018000000).withZone(DateTimeZone.forID('UTC')).toString('yyyyMMdd')"),
        /** A loop of 1,000 passes. */
        LOOP("s = 0; for (int i = 0; i < 1000; i += 1) { s += i * 2; } return s;"),
        /** An array that becomes a map. */
        MAP("m = new Map(); for (int i = 0; i < names.length; i += 1) { m.put(names[i], i); } return m;");

        private final String text;

        Topic(String text) {
            this.text = text;
        }
    }

    /** What the expression is about. */
    @Param
    public Topic topic = Topic.CONDITION;

    private Expression expression = Expression.compile("1", LIMITS);

    /** Compiles the expression. */
    @Setup
    public void compile() {
        expression = Expression.compile(topic.text, LIMITS);
    }

    /**
     * Evaluates the expression that was compiled before.
     *
     * @return its value
     */
    @Benchmark
    public EvalResult cached() {
        return expression.evaluate(INPUTS, HOST);
    }

    /**
     * Compiles the expression and evaluates it.
     *
     * @return its value
     */
    @Benchmark
    public EvalResult uncached() {
        return Expression.compile(topic.text, LIMITS).evaluate(INPUTS, HOST);
    }

    /**
     * Runs all of it and prints a row for each expression: time and allocation for each evaluation.
     *
     * @param args the names of topics; none for all of them
     * @throws RunnerException if JMH fails
     */
    public static void main(String[] args) throws RunnerException {
        var topics = args.length > 0 ? args : names();
        var results = new Runner(new OptionsBuilder()
                        .include(SelSpeed.class.getSimpleName())
                        .param("topic", topics)
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        System.out.println();
        System.out.println("| Expression | Compiled before | Compiled each time |");
        System.out.println("| --- | --- | --- |");
        for (var topic : topics) {
            System.out.printf(
                    Locale.ROOT,
                    "| `%s` | %s | %s |%n",
                    Topic.valueOf(topic).text.replace("|", "\\|"),
                    cell(results, topic, "cached"),
                    cell(results, topic, "uncached"));
        }
    }

    private static String[] names() {
        return Stream.of(Topic.values()).map(Topic::name).toArray(String[]::new);
    }

    private static String cell(Collection<RunResult> results, String topic, String method) {
        var result = results.stream()
                .filter(run -> run.getParams().getParam("topic").equals(topic))
                .filter(run -> run.getParams().getBenchmark().endsWith("." + method))
                .findFirst()
                .orElseThrow();
        var time = result.getPrimaryResult();
        var memory = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return String.format(
                Locale.ROOT,
                "%,.0f ns ± %,.0f, %,.0f B, %,.0f/s",
                time.getScore(),
                time.getScoreError(),
                memory == null ? Double.NaN : memory.getScore(),
                1e9 / time.getScore());
    }
}
