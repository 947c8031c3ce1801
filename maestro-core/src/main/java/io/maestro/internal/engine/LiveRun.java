package io.maestro.internal.engine;

import io.maestro.internal.kernel.RunMachine;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.WorkflowRun;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A run that an engine advances, or advanced to its end, as others may see it. */
public final class LiveRun {

    private final RunProcess process;

    LiveRun(RunProcess process) {
        this.process = process;
    }

    /** Returns what leads to the run and does not keep it in memory. */
    public Grip grip() {
        return process.grip();
    }

    /** Returns the id of the run. */
    public RunId runId() {
        return process.runId();
    }

    /** Returns the run's row as it was last recorded. */
    public WorkflowRun recorded() {
        return process.recorded();
    }

    /** Tells whether the engine stopped advancing the run before its end. */
    public boolean isAbandoned() {
        return process.isAbandoned();
    }

    /** Completes when the run's end is recorded, or exceptionally if the engine had to give the run up. */
    public CompletableFuture<WorkflowRun> ended() {
        return process.ended();
    }

    /**
     * Asks for the run to be stopped.
     *
     * @param reason who or what asks for it
     * @return completes when that is recorded; false if the run had ended or was being ended already
     */
    public CompletableFuture<Boolean> stop(String reason) {
        return process.ask(process.endAsked(RunStatus.STOPPED, reason));
    }

    /**
     * Asks the machine something.
     *
     * @param question changes nothing
     * @param <T> the type of the answer
     * @return the answer
     */
    public <T> CompletableFuture<T> inspect(Function<RunMachine, T> question) {
        return process.inspect(question);
    }
}
