package io.maestro.internal.engine;

import io.maestro.internal.kernel.Decision;
import io.maestro.internal.kernel.RunEvent;
import io.maestro.internal.kernel.RunMachine;
import io.maestro.run.StepAttempt;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What comes into the mailbox of a run. */
sealed interface RunMessage {

    /** Something has happened. */
    record Happened(RunEvent event) implements RunMessage {}

    /** A timer of the run rang. If the run has left memory meanwhile, it is woken for that by others. */
    record Rang(RunEvent event) implements RunMessage {}

    /** A body did its work in a transaction, and wants to know the row that is to be committed with it; none if it is too late. */
    record Ready(RunEvent.OfStep event, CompletableFuture<Optional<StepAttempt>> answer) implements RunMessage {}

    /** Somebody asks for something, and wants to know when it is recorded and what has followed. */
    record Asked(RunEvent event, CompletableFuture<Decision> answer) implements RunMessage {}

    /** Somebody wants to know. */
    record Inspect<T>(Function<RunMachine, T> question, CompletableFuture<T> answer) implements RunMessage {
        void answer(RunMachine machine) {
            try {
                answer.complete(question.apply(machine));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    /** Somebody waits until what came before is carried out. */
    record Barrier(CompletableFuture<Void> answer) implements RunMessage {}

    /**
     * The run may leave memory, if nothing has come in between.
     *
     * @param turn after which decision
     * @param until when it is to be woken
     */
    record Leave(int turn, Instant until) implements RunMessage {}

    /** The engine does not advance the run any more. */
    record Close(String reason, CompletableFuture<Void> answer) implements RunMessage {}
}
