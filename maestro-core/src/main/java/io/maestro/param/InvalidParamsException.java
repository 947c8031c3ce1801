package io.maestro.param;

import io.maestro.error.MaestroException;
import io.maestro.error.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown for params that a run cannot start with; lists everything that is wrong with them. Nothing was started. */
public final class InvalidParamsException extends MaestroException {

    private final transient List<Problem> problems;

    /**
     * Creates the exception.
     *
     * @param workflow the workflow that was to be started
     * @param problems what is wrong, at least one
     */
    public InvalidParamsException(String workflow, List<Problem> problems) {
        super(message(workflow, problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param workflow the workflow that was to be started
     * @param problems what is wrong, at least one
     * @param cause why a param has no value
     */
    public InvalidParamsException(String workflow, List<Problem> problems, ParamException cause) {
        super(message(workflow, problems), cause);
        this.problems = List.copyOf(problems);
    }

    private static String message(String workflow, List<Problem> problems) {
        return problems.stream()
                .map(Problem::toString)
                .collect(Collectors.joining(
                        "\n  ", "workflow '" + workflow + "' cannot start with these params:\n  ", ""));
    }

    /**
     * Returns everything that is wrong.
     *
     * @return the problems, at least one; their paths are those of {@code run_params}
     */
    public List<Problem> problems() {
        return problems;
    }
}
