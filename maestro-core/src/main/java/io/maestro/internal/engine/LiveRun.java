package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.internal.kernel.Decision;
import io.maestro.internal.kernel.RunEvent;
import io.maestro.internal.kernel.RunMachine;
import io.maestro.internal.kernel.Settled;
import io.maestro.internal.kernel.StepEvent;
import io.maestro.run.ActionRequest;
import io.maestro.run.ActionResult;
import io.maestro.run.RunId;
import io.maestro.run.Settlement;
import io.maestro.run.Verdict;
import io.maestro.run.WorkflowRun;
import java.util.Optional;
import java.util.OptionalInt;
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
     * Asks something of the run, or of a step of it.
     *
     * @param step the step, or empty if it is asked of the run
     * @param request what is asked for, by whom and why
     * @return completes when that is recorded, with the answer; with none if the run has ended meanwhile
     */
    public CompletableFuture<Optional<ActionResult>> ask(Optional<StepId> step, ActionRequest request) {
        return process.mail().ask(process.asked(step, request)).thenApply(Decision::answer);
    }

    /**
     * Says what became of an attempt of which nobody knows whether its work was done.
     *
     * @param step the number of the step
     * @param attempt the number of the attempt
     * @param verdict what became of it
     * @return completes when that is recorded; false if nobody asks that of the attempt, or not any more
     * @throws io.maestro.value.ValueCodecException if the store cannot keep the output
     */
    public CompletableFuture<Boolean> settle(int step, int attempt, Verdict verdict) {
        var prepared = process.prepared();
        var now = process.time().instant();
        var type = prepared.types().output(prepared.graph().id(step));
        var settled = new Settled(
                new Settlement(verdict.kind(), verdict.by(), verdict.reason(), now),
                verdict.output().map(output -> process.kept(output, type)));
        return process.mail()
                .ask(new RunEvent.OfStep(step, new StepEvent.Judged(attempt, settled, now)))
                .thenApply(decision -> !decision.isEmpty());
    }

    /** Returns the number of a step, or empty if the run has no such step. */
    public OptionalInt number(StepId step) {
        return process.prepared().graph().number(step);
    }

    /**
     * Asks the machine something.
     *
     * @param question changes nothing
     * @param <T> the type of the answer
     * @return the answer
     */
    public <T> CompletableFuture<T> inspect(Function<RunMachine, T> question) {
        return process.mail().inspect(question);
    }
}
