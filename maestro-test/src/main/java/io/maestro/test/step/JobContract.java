package io.maestro.test.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import org.junit.jupiter.api.Test;

/**
 * The suite for a step type whose work is done by jobs elsewhere: {@link StepRuntime#start} returns one, and the engine asks after it. It has
 * all that {@link StepContract} has, and what is said of jobs.
 */
public abstract class JobContract extends StepContract {

    /** For subclasses. */
    protected JobContract() {}

    private StepResult.Pending startJob(StepRuntime runtime, Asked asked) throws InterruptedException {
        return assertInstanceOf(
                StepResult.Pending.class, start(runtime, asked), "start of work that lasts was to return a job");
    }

    @Test
    void a_start_with_the_same_key_finds_the_job_that_it_started_before() throws InterruptedException {
        var asked = ask(Conduct.LASTS);
        var first = startJob(newRuntime(), asked);
        var second = startJob(newRuntime(), asked);
        var begun = begun(asked.idempotencyKey());
        stop(newRuntime(), asked, first.jobId());
        stop(newRuntime(), asked, second.jobId());

        assertEquals(1, begun, "one job was to begin for one key");
        assertEquals(first.jobId(), second.jobId(), "the job that is there was to be found");
    }

    @Test
    void starts_with_other_keys_start_other_jobs() throws InterruptedException {
        var asked = ask(Conduct.LASTS);
        var other = ask(Conduct.LASTS);
        var first = startJob(newRuntime(), asked);
        var second = startJob(newRuntime(), other);
        stop(newRuntime(), asked, first.jobId());
        stop(newRuntime(), other, second.jobId());

        assertNotEquals(first.jobId(), second.jobId());
        assertEquals(1, begun(asked.idempotencyKey()));
        assertEquals(1, begun(other.idempotencyKey()));
    }

    @Test
    void a_job_outlives_the_process_that_started_it() throws InterruptedException {
        var asked = ask(Conduct.SUCCEEDS);
        var started = start(newRuntime(), asked);

        assertInstanceOf(
                StepResult.Done.class,
                end(newRuntime(), asked, started).result(),
                "a process that has only the job's id was to come to its end");
        assertEquals(1, begun(asked.idempotencyKey()), "no second job was to begin");
    }

    @Test
    void an_engine_that_comes_after_goes_on_with_the_job() throws InterruptedException {
        var asked = ask(Conduct.LASTS);
        try (var restart = new EngineRestart(this::newRuntime, asked.stepParams())) {
            restart.startJob(patience());
            restart.restart();
            restart.stop();
            await(() -> !goesOn(restart.key()), "the job was to end when the run was stopped after a restart");

            assertEquals(1, begun(restart.key()), "no second job was to begin");
        }
    }

    @Test
    void a_stop_ends_the_work() throws InterruptedException {
        var asked = ask(Conduct.LASTS);
        var job = startJob(newRuntime(), asked);

        stop(newRuntime(), asked, job.jobId());

        await(() -> !goesOn(asked.idempotencyKey()), "the job was to end when it was stopped");
    }

    @Test
    void a_stop_may_come_twice_and_after_the_end() throws InterruptedException {
        var asked = ask(Conduct.LASTS);
        var job = startJob(newRuntime(), asked);
        stop(newRuntime(), asked, job.jobId());
        stop(newRuntime(), asked, job.jobId());

        var other = ask(Conduct.SUCCEEDS);
        var ended = end(newRuntime(), other);
        if (ended.job().isPresent()) {
            stop(newRuntime(), other, ended.job().get());
            assertEquals(
                    ended.result(),
                    poll(newRuntime(), other, ended.job().get()),
                    "a stop was to change nothing of what has ended");
        }
    }

    @Test
    void a_poll_after_the_end_says_the_same() throws InterruptedException {
        for (var conduct : new Conduct[] {Conduct.SUCCEEDS, Conduct.FAILS}) {
            if (params(conduct).isPresent()) {
                var asked = ask(conduct);
                var ended = end(newRuntime(), asked);
                if (ended.job().isPresent()) {
                    assertEquals(
                            ended.result(),
                            poll(newRuntime(), asked, ended.job().get()));
                    assertEquals(
                            ended.result(),
                            poll(newRuntime(), asked, ended.job().get()));
                }
            }
        }
    }

    /** Of a job that was begun all the same, an engine hears when it starts it again. */
    @Override
    void endAfterInterrupt(Asked asked, Call interrupted) throws InterruptedException {
        if (interrupted.answer().getNow(StepResult.done()) instanceof StepResult.Pending job) {
            stop(newRuntime(), asked, job.jobId());
        }
    }
}
