package io.maestro.internal.kernel;

import io.maestro.internal.graph.Graph;
import io.maestro.internal.graph.Loop;
import io.maestro.run.StepAttempt;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a run tell of each step: how it stands, and how its visit before that ended. Older visits of a cycle do not
 * matter, and need not be there.
 *
 * <p>The rows come in the order in which they were first recorded. Within a pass everything follows the header of the loop, so a
 * row that came before the newest one of the header belongs to an earlier pass.
 */
final class History {

    private final Graph graph;
    private final @Nullable StepAttempt[] newest;
    private final @Nullable StepAttempt[] before;
    private final int[] positions;

    History(Graph graph, List<StepAttempt> attempts) {
        this.graph = graph;
        this.newest = new @Nullable StepAttempt[graph.size()];
        this.before = new @Nullable StepAttempt[graph.size()];
        this.positions = new int[graph.size()];
        int position = 0;
        for (var attempt : attempts) {
            add(graph.number(attempt.step()).orElseThrow(), attempt, position++);
        }
    }

    private void add(int step, StepAttempt attempt, int position) {
        var known = newest[step];
        if (known == null || known.visit() != attempt.visit()) {
            before[step] = known;
            positions[step] = position;
        }
        newest[step] = attempt;
    }

    /** Returns the newest attempt of a step, or empty if it was never reached. */
    Optional<StepAttempt> newest(int step) {
        return Optional.ofNullable(newest[step]);
    }

    /** Returns the place of the newest visit of a step in the order of the facts. */
    int position(int step) {
        return positions[step];
    }

    /** Returns the newest attempt of a step in the pass that is under way, or empty if it was not reached in it. */
    Optional<StepAttempt> current(int step) {
        return newest(step).filter(attempt -> isCurrent(step));
    }

    /** Returns the last attempt of a step in the pass before the one that is under way. */
    Optional<StepAttempt> before(int step) {
        return isCurrent(step) ? Optional.ofNullable(before[step]) : newest(step);
    }

    private boolean isCurrent(int step) {
        if (graph.loops().isEmpty()) {
            return true;
        }
        for (var loop = graph.loops().around(step); loop.isPresent(); loop = loop.flatMap(Loop::parent)) {
            int header = loop.get().header();
            if (step != header && (newest[header] == null || positions[step] < positions[header])) {
                return false;
            }
        }
        return true;
    }
}
