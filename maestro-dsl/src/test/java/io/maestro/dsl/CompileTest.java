package io.maestro.dsl;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the types of the handles promise: the wrong twin of a line does not compile, the right one does. */
class CompileTest {

    private static final String DECLARATIONS = """
            import io.maestro.dsl.*;
            import java.time.LocalDate;
            import java.util.List;

            class Snippet {
                static final Workflow WORKFLOW = Workflow.define("snippet", w -> {
                    Param<LocalDate> day = w.param("day", LocalDate.class);
                    Param<Long> limit = w.param("limit", 100L);
                    Step<List<String>> extract = w.step("extract", day, d -> List.of(d.toString()));
                    Step<Double> score = w.step("score", extract, rows -> rows.size() / 2.0);
                    PlainStep publish = w.run("publish", ctx -> {});
                    Foreach<Integer> sizes = w.foreach("sizes", extract, (row, body) -> body.step("size", row, String::length));
                    // the line
                });
            }
            """;

    @TempDir
    Path classes = Path.of("");

    static Stream<Arguments> twins() {
        return Stream.of(
                Arguments.of(
                        "a misspelt step",
                        "w.run(\"end\", ctx -> {}).after(extrct);",
                        "w.run(\"end\", ctx -> {}).after(extract);",
                        "cannot find symbol symbol: variable extrct"),
                Arguments.of(
                        "an output read as another type",
                        "w.run(\"end\", ctx -> { List<Long> rows = ctx.get(extract); });",
                        "w.run(\"end\", ctx -> { List<String> rows = ctx.get(extract); });",
                        "equality constraints: List<String> upper bounds: List<Long>"),
                Arguments.of(
                        "an input of another type",
                        "w.step(\"end\", score, s -> s.isEmpty());",
                        "w.step(\"end\", score, s -> s.isNaN());",
                        "symbol: method isEmpty()"),
                Arguments.of(
                        "a work that wants another type",
                        "StepFunction<String, Integer> length = String::length; w.step(\"end\", score, length);",
                        "StepFunction<Double, Long> round = Math::round; w.step(\"end\", score, round);",
                        "inference variable A has incompatible equality constraints String,Double"),
                Arguments.of(
                        "a handle of another type than its output",
                        "Step<String> end = w.step(\"end\", ctx -> 1).after(score);",
                        "Step<Integer> end = w.step(\"end\", ctx -> 1).after(score);",
                        "Step<Integer> cannot be converted to Step<String>"),
                Arguments.of(
                        "a param read as another type",
                        "w.run(\"end\", ctx -> { String d = ctx.get(day); });",
                        "w.run(\"end\", ctx -> { LocalDate d = ctx.get(day); });",
                        "equality constraints: LocalDate upper bounds: String"),
                Arguments.of(
                        "a default of another type than the param",
                        "Param<Long> max = w.param(\"max\", \"100\");",
                        "Param<Long> max = w.param(\"max\", 100L);",
                        "inference variable T has incompatible bounds"),
                Arguments.of(
                        "a computation of another type",
                        "w.param(\"max\", Long.class).computed(p -> p.get(day));",
                        "w.param(\"max\", Long.class).computed(p -> p.get(limit));",
                        "equality constraints: LocalDate upper bounds: Long"),
                Arguments.of(
                        "a setting of another type",
                        "publish.timeout(limit.asSetting());",
                        "publish.timeout(w.param(\"max\", java.time.Duration.class).asSetting());",
                        "Setting<Long>"),
                Arguments.of(
                        "an output shown as another type",
                        "score.outputParam(\"score\", Long.class);",
                        "score.outputParam(\"score\", Double.class);",
                        "Class<Long> cannot be converted to Class<Double>"),
                Arguments.of(
                        "an element read as another type",
                        "w.runForeach(\"end\", extract, (row, body) -> body.run(\"a\", row, (Integer r) -> {}));",
                        "w.runForeach(\"end\", extract, (row, body) -> body.run(\"a\", row, (String r) -> {}));",
                        "inference variable A has incompatible equality constraints Integer,String"),
                Arguments.of(
                        "a gathered list read as another type",
                        "w.step(\"end\", sizes, list -> list.getFirst().isEmpty());",
                        "w.step(\"end\", sizes, list -> list.getFirst().longValue());",
                        "symbol: method isEmpty()"),
                Arguments.of(
                        "a loop over something that is no list",
                        "w.runForeach(\"end\", score, (row, body) -> body.run(\"a\", ctx -> {}));",
                        "w.runForeach(\"end\", sizes, (row, body) -> body.run(\"a\", ctx -> {}));",
                        "Step<Double> cannot be converted to Ref<? extends List<E>>"),
                Arguments.of(
                        "a loop param set to another type",
                        "w.whileLoop(\"end\", l -> l.type(\"a\", \"NoOp\").next(l.<Long>param(\"n\", 1L), p -> p.get(day)));",
                        "w.whileLoop(\"end\", l -> l.type(\"a\", \"NoOp\").next(l.<Long>param(\"n\", 1L), p -> p.get(limit)));",
                        "equality constraints: LocalDate upper bounds: Long"),
                Arguments.of(
                        "a limit on passes where nothing leads back",
                        "w.from(score).when(\"x\").to(publish).atMost(3);",
                        "w.from(score).when(\"x\").backTo(extract).atMost(3);",
                        "symbol: method atMost(int)"),
                Arguments.of(
                        "a loop that is tried again",
                        "sizes.retry(io.maestro.definition.RetryPolicy.none());",
                        "score.retry(io.maestro.definition.RetryPolicy.none());",
                        "symbol: method retry(RetryPolicy)"),
                Arguments.of(
                        "a condition that is none",
                        "w.from(score).when(ctx -> ctx.get(score)).to(publish);",
                        "w.from(score).when(ctx -> ctx.get(score) < 0.9).to(publish);",
                        "bad return type in lambda expression"),
                Arguments.of(
                        "a condition on another type",
                        "w.from(score).when(ctx -> ctx.get(extract) < 0.9).to(publish);",
                        "w.from(score).when(ctx -> ctx.get(extract).isEmpty()).to(publish);",
                        "bad operand types for binary operator '<'"),
                Arguments.of(
                        "the output of a step that has none",
                        "w.run(\"end\", ctx -> { Object o = ctx.get(publish); });",
                        "w.run(\"end\", ctx -> { Object o = ctx.get(score); });",
                        "PlainStep cannot be converted to Ref"),
                Arguments.of(
                        "a step with an output that returns nothing",
                        "w.step(\"end\", ctx -> System.gc());",
                        "w.run(\"end\", ctx -> System.gc());",
                        "lower bounds: void"),
                Arguments.of(
                        "a class that the output is not of",
                        "score.returns(String.class);",
                        "score.returns(Number.class);",
                        "Class<String> cannot be converted to Class<? super Double>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("twins")
    void a_mistake_does_not_compile(String mistake, String wrong, String right, String message) {
        assertThat(errorsIn(wrong))
                .as(mistake)
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error).contains(message));
        assertThat(errorsIn(right)).as("the right twin of %s", mistake).isEmpty();
    }

    private List<String> errorsIn(String line) {
        var compiler = requireNonNull(ToolProvider.getSystemJavaCompiler(), "compiler");
        var found = new DiagnosticCollector<JavaFileObject>();
        var options = List.of(
                "-proc:none", "-cp", requireNonNull(System.getProperty("java.class.path")), "-d", classes.toString());
        compiler.getTask(null, null, found, options, null, List.of(source(line)))
                .call();
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getMessage(Locale.ENGLISH))
                .map(CompileTest::plain)
                .toList();
    }

    /** Leaves out the packages of types and the layout of lines. */
    private static String plain(String message) {
        return message.replaceAll("\\b([a-z]+\\.)+(?=[A-Z])", "").replaceAll("\\s+", " ");
    }

    private static JavaFileObject source(String line) {
        return new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return DECLARATIONS.replace("// the line", line);
            }
        };
    }
}
