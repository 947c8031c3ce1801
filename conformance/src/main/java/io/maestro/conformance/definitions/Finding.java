package io.maestro.conformance.definitions;

import io.maestro.error.Problem;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What came of a file.
 *
 * @param file the file
 * @param result what came of it
 */
record Finding(DefinitionFile file, Result result) {

    /** What can come of a file. */
    sealed interface Result {

        /** A workflow that was run. */
        record Ran(RunStatus status, Map<StepStatus, Long> steps, Set<String> standIns) implements Result {}

        /** A workflow that cannot be started as it is. */
        record NotStarted(String why) implements Result {}

        /** A workflow that is sound, but needs what the engine does not have yet. */
        record NotYet(List<Problem> problems) implements Result {}

        /** A job template that is sound. */
        record Template() implements Result {}

        /** A workflow or job template that is refused. */
        record Refused(List<Problem> problems) implements Result {}
    }

    boolean isValid() {
        return !(result instanceof Result.Refused);
    }

    /** Tells whether it is valid, or refused for what its name means, or else a listed difference is the reason. */
    boolean isExpected() {
        return switch (result) {
            case Result.NotYet notYet -> true;
            case Result.Refused(var problems) ->
                file.claim()
                        .filter(claim -> problems.stream().anyMatch(claim::isMeant))
                        .isPresent();
            case Result.Ran ran -> isValidAsNamed();
            case Result.NotStarted notStarted -> isValidAsNamed();
            case Result.Template template -> isValidAsNamed();
        };
    }

    private boolean isValidAsNamed() {
        return file.claim().isEmpty() || !heading().isEmpty();
    }

    /** Returns the entry of the compatibility page that says why the file is valid all the same, or an empty text. */
    private String heading() {
        return isValid() ? Leniency.of(file) : "";
    }

    @Override
    public String toString() {
        var heading = heading();
        return file.path() + ": " + validity() + (heading.isEmpty() ? "" : " (" + heading + ")") + text();
    }

    private String validity() {
        return (isValid() ? "valid" : "invalid") + (isExpected() ? "" : ", other than its name says");
    }

    private String text() {
        return switch (result) {
            case Result.Ran ran -> ", " + ran.status() + ", " + counts(ran.steps()) + standIns(ran.standIns());
            case Result.NotStarted notStarted -> ", not started: " + notStarted.why();
            case Result.NotYet notYet -> ", cannot run yet: " + joined(notYet.problems());
            case Result.Template template -> ", a job template";
            case Result.Refused refused -> ": " + joined(refused.problems());
        };
    }

    private static String counts(Map<StepStatus, Long> steps) {
        return steps.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String standIns(Set<String> types) {
        return types.isEmpty() ? "" : "; " + String.join(", ", types) + " stood in for by steps that succeed";
    }

    private static String joined(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.toString().replace('\n', ' '))
                .collect(Collectors.joining("; "));
    }
}
