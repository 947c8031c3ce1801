package io.maestro.internal.graph.check;

import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.error.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The problems found so far, in the order in which they were. */
final class Findings {

    private final List<Problem> problems = new ArrayList<>();

    List<Problem> all() {
        return List.copyOf(problems);
    }

    void add(Problem problem) {
        problems.add(problem);
    }

    /** Changes the problems that some check finds. */
    void changing(Runnable check, UnaryOperator<Problem> change) {
        int before = problems.size();
        check.run();
        problems.subList(before, problems.size()).replaceAll(change);
    }

    void error(ProblemCode code, String path, String message) {
        add(Problem.of(code, path, message));
    }

    /** Adds an error if there is a message. */
    void error(ProblemCode code, String path, Optional<String> message) {
        message.ifPresent(text -> error(code, path, text));
    }

    void warning(ProblemCode code, String path, String message) {
        add(Problem.of(code, Severity.WARNING, path, message));
    }
}
