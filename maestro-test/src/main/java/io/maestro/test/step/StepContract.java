package io.maestro.test.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.maestro.param.ParamValue;
import io.maestro.run.FailureKind;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import io.maestro.test.MaestroTestKit;
import io.maestro.value.ValueCodec;
import io.maestro.value.ValueCodecException;
import io.maestro.value.ValueType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The suite that every step type should pass: what is written at the methods of {@link StepRuntime}, and what an engine rests on besides.
 * Extend it in the tests of a type that does all its work in {@link StepRuntime#start}, and {@link JobContract} in those of one that returns jobs,
 * and tell it how to have work succeed, last and fail, and what the outside knows of that:
 *
 * {@snippet :
 * class BatchStepTest extends JobContract {
 *     @Override
 *     protected StepRuntime newRuntime() {
 *         return new BatchStep(cluster.url());
 *     }
 *
 *     @Override
 *     protected Optional<Map<String, ParamValue>> params(Conduct conduct) {
 *         return Optional.of(Map.of("image", ParamValue.of("test/" + conduct)));
 *     }
 *
 *     @Override
 *     protected int begun(String key) {
 *         return cluster.jobsLabelled(key).size();
 *     }
 *
 *     @Override
 *     protected boolean goesOn(String key) {
 *         return cluster.jobsLabelled(key).stream().anyMatch(Job::isRunning);
 *     }
 * }
 * }
 *
 * <p>It works by the time of the wall. Each test is work of its own, with a key that was never used.
 */
public abstract class StepContract {

    private static final Duration GLANCE = Duration.ofMillis(5);
    private static final Duration LONGEST_REST = Duration.ofMillis(50);

    /** For subclasses. */
    protected StepContract() {}

    /**
     * Returns the step type as a process has it that has just begun. Whatever it must remember of jobs is outside of it.
     *
     * @return the step type
     */
    protected abstract StepRuntime newRuntime();

    /**
     * Returns the params of a step whose work goes in a certain way.
     *
     * @param conduct how it goes
     * @return the params, or empty if the type has no work that goes so; what is said of that is then passed over
     */
    protected abstract Optional<Map<String, ParamValue>> params(Conduct conduct);

    /**
     * Counts the work that the outside was asked for and took on.
     *
     * @param key the {@linkplain io.maestro.step.StepContext#idempotencyKey() key} for which it was asked
     * @return how many jobs there are or were of that key
     */
    protected abstract int begun(String key);

    /**
     * Tells whether the outside still works.
     *
     * @param key the key for which it was asked
     * @return true if a job of that key has not ended
     */
    protected abstract boolean goesOn(String key);

    /**
     * Returns what a definition declares of what the work returns. Default: nothing.
     *
     * @return the type
     */
    protected ValueType<?> outputType() {
        return ValueType.any();
    }

    /**
     * Returns what writes and reads what the work returns, as the store of production does. Default: as a database does, if {@code
     * maestro-jdbc-store} is there.
     *
     * @return the codec, or empty if there is none; what is said of it is then passed over
     */
    protected Optional<ValueCodec> values() {
        return MaestroTestKit.databaseValues();
    }

    /**
     * Returns how long anything may take. Default: 10 seconds.
     *
     * @return how long at most
     */
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }

    Asked ask(Conduct conduct) {
        var params = params(conduct);
        assumeTrue(params.isPresent(), "this type has no work that goes as " + conduct);
        return Asked.of(params.get());
    }

    StepResult start(StepRuntime runtime, Asked asked) throws InterruptedException {
        return Call.begin("start", () -> runtime.start(asked)).await(patience());
    }

    StepResult poll(StepRuntime runtime, Asked asked, String job) throws InterruptedException {
        return Call.begin("poll", () -> runtime.poll(asked, job)).await(patience());
    }

    void stop(StepRuntime runtime, Asked asked, String job) throws InterruptedException {
        var unused = Call.begin("stop", () -> {
                    runtime.stop(asked, job);
                    return StepResult.done();
                })
                .await(patience());
    }

    /** What came of some work, and the job that it was last. */
    record Ended(StepResult result, Optional<String> job) {}

    Ended end(StepRuntime runtime, Asked asked) throws InterruptedException {
        return end(runtime, asked, start(runtime, asked));
    }

    Ended end(StepRuntime runtime, Asked asked, StepResult started) throws InterruptedException {
        long end = System.nanoTime() + patience().toNanos();
        var result = started;
        Optional<String> job = Optional.empty();
        while (result instanceof StepResult.Pending pending) {
            if (System.nanoTime() - end > 0) {
                return fail("work was to end within " + patience().toSeconds() + " s but is still pending");
            }
            job = Optional.of(pending.jobId());
            rest(pending.pollAfter());
            result = poll(runtime, asked, pending.jobId());
        }
        return new Ended(result, job);
    }

    private static void rest(Duration wanted) throws InterruptedException {
        var wait = wanted.compareTo(LONGEST_REST) < 0 ? wanted : LONGEST_REST;
        assertFalse(new CountDownLatch(1).await(wait.toNanos(), TimeUnit.NANOSECONDS));
    }

    void await(BooleanSupplier condition, String otherwise) throws InterruptedException {
        await(condition, () -> otherwise);
    }

    private void await(BooleanSupplier condition, Supplier<String> otherwise) throws InterruptedException {
        long end = System.nanoTime() + patience().toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(
                    System.nanoTime() - end < 0,
                    () -> otherwise.get() + " within " + patience().toSeconds() + " s");
            rest(GLANCE);
        }
    }

    @Test
    void work_that_succeeds_is_done() throws InterruptedException {
        assertInstanceOf(
                StepResult.Done.class, end(newRuntime(), ask(Conduct.SUCCEEDS)).result());
    }

    private void verifyFails(Conduct conduct, FailureKind kind) throws InterruptedException {
        var failed = assertInstanceOf(
                StepResult.Failed.class,
                end(newRuntime(), ask(conduct)).result(),
                "work that goes as " + conduct + " was to fail");
        assertEquals(kind, failed.kind(), "what failed as " + conduct);
        assertFalse(failed.error().message().isBlank(), "a failure was to say why");
    }

    @Test
    void a_failure_of_the_work_is_the_users() throws InterruptedException {
        verifyFails(Conduct.FAILS, FailureKind.USER);
    }

    @Test
    void a_failure_of_what_it_runs_on_is_the_platforms() throws InterruptedException {
        verifyFails(Conduct.HAS_NO_PLATFORM, FailureKind.PLATFORM);
    }

    @Test
    void what_nobody_can_do_fails_for_good() throws InterruptedException {
        verifyFails(Conduct.MAKES_NO_SENSE, FailureKind.FATAL);
    }

    @Test
    void what_is_returned_can_be_kept_in_a_database() throws InterruptedException {
        var codec = values();
        assumeTrue(codec.isPresent(), "maestro-jdbc-store is not there, which knows what can be kept");
        var done = assertInstanceOf(
                StepResult.Done.class, end(newRuntime(), ask(Conduct.SUCCEEDS)).result());
        if (done.output().isPresent()) {
            var output = done.output().get();
            try {
                var text = codec.get().write(output, outputType());
                assertTrue(
                        Objects.deepEquals(output, codec.get().read(text, outputType())),
                        "what was returned was to come back as itself but is " + text + ", and was " + output);
            } catch (ValueCodecException e) {
                fail("what was returned was to be kept: " + e.getMessage(), e);
            }
        }
    }

    @Test
    void an_interrupt_ends_a_start_soon() throws InterruptedException {
        var asked = ask(Conduct.LASTS);
        var runtime = newRuntime();
        var call = Call.begin("start", () -> runtime.start(asked));
        await(() -> begun(asked.idempotencyKey()) > 0, "work was to begin");

        call.thread().interrupt();

        assertTrue(
                call.isOverWithin(patience()),
                () -> "start was to return within " + patience().toSeconds() + " s of an interrupt but is at"
                        + call.stack());
        endAfterInterrupt(asked, call);
    }

    /** Verifies that nothing is left of work whose start was interrupted. */
    void endAfterInterrupt(Asked asked, Call interrupted) throws InterruptedException {
        await(() -> !goesOn(asked.idempotencyKey()), "the work was to end with the thread that did it");
    }

    /** Virtual threads belong to no group, so those are not seen. */
    @Test
    void no_thread_is_left_behind() throws InterruptedException {
        var asked = ask(Conduct.SUCCEEDS);
        var runtime = newRuntime();
        var group = new ThreadGroup("maestro-contract");
        var ended = new CompletableFuture<Ended>();
        new Thread(group, () -> {
                    try {
                        var result = runtime.start(asked);
                        while (result instanceof StepResult.Pending pending) {
                            rest(pending.pollAfter());
                            result = runtime.poll(asked, pending.jobId());
                        }
                        ended.complete(new Ended(result, Optional.empty()));
                    } catch (Exception e) {
                        ended.completeExceptionally(e);
                    }
                })
                .start();
        await(ended::isDone, "work was to end");

        await(
                () -> threadsOf(group).isEmpty(),
                () -> "these threads were to end with the work that began them, " + threadsOf(group) + ",");
        assertInstanceOf(StepResult.Done.class, ended.join().result());
    }

    private static List<Thread> threadsOf(ThreadGroup group) {
        var threads = new Thread[group.activeCount() + 8];
        int count = group.enumerate(threads);
        return Arrays.asList(threads).subList(0, count);
    }
}
