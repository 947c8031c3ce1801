package io.maestro.examples;

import io.maestro.definition.StepId;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of a run, as a table.
 *
 * @param headline what became of it as a whole
 * @param rows a line for each step
 */
record Summary(String headline, List<String> rows) {

    static Summary of(WorkflowRun run, List<StepAttempt> attempts, List<StepId> steps) {
        var rows = new ArrayList<String>();
        for (var step : steps) {
            var own = attempts.stream()
                    .filter(attempt -> attempt.step().equals(step))
                    .toList();
            rows.add(own.isEmpty() ? row(step, StepStatus.NOT_CREATED, 0, "-") : row(step, own));
        }
        var took = run.endedAt().map(end -> seconds(Duration.between(run.createdAt(), end)));
        return new Summary(
                run.runId() + " " + run.status()
                        + took.map(time -> " in " + time).orElse(""),
                rows);
    }

    private static String row(StepId step, List<StepAttempt> attempts) {
        var last = attempts.getLast();
        Optional<Duration> took =
                last.startedAt().flatMap(start -> last.endedAt().map(end -> Duration.between(start, end)));
        return row(
                step, last.status(), attempts.size(), took.map(Summary::seconds).orElse("-"));
    }

    private static String row(StepId step, StepStatus status, int attempts, String took) {
        return String.format("  %-20s %-22s %8d %10s", step, status, attempts, took);
    }

    private static String seconds(Duration time) {
        return String.format("%.3f s", time.toNanos() / 1e9);
    }

    void print(PrintStream out) {
        out.println();
        out.println(headline);
        out.println(String.format("  %-20s %-22s %8s %10s", "step", "status", "attempts", "time"));
        rows.forEach(out::println);
    }
}
