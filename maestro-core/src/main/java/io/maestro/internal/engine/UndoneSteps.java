package io.maestro.internal.engine;

import io.maestro.internal.graph.Graph;
import io.maestro.internal.kernel.RunEvent;
import io.maestro.internal.kernel.Undoing;
import io.maestro.run.Compensation;
import io.maestro.run.Compensation.Undo;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What a run has to undo before it ends, and what the steps that do so may know: how the step ended that they undo, in the visit that
 * they undo, and what that one knew. All of it is read from the store, as it may be of earlier passes and runs. Thread-safe.
 *
 * @param engine the engine
 * @param process the run
 */
record UndoneSteps(Engine engine, RunProcess process) {

    /** Looks up what there is to undo, and tells the run. */
    void find(int search) {
        engine.inBackground(() -> {
            try {
                var undos = of(store(), process.prepared().graph(), process.runId());
                process.mail().post(new RunEvent.UndosFound(search, undos, engine.now()));
            } catch (RuntimeException e) {
                process.cannotGoOn(e);
            }
        });
    }

    /** Returns what there is to undo of the runs of an instance. */
    static List<Undo> of(Store store, Graph graph, RunId newest) {
        var runs = LongStream.rangeClosed(1, newest.run())
                .mapToObj(number -> new RunId(newest.workflow(), newest.instance(), number))
                .flatMap(run -> store.run(run).stream())
                .map(row -> new Undoing.Ran(row, store.attempts(row.runId())))
                .toList();
        return Undoing.of(graph, runs);
    }

    /** Returns how a step has ended, as a step sees it that undoes another. */
    Optional<StepAttempt> ended(int step, int reader) {
        return process.prepared().graph().isUpstream(step, reader)
                ? process.recorded().compensation().flatMap(Compensation::next).flatMap(undo -> ended(step, undo))
                : Optional.empty();
    }

    /** What came before the visit was recorded before it, and what came in later passes after it. */
    private Optional<StepAttempt> ended(int step, Undo undo) {
        var id = process.prepared().graph().id(step);
        var run = runId(undo.run());
        var attempts = store().attempts(run);
        int last = last(attempts, undo);
        return attempts.subList(0, last + 1).reversed().stream()
                .filter(attempt -> attempt.step().equals(id))
                .findFirst()
                .or(() -> store().newestBefore(run, id));
    }

    private static int last(List<StepAttempt> attempts, Undo undo) {
        for (int i = attempts.size() - 1; i >= 0; i--) {
            var attempt = attempts.get(i);
            if (attempt.step().equals(undo.step()) && attempt.visit() == undo.visit()) {
                return i;
            }
        }
        throw new IllegalStateException("nothing is recorded of step " + undo);
    }

    private RunId runId(long run) {
        var own = process.runId();
        return new RunId(own.workflow(), own.instance(), run);
    }

    private Store store() {
        return engine.store();
    }
}
