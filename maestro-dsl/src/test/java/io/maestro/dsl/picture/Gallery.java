package io.maestro.dsl.picture;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.Step;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Workflows of many shapes. */
final class Gallery {

    private Gallery() {}

    static Map<String, WorkflowDefinition> definitions() {
        var all = new LinkedHashMap<String, List<Step>>();
        all.put("chain", Drawn.steps("extract > clean; clean > score; score > publish"));
        all.put("diamond", Drawn.steps("begin > left, right; left > end; right > end"));
        all.put("fan-out", Drawn.steps(fanOut(30)));
        all.put(
                "alone",
                Drawn.steps(IntStream.range(0, 20).mapToObj(i -> "step" + i).collect(Collectors.joining("; "))));
        all.put(
                "conditions",
                Drawn.steps(
                        "check > small [size < 100], middle [size >= 100 && size < 10000], large [size >= 10000];"
                                + "small > report; middle > report; large > split [rows > 1000000 && region == 'eu-central-1' && !dryRun], report; split > report"));
        all.put(
                "loops",
                Drawn.steps(
                        "begin > fetch; fetch > parse; parse > fetch [broken] *3, check; check > mend [score < 0.9], store [score >= 0.9];"
                                + "mend > parse [] *5; store > fetch [more] *100, end"));
        all.put(
                "cycles-around-loops",
                Drawn.steps(
                        "a > l, m; l > l [again] *3, c; c > m [x]; m > c [y], e",
                        Map.of(
                                "l", Drawn.foreach("l", "i", Drawn.steps("x > y; y > x [again]")),
                                "m", Drawn.whileLoop("m", "more", Drawn.steps("z")))));
        all.put("self-loop", Drawn.steps("begin > poll; poll > poll [!ready] *20, end [ready]"));
        all.put("ring", Drawn.steps("a > b; b > c; c > a [again] *10"));
        all.put(
                "foreach-in-foreach",
                Drawn.steps(
                        "list > each-region; each-region > join",
                        Map.of(
                                "each-region",
                                Drawn.foreach(
                                        "each-region",
                                        "region",
                                        Drawn.steps(
                                                "load > each-file; each-file > sum",
                                                Map.of(
                                                        "each-file",
                                                        Drawn.foreach(
                                                                "each-file",
                                                                "file",
                                                                Drawn.steps("read > a, b; a > c; b > c"))))))));
        all.put(
                "while",
                Drawn.steps(
                        "begin > wait, other; wait > end; other > end",
                        Map.of(
                                "wait",
                                Drawn.whileLoop(
                                        "wait", "i <= 20200105 && !done", Drawn.steps("ask > sleep [!done]")))));
        all.put(
                "kinds",
                Drawn.steps(
                        "begin > sql, shell, sub, unknown; sql > end; shell > end; sub > end; unknown > end",
                        Map.of(
                                "sql", Drawn.typed("sql", "Sql"),
                                "shell", Drawn.template("shell", "shell"),
                                "sub", Drawn.subworkflow("sub", "child"),
                                "unknown", Drawn.subworkflow("unknown", "${which}"))));
        all.put("random", random(100, 7));
        all.put(
                "long-texts",
                Drawn.steps(
                        "a_step_with_a_very_long_identifier.that-goes_on_and_on.and-on-and_on_until_it_ends_somewhere > b, c"
                                + " [an_identifier_that_is_much_longer_than_any_label_should_be == another_one_of_the_same_kind]; b > d; c > d",
                        Map.of(
                                "b",
                                Drawn.named(
                                        Drawn.typed("b", "NoOp"),
                                        "A name with <tags>, & \"quotes\" and 'more' \\ `ticks` #1; ünïcödé 日本語のステップ 🚀"),
                                "c",
                                Drawn.named(Drawn.typed("c", "NoOp"), "W".repeat(256)))));
        all.put(
                "mesh",
                Drawn.steps(
                        "a > b, c, d, e; b > f, g, e; c > f, h; d > g, h, i; e > i; f > j; g > j; h > j; i > j; a > j; b > j"));
        var definitions = new LinkedHashMap<String, WorkflowDefinition>();
        all.forEach((name, steps) -> definitions.put(name, Drawn.workflow(name, steps)));
        return definitions;
    }

    static WorkflowDefinition child() {
        return Drawn.workflow("child", Drawn.steps("one > two, three; two > four; three > four"));
    }

    private static String fanOut(int width) {
        var steps = new StringJoiner("; ");
        steps.add(
                "begin > " + IntStream.range(0, width).mapToObj(i -> "part" + i).collect(Collectors.joining(", ")));
        for (int i = 0; i < width; i++) {
            steps.add("part" + i + " > end");
        }
        return steps.toString();
    }

    static List<Step> random(int size, long seed) {
        var random = new Random(seed);
        var steps = new StringJoiner("; ");
        for (int i = 0; i < size - 1; i++) {
            var targets = new StringJoiner(", ");
            for (int edges = 1 + random.nextInt(2); edges > 0; edges--) {
                targets.add("step" + Math.min(size - 1, i + 1 + random.nextInt(12)));
            }
            steps.add("step" + i + " > " + targets);
        }
        return Drawn.steps(steps.toString());
    }

    /** Returns one of the {@link #runs}. */
    static Picture run(String name) {
        return requireNonNull(runs().get(name), name);
    }

    /** Pictures of runs. */
    static Map<String, Picture> runs() {
        var pictures = new LinkedHashMap<String, Picture>();
        var etl = Drawn.workflow(
                "etl",
                Drawn.steps(
                        "extract > clean, archive; clean > score; score > clean [score < 0.9] *5, publish [score >= 0.9];"
                                + "publish > notify, tidy; archive > tidy; extract > skip [rows == 0]; load-each > tidy",
                        Map.of("load-each", Drawn.foreach("load-each", "file", Drawn.steps("read > store")))));
        pictures.put(
                "run-half-way",
                Recorded.of(etl)
                        .went("extract", 0, 1_250, "clean", "archive", "!skip")
                        .visited("clean", 3, 4_000, 4_020)
                        .visited("clean", 1, 1_250, 1_300, "score")
                        .visited("score", 2, 3_000, 4_000, "clean", "!publish")
                        .failed(
                                "archive",
                                StepStatus.USER_FAILED,
                                1,
                                2,
                                2_000,
                                5_000,
                                "connection refused: archive.example.com:443, after 3 seconds; the last answer was 503")
                        .loop(
                                "load-each",
                                StepStatus.RUNNING,
                                40,
                                Map.of(StepStatus.SUCCEEDED, 36L, StepStatus.FATALLY_FAILED, 2L),
                                10,
                                -1)
                        .step("skip", StepStatus.UNSATISFIED, -1, 1_250)
                        .picture(RunStatus.IN_PROGRESS, -1));
        pictures.put(
                "run-failed",
                Recorded.of(etl)
                        .went("extract", 0, 1_250, "clean", "archive", "!skip")
                        .visited("clean", 3, 4_000, 4_020, "score")
                        .visited("score", 3, 4_020, 125_000, "!clean", "publish")
                        .step("publish", StepStatus.STOPPED, 125_000, 130_000)
                        .failed("archive", StepStatus.FATALLY_FAILED, 1, 3, 2_000, 130_000, "disk full")
                        .loop(
                                "load-each",
                                StepStatus.COMPLETED_WITH_ERROR,
                                40,
                                Map.of(StepStatus.SUCCEEDED, 38L),
                                10,
                                7_200_000)
                        .step("skip", StepStatus.UNSATISFIED, -1, 1_250)
                        .picture(RunStatus.FAILED, 130_010));
        pictures.put(
                "run-waiting",
                Recorded.of(definitions().getOrDefault("diamond", etl))
                        .step("begin", StepStatus.WAITING_FOR_SIGNALS, -1, -1)
                        .picture(RunStatus.STOPPED, 5_000));
        return pictures;
    }
}
