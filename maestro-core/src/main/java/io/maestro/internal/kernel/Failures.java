package io.maestro.internal.kernel;

import io.maestro.internal.graph.Graph;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepFailure;
import io.maestro.run.StepStatus;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The steps of a run that have failed for good. */
final class Failures {

    private Failures() {}

    /**
     * Returns them in the order in which they failed: those of the flow, then those that undo others or handle failures. Of two that failed
     * at the same time, the one with less before it cannot have followed the other.
     *
     * @param state the run, whose flow is over
     */
    static List<StepFailure> of(RunState state) {
        return IntStream.range(0, state.graph().size())
                .boxed()
                .flatMap(step ->
                        state
                                .newest(step)
                                .filter(row -> hasFailed(row.status()))
                                .map(row -> new Failed(step, row))
                                .stream())
                .sorted(order(state.graph()))
                .map(failed -> failure(failed.row()))
                .toList();
    }

    private record Failed(int step, StepAttempt row) {}

    private static Comparator<Failed> order(Graph graph) {
        return Comparator.<Failed>comparingInt(failed -> graph.isInFlow(failed.step()) ? 0 : 1)
                .thenComparing(failed -> failed.row().endedAt().orElseThrow())
                .thenComparingLong(failed -> before(graph, failed.step()));
    }

    private static long before(Graph graph, int step) {
        return IntStream.range(0, graph.size())
                .filter(other -> graph.precedes(other, step))
                .count();
    }

    private static boolean hasFailed(StepStatus status) {
        return switch (status) {
            case FATALLY_FAILED, INTERNALLY_FAILED, TIMED_OUT, COMPLETED_WITH_ERROR -> true;
            default -> false;
        };
    }

    private static StepFailure failure(StepAttempt row) {
        return new StepFailure(
                row.step(),
                row.attempt(),
                row.status(),
                row.error(),
                row.endedAt().orElseThrow());
    }
}
