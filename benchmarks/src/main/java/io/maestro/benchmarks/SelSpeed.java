package io.maestro.benchmarks;

import io.maestro.internal.eval.EvalHost;
import io.maestro.internal.eval.Expression;
import io.maestro.internal.eval.port.EvalResult;
import io.maestro.param.ParamValue;
import io.maestro.sel.EvalLimits;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
     * Runs all of it and prints JMH's table, with the allocation of each.
     *
     * @param args none
     * @throws RunnerException if JMH fails
     */
    public static void main(String[] args) throws RunnerException {
        var options = new OptionsBuilder()
                .include(SelSpeed.class.getSimpleName())
                .addProfiler(GCProfiler.class)
                .build();
        new Runner(options).run();
    }
}
