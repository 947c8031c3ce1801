package io.maestro.store;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.WorkflowId;
import io.maestro.run.Action;
import io.maestro.run.ActionTaken;
import io.maestro.run.Ending;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.Unblocking;
import io.maestro.run.WorkflowRun;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a store does for runs that wait for their turn, beside taking them in with a {@link Commit}. A run waits from when it is
 * recorded as {@link io.maestro.run.RunStatus#CREATED}; it belongs to no node meanwhile. Whatever concerns the queue of a workflow,
 * runs that are started included, happens one after the other, on all nodes: what is decided rests on all that was recorded before, and
 * is recorded before anything else is decided. Thread-safe.
 */
public interface Queues {

    /**
     * What came of a look at a queue.
     *
     * @param begun the runs that have begun, in the order in which they were let go
     * @param inTheWay runs that go on, that nobody has asked to be stopped, and that are to be stopped for one that waits
     * @param more whether more of them may begin
     */
    record Released(List<WorkflowRun> begun, List<RunId> inTheWay, boolean more) {

        /** Copies the lists. */
        public Released {
            begun = List.copyOf(begun);
            inTheWay = List.copyOf(inTheWay);
        }

        /**
         * Returns that nothing came of it.
         *
         * @return the result
         */
        public static Released nothing() {
            return new Released(List.of(), List.of(), false);
        }
    }

    /**
     * Has runs begin that wait, as many as the run strategy of the workflow allows now, see {@link io.maestro.queue.QueueRules#free}:
     * those with the highest priority first, and of these the lowest instances and runs. Costs little if there are none.
     *
     * @param workflow the workflow
     * @param place to which node they belong from now on
     * @param at when they begin
     * @param limit how many at most, positive
     * @return what came of it
     */
    Released release(WorkflowId workflow, NewRun.Place place, Instant at, int limit);

    /**
     * Which runs that wait are meant.
     *
     * @param workflow those of this workflow
     * @param run only this one, or empty for all
     */
    record Range(WorkflowId workflow, Optional<RunId> run) {
        /** Checks that nothing is null. */
        public Range {
            requireNonNull(workflow, "workflow");
            requireNonNull(run, "run");
        }

        /**
         * Returns the range of one run.
         *
         * @param run the run
         * @return the range
         */
        public static Range of(RunId run) {
            return new Range(run.workflow(), Optional.of(run));
        }
    }

    /**
     * That runs end before their turn has come.
     *
     * @param ending how, why and when
     * @param asked what somebody asked for, or empty if it follows from something else
     */
    record EarlyEnd(Ending ending, Optional<ActionTaken> asked) {
        /** Checks that nothing is null. */
        public EarlyEnd {
            requireNonNull(ending, "ending");
            requireNonNull(asked, "asked");
        }

        /**
         * Returns the end that somebody asks for.
         *
         * @param taken what is done: {@link io.maestro.run.Action#STOP} or {@link io.maestro.run.Action#KILL}
         * @return the end
         */
        public static EarlyEnd asked(ActionTaken taken) {
            var outcome = taken.action() == Action.KILL ? RunStatus.FAILED : RunStatus.STOPPED;
            return new EarlyEnd(new Ending(outcome, taken.toString(), taken.at()), Optional.of(taken));
        }

        /**
         * Returns the end that follows from something else.
         *
         * @param ending how, why and when
         * @return the end
         */
        public static EarlyEnd because(Ending ending) {
            return new EarlyEnd(ending, Optional.empty());
        }

        /**
         * Returns a run as it ends so.
         *
         * @param waiting the run, which waits
         * @return the run as it ended
         */
        public WorkflowRun of(WorkflowRun waiting) {
            return asked.map(taken -> waiting.acted(taken, waiting.status()))
                    .orElse(waiting)
                    .endedInQueue(ending);
        }
    }

    /**
     * Ends runs before their turn has come. Where a step of a run waits for one of them that another node may advance, it is told in
     * the same transaction.
     *
     * @param range which ones; those that do not wait are left alone
     * @param end how, why and when
     * @param limit how many at most, positive
     * @return the rows of those that have ended so
     */
    List<WorkflowRun> end(Range range, EarlyEnd end, int limit);

    /**
     * Has failed runs not hold up others any more, see {@link WorkflowRun#isBlocking}.
     *
     * @param workflow of which workflow
     * @param instance of which of its instances, or empty for all
     * @param unblocking who says so, why and when
     * @param limit how many at most, positive
     * @return their rows
     */
    List<WorkflowRun> unblock(WorkflowId workflow, Optional<Long> instance, Unblocking unblocking, int limit);

    /**
     * Tells in which queues anybody waits.
     *
     * @param workflows the workflows to look at
     * @return those of which runs wait
     */
    Set<WorkflowId> waiting(Collection<WorkflowId> workflows);

    /**
     * Tells how many runs come before one that waits.
     *
     * @param run the run
     * @return how many; empty if it does not wait
     */
    Optional<Long> ahead(RunId run);
}
