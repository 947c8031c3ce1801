package io.maestro.test.step;

import static org.junit.jupiter.api.Assertions.fail;

import io.maestro.step.StepResult;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A call of a step type on a thread of its own, as an engine makes it.
 *
 * @param what names the call, for people
 * @param thread the thread
 * @param answer what came of it
 */
record Call(String what, Thread thread, CompletableFuture<StepResult> answer) {

    static Call begin(String what, Callable<StepResult> call) {
        var answer = new CompletableFuture<StepResult>();
        var thread = Thread.ofVirtual().unstarted(() -> {
            try {
                answer.complete(call.call());
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        thread.start();
        return new Call(what, thread, answer);
    }

    /** Returns the answer; fails if there is none in time, or if the call threw. */
    StepResult await(Duration patience) throws InterruptedException {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            return fail(
                    what + " threw, and what goes wrong is to be told by a result, so that it has a kind",
                    e.getCause());
        } catch (TimeoutException e) {
            return fail(what + " was to return within " + patience.toSeconds() + " s but is at" + stack());
        }
    }

    /** Tells whether the call is over in time, however it ended. */
    boolean isOverWithin(Duration patience) throws InterruptedException {
        return thread.join(patience);
    }

    String stack() {
        var text = new StringBuilder();
        for (var frame : thread.getStackTrace()) {
            text.append("\n\tat ").append(frame);
        }
        return text.toString();
    }
}
