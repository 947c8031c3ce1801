package io.maestro.definition;

import io.maestro.error.MaestroException;
import io.maestro.error.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown for a definition that cannot be registered; lists everything that is wrong with it. */
public final class InvalidDefinitionException extends MaestroException {

    private final transient List<Problem> problems;

    /**
     * Creates the exception.
     *
     * @param subject what was refused, such as {@code workflow 'etl'} or the name of a file
     * @param problems what is wrong with it, at least one
     */
    public InvalidDefinitionException(String subject, List<Problem> problems) {
        super(message(subject, problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * Returns everything that is wrong, in the order of the definition.
     *
     * @return the problems, at least one
     */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(String subject, List<Problem> problems) {
        var count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return problems.stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n  ", subject + " has " + count + ":\n  ", ""));
    }
}
