package io.maestro.test;

import static java.util.Objects.requireNonNull;

import io.maestro.Maestro;
import io.maestro.MaestroBuilder;
import io.maestro.WorkflowHandle;
import io.maestro.definition.Step;
import io.maestro.definition.WorkflowId;
import io.maestro.run.StepAttempt;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import io.maestro.store.Commit;
import io.maestro.store.ScratchDatabase;
import io.maestro.store.Store;
import io.maestro.time.TimeSource;
import io.maestro.value.ValueCodec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One engine of a kit, from when it is built until it is closed or dies. Thread-safe. */
final class Life {

    private final Lives lives;
    private final Faults faults;
    private final LifeClock clock;
    private final Store rows;
    private final LifeStore store;
    private final Maestro maestro;
    private final Set<String> recordedBefore;
    private final Map<WorkflowId, WorkflowHandle> registered = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Death> death = new AtomicReference<>();
    private final CountDownLatch resumed = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    /**
     * Where an engine keeps its facts.
     *
     * @param rows the store
     * @param values writes values in the place of a store that keeps them as they are, or empty if nothing does
     */
    record Kept(Store rows, Optional<ValueCodec> values) {}

    /**
     * Builds an engine.
     *
     * @param recordedBefore what had an outcome when it was built, as {@link #key} tells it
     */
    Life(Lives lives, Faults faults, VirtualClock time, Kept kept, MaestroBuilder builder, Set<String> recordedBefore) {
        this.lives = lives;
        this.faults = faults;
        this.recordedBefore = recordedBefore;
        this.clock = new LifeClock(time);
        this.rows = kept.rows();
        this.store = new LifeStore(kept, this, clock, faults);
        this.maestro =
                builder.store(store).time(clock).stepInterceptor(this::around).build();
    }

    /** Returns what names an attempt. */
    static String key(StepAttempt attempt) {
        return attempt.runId() + "/" + attempt.step() + "#" + attempt.attempt();
    }

    Maestro maestro() {
        return maestro;
    }

    /** Returns the store behind what goes wrong. */
    Store rows() {
        return rows;
    }

    /** Registers a workflow with this engine. */
    WorkflowHandle register(Registration registration) {
        var handle = maestro.register(registration.definition(), registration.code());
        registered.put(handle.id(), handle);
        return handle;
    }

    /** Returns the workflow as it was registered with this engine. */
    WorkflowHandle registered(WorkflowId workflow) {
        return requireNonNull(registered.get(workflow), "workflow");
    }

    boolean isDead() {
        return death.get() != null;
    }

    /** Has the engine be dead; does nothing if it is. */
    void die(Death how) {
        lives.died(this, how);
    }

    /** Takes notice of how the engine died; tells whether it was alive. */
    boolean mark(Death how) {
        return death.compareAndSet(null, how);
    }

    /** Waits while commits are slow. */
    void slowDown(Commit commit) {
        var delay = faults.delayOf(commit);
        if (!delay.isZero() && !isDead()) {
            pass(delay);
        }
    }

    /** Waits while the engine stands still. */
    void standStill() {
        if (death.get() == Death.PAUSE) {
            await(resumed);
        }
    }

    /** Waits in virtual time, which passes meanwhile: a commit that is under way is not what the clock waits for. */
    private void pass(Duration delay) {
        var over = new CountDownLatch(1);
        clock.alarmAt(clock.instant().plus(delay), () -> {
            clock.began(TimeSource.Work.ENGINE);
            over.countDown();
        });
        clock.ended(TimeSource.Work.ENGINE);
        await(over);
    }

    private static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has the engine go on that stood still. */
    void resume() {
        resumed.countDown();
    }

    /** Ends what is left of a dead engine, so that the next may begin; one that does not know that it is dead goes on. */
    void bury(ScratchDatabase database) {
        store.fence();
        var node = rows.nodes();
        node.ifPresent(shared -> lives.buried(shared.self()));
        if (death.get() == Death.CRASH) {
            clock.free();
            maestro.close();
            node.ifPresent(shared -> rows.close());
        } else {
            node.ifPresent(shared -> database.bury(shared.self()));
        }
        clock.end();
    }

    /** Has the engine stand still, before anybody takes it for dead. */
    void pause() {
        if (mark(Death.PAUSE)) {
            clock.end();
        }
    }

    /** Has all engines look, if they are nodes: something has happened that they may have to do with. */
    void tellNodes() {
        if (rows.nodes().isPresent()) {
            lives.tellNodes();
        }
    }

    /** Has this engine look. */
    void call() {
        store.call();
    }

    /** Tells whether a node was taken for dead. */
    boolean isBuried(long node) {
        return lives.isBuried(node);
    }

    /** Tells whether the process of this engine is gone. */
    boolean isGone() {
        return death.get() == Death.CRASH || over.getCount() == 0;
    }

    /** Waits until nothing is asked of this engine any more: one that was taken for dead does not come back before. */
    void awaitEnd() {
        await(over);
    }

    /** Closes the engine, dead or alive. */
    void close() {
        resume();
        over.countDown();
        maestro.close();
        clock.end();
    }

    LifeClock clock() {
        return clock;
    }

    private StepRuntime around(Step step, StepRuntime runtime) {
        return new Faulted(step, runtime);
    }

    /** The work of a step with the faults that befall it. */
    private final class Faulted implements StepRuntime {
        private final Step step;
        private final StepRuntime real;

        Faulted(Step step, StepRuntime real) {
            this.step = step;
            this.real = real;
        }

        @Override
        public StepResult start(StepContext context) throws Exception {
            if (death.get() == Death.CRASH) {
                throw new IllegalStateException("this engine is dead, so nothing of it begins");
            }
            var key = context.runId() + "/" + context.stepId() + "#" + context.attempt();
            if (recordedBefore.contains(key) && !isDead()) {
                faults.ranAgain(key);
            }
            var crash = faults.befalls(step.id());
            if (crash == Faults.Moment.BEFORE) {
                die(Death.CRASH);
                throw new IllegalStateException("this engine has just died, as the test wants it");
            }
            if (faults.isDuplicated(step.id())) {
                var unused = real.start(context);
            }
            var result = real.start(context);
            if (crash == Faults.Moment.AFTER) {
                die(Death.CRASH);
            }
            return result;
        }

        @Override
        public StepResult poll(StepContext context, String jobId) throws Exception {
            return real.poll(context, jobId);
        }

        @Override
        public void stop(StepContext context, String jobId) throws Exception {
            real.stop(context, jobId);
        }
    }
}
