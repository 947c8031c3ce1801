package io.maestro.test;

import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** What runs have come to, in lines that can be compared with those of another time. */
final class Outcome {

    /** How objects show themselves that do not say what they hold. */
    private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]{4,8}\\b");

    private Outcome() {}

    static List<String> of(List<WorkflowRun> runs, Store store) {
        var lines = new ArrayList<String>();
        runs.stream().sorted(Comparator.comparing(WorkflowRun::runId)).forEach(run -> {
            if (!run.status().isTerminal()) {
                lines.add("run " + run.runId() + " has not ended");
                return;
            }
            lines.add("run " + run.runId() + " " + run.status()
                    + run.ending().map(ending -> " for " + ending.reason()).orElse(""));
            store.attempts(run.runId()).stream()
                    .sorted(Comparator.comparing(
                                    (StepAttempt attempt) -> attempt.step().value())
                            .thenComparingInt(StepAttempt::attempt))
                    .forEach(attempt -> lines.add("run " + run.runId() + " " + line(attempt)));
        });
        return lines;
    }

    private static String line(StepAttempt attempt) {
        return "step " + attempt.step() + ", attempt " + attempt.attempt() + ": " + attempt.status()
                + attempt.output().map(Outcome::text).orElse("")
                + attempt.error().map(error -> " (" + error.message() + ")").orElse("");
    }

    private static String text(Object output) {
        return " " + shown(output);
    }

    /** Returns how an object shows itself, the same each time, in brackets. */
    static String shown(Object output) {
        var text = Arrays.deepToString(new Object[] {output});
        return IDENTITY.matcher(text).replaceAll("@");
    }
}
