package io.maestro.internal.engine;

import io.maestro.internal.kernel.Decision;
import io.maestro.internal.kernel.RunEvent;
import io.maestro.internal.kernel.RunMachine;
import io.maestro.run.StepAttempt;
import io.maestro.time.TimeSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** What is posted to a run. It is the engine's work until it is handled. Thread-safe. */
final class RunMail {

    private final Engine engine;
    private final Mailbox<RunMessage> mailbox;

    /**
     * Creates it without any message.
     *
     * @param engine the engine
     * @param handler handles a message, and tells when it is {@linkplain #handled handled}; throws nothing
     */
    RunMail(Engine engine, Consumer<RunMessage> handler) {
        this.engine = engine;
        this.mailbox = new Mailbox<>(handler, engine.relief());
    }

    /** Has an event be the first that is taken in, at {@link #open}. */
    void prepare(RunEvent event) {
        engine.time().began(TimeSource.Work.ENGINE);
        mailbox.prepare(new RunMessage.Happened(event));
    }

    void open() {
        mailbox.open();
    }

    /** Takes in a message that came to another process of this run after that had left; it was posted already. */
    void take(RunMessage message) {
        mailbox.post(message);
    }

    /** Takes in what has happened. */
    void post(RunEvent event) {
        post(new RunMessage.Happened(event));
    }

    void post(RunMessage message) {
        engine.time().began(TimeSource.Work.ENGINE);
        mailbox.post(message);
    }

    /** Takes in that a time has come; of no interest to one who sleeps. */
    void ring(RunEvent event) {
        post(new RunMessage.Rang(event));
    }

    /** Takes in what became of some work, unless the engine was cut off from it. */
    void report(RunEvent event) {
        if (!engine.isClosed()) {
            post(event);
        }
    }

    /** Takes in that some work is ready to be committed; the answer is the row to commit with it, or none if it is not wanted. */
    CompletableFuture<Optional<StepAttempt>> ready(RunEvent.OfStep event) {
        if (engine.isClosed()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        var answer = new CompletableFuture<Optional<StepAttempt>>();
        post(new RunMessage.Ready(event, answer));
        return answer;
    }

    /** Asks for something; the answer comes when it is recorded, and tells what has followed. */
    CompletableFuture<Decision> ask(RunEvent event) {
        var answer = new CompletableFuture<Decision>();
        post(new RunMessage.Asked(event, answer));
        return answer;
    }

    /** Asks the machine a question that changes nothing. */
    <T> CompletableFuture<T> inspect(Function<RunMachine, T> question) {
        var answer = new CompletableFuture<T>();
        post(new RunMessage.Inspect<>(question, answer));
        return answer;
    }

    /** Completes when everything that was posted before is carried out. */
    CompletableFuture<Void> settled() {
        var answer = new CompletableFuture<Void>();
        post(new RunMessage.Barrier(answer));
        return answer;
    }

    CompletableFuture<Void> close(String reason) {
        var closed = new CompletableFuture<Void>();
        post(new RunMessage.Close(reason, closed));
        return closed;
    }

    /** A message is handled, with what had to be recorded and carried out for it. */
    void handled() {
        engine.time().ended(TimeSource.Work.ENGINE);
    }
}
