package io.maestro.test.store;

import io.maestro.definition.WorkflowId;
import io.maestro.run.Fact;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.NewRun;
import io.maestro.store.Purged;
import io.maestro.store.RunEnd;
import io.maestro.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the parts of the suite have in common. Each part is the superclass of the next, since a class can have only one. */
abstract class StoreTests {

    /** Returns the store of the test. */
    abstract Store store();

    /** Has runs begin. */
    final List<Begun> begin(NewRun... runs) {
        return store().commit(new Commit(List.of(runs), List.of()));
    }

    /** Has the next run of a workflow begin. */
    final WorkflowRun begin(String workflow) {
        return begin(Samples.next(workflow)).getFirst().run();
    }

    /** Records facts. */
    final void record(Fact... facts) {
        store().commit(new Commit(List.of(), List.of(facts)));
    }

    /** Deletes all runs of a workflow up to an end, so many at a time; returns the first end of those that are left. */
    final Optional<Instant> purge(WorkflowId workflow, RunEnd through, int limit) {
        Purged purged;
        do {
            purged = store().purge(workflow, through, limit);
        } while (purged.more());
        return purged.earliest();
    }

    /** Returns the attempts of a run in words. */
    final List<String> attempts(RunId run) {
        return store().attempts(run).stream().map(StoreTests::words).toList();
    }

    /** Returns an attempt in words. */
    static String words(StepAttempt attempt) {
        return attempt.step() + " " + attempt.attempt() + " " + attempt.status();
    }

    /** Returns runs by their ids. */
    static List<String> ids(List<WorkflowRun> runs) {
        return runs.stream().map(run -> run.runId().toString()).toList();
    }
}
