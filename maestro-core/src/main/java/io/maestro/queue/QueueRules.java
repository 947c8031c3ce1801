package io.maestro.queue;

import io.maestro.definition.RunStrategy;
import io.maestro.definition.RunStrategy.Rule;
import io.maestro.definition.WorkflowId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the run strategies say (spec: runtime, section 3). Each decision rests on what is recorded and nothing else, so it can be
 * taken again after a crash, on any node.
 */
public final class QueueRules {

    /** Why a run is stopped that is started under {@link Rule#FIRST_ONLY} while another goes on. */
    public static final String NOT_FIRST =
            "another run of the workflow had not ended, and its run strategy is FIRST_ONLY";

    /** Why a run is stopped that a later one takes the place of. */
    public static final String NOT_LAST = "a later run of the workflow took its place, as its run strategy says";

    private QueueRules() {}

    /**
     * Decides what becomes of runs of a workflow that are started together.
     *
     * @param seen how those before them stand; under a strategy that {@link #replacesWaiting}, without those that wait
     * @param priorities their priorities, in the order in which they are started
     * @return the fate of each, in that order
     */
    public static List<Fate> arrivals(QueueState seen, List<Integer> priorities) {
        return switch (seen.strategy().rule()) {
            case UNLIMITED -> Collections.nCopies(priorities.size(), Fate.BEGINS);
            case SEQUENTIAL, STRICT_SEQUENTIAL, PARALLEL -> inTurn(seen.waiting() ? 0 : free(seen), priorities);
            case FIRST_ONLY -> onlyFirst(seen, priorities.size());
            case LAST_ONLY, SERIAL_LATEST_ONLY -> onlyLast(seen, priorities.size());
        };
    }

    private static List<Fate> inTurn(long free, List<Integer> priorities) {
        var fates = new ArrayList<Fate>(Collections.nCopies(priorities.size(), Fate.WAITS));
        IntStream.range(0, priorities.size())
                .boxed()
                .sorted(Comparator.comparing(priorities::get, Comparator.reverseOrder()))
                .limit(free)
                .forEach(first -> fates.set(first, Fate.BEGINS));
        return fates;
    }

    private static List<Fate> onlyFirst(QueueState seen, int count) {
        var fates = new ArrayList<Fate>(Collections.nCopies(count, Fate.IS_STOPPED));
        if (count > 0 && seen.running() == 0 && !seen.waiting()) {
            fates.set(0, Fate.BEGINS);
        }
        return fates;
    }

    private static List<Fate> onlyLast(QueueState seen, int count) {
        var fates = new ArrayList<Fate>(Collections.nCopies(count, Fate.IS_STOPPED));
        if (count > 0) {
            fates.set(count - 1, seen.running() == 0 ? Fate.BEGINS : Fate.WAITS);
        }
        return fates;
    }

    /**
     * Returns why a run is stopped that is started.
     *
     * @param strategy the strategy that has it stopped
     * @return the reason, in words
     */
    public static String reasonToStop(RunStrategy strategy) {
        return strategy.rule() == Rule.FIRST_ONLY ? NOT_FIRST : NOT_LAST;
    }

    /**
     * Tells whether a run that is started takes the place of all that wait, which are stopped.
     *
     * @param strategy the strategy
     * @return true if so
     */
    public static boolean replacesWaiting(RunStrategy strategy) {
        return switch (strategy.rule()) {
            case LAST_ONLY, SERIAL_LATEST_ONLY -> true;
            case SEQUENTIAL, STRICT_SEQUENTIAL, FIRST_ONLY, PARALLEL, UNLIMITED -> false;
        };
    }

    /**
     * Decides how many of the runs that wait may begin: those with the highest priority first, and of these those with the lowest
     * number of the instance and of the run.
     *
     * @param seen how the runs stand
     * @return how many
     */
    public static long free(QueueState seen) {
        if (seen.strategy().rule() == Rule.STRICT_SEQUENTIAL && seen.blocked()) {
            return 0;
        }
        return limit(seen.strategy()) - Math.min(seen.running(), limit(seen.strategy()));
    }

    /**
     * Returns how many runs may go on at once.
     *
     * @param strategy the strategy
     * @return the number; {@link Integer#MAX_VALUE} if there is no limit
     */
    public static int limit(RunStrategy strategy) {
        return switch (strategy.rule()) {
            case UNLIMITED -> Integer.MAX_VALUE;
            case PARALLEL -> strategy.workflowConcurrency();
            case SEQUENTIAL, STRICT_SEQUENTIAL, FIRST_ONLY, LAST_ONLY, SERIAL_LATEST_ONLY -> 1;
        };
    }

    /**
     * Decides whether the runs that go on are to be stopped, so that one that waits can begin.
     *
     * @param seen how the runs stand
     * @return true if so
     */
    public static boolean stopsRunning(QueueState seen) {
        return seen.strategy().rule() == Rule.LAST_ONLY && seen.waiting() && seen.running() > 0;
    }

    /**
     * Decides whether a workflow may have another strategy now.
     *
     * @param workflow the workflow
     * @param before the strategy that it has
     * @param after the strategy that it is to have
     * @param unfinished how many of its runs have not ended; it need not be told how many more than two
     * @param failed how many of its runs have failed and were not unblocked; it need not be told how many more than one
     * @throws StrategyRefusedException if it may not
     */
    public static void requireChange(
            WorkflowId workflow, RunStrategy before, RunStrategy after, long unfinished, long failed) {
        if (before.equals(after)) {
            return;
        }
        var reason = switch (after.rule()) {
            case FIRST_ONLY, LAST_ONLY ->
                unfinished > 1
                        ? Optional.of("more than one of its runs has not ended; stop them, or wait until all but one"
                                + " have ended, and register it again")
                        : Optional.<String>empty();
            case STRICT_SEQUENTIAL ->
                failed > 0
                        ? Optional.of(
                                "some of its runs have failed; unblock the workflow, or restart them, and register it again")
                        : Optional.<String>empty();
            case SEQUENTIAL, PARALLEL, SERIAL_LATEST_ONLY, UNLIMITED -> Optional.<String>empty();
        };
        reason.ifPresent(why -> {
            throw new StrategyRefusedException(workflow, after, why);
        });
    }
}
