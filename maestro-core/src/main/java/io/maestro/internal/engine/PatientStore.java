package io.maestro.internal.engine;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.param.EvaluatedParam;
import io.maestro.run.Breakpoint;
import io.maestro.run.Children;
import io.maestro.run.RunId;
import io.maestro.run.SetBreakpoint;
import io.maestro.run.StepAttempt;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowChange;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.ChildSummary;
import io.maestro.store.Commit;
import io.maestro.store.Nodes;
import io.maestro.store.Permits;
import io.maestro.store.Purged;
import io.maestro.store.Queues;
import io.maestro.store.RunEnd;
import io.maestro.store.RunQuery;
import io.maestro.store.StepTransaction;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import io.maestro.store.StoreUnavailableException;
import io.maestro.store.UnknownOutcomeException;
import io.maestro.store.VersionedDefinition;
import io.maestro.value.ValueCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that is asked again, the same and in the same order, as long as it does not answer: a database that is restarted must
 * lose nothing and need no restart of the host. A thread waits meanwhile, so it is not for those that must not.
 */
public final class PatientStore implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(PatientStore.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Store store;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<@Nullable Outage> outage = new AtomicReference<>();

    /**
     * That a store does not answer.
     *
     * @param since since when
     * @param reason what it last failed with
     */
    public record Outage(Instant since, String reason) {}

    /**
     * Creates a store that is patient with another.
     *
     * @param store the other one
     * @param clock what time it is
     */
    PatientStore(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Returns since when the store does not answer, or empty if it does as far as is known. */
    Optional<Outage> outage() {
        return Optional.ofNullable(outage.get());
    }

    /** Waits for nothing any more: what fails from now on is thrown. */
    void giveUp() {
        closing.countDown();
    }

    /** Calls as often as it takes to get an answer. */
    <T> T patiently(Supplier<T> call) {
        for (int tries = 1; ; tries++) {
            try {
                var result = call.get();
                answered();
                return result;
            } catch (StoreUnavailableException | UnknownOutcomeException e) {
                failed(e);
                if (gaveUpWithin(pause(tries))) {
                    throw e;
                }
            }
        }
    }

    private void failed(StoreException failure) {
        var reason = String.valueOf(failure.getMessage());
        var before = outage.getAndUpdate(known -> new Outage(known == null ? clock.instant() : known.since(), reason));
        if (before == null) {
            LOG.warn("the store does not answer; it is asked again until it does", failure);
        }
    }

    private void answered() {
        if (outage.get() != null) {
            var over = outage.getAndSet(null);
            if (over != null) {
                LOG.info("the store answers again; it did not since {}", over.since());
            }
        }
    }

    /** Those who wait must not all come back at the same time. */
    private static Duration pause(int tries) {
        long longest = SHORTEST_PAUSE.toNanos() << Math.min(tries, 10);
        long capped = Math.min(longest, LONGEST_PAUSE.toNanos());
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(capped / 2, capped));
    }

    private boolean gaveUpWithin(Duration pause) {
        try {
            return closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public boolean commitsAtOnce() {
        return store.commitsAtOnce();
    }

    @Override
    public Optional<ValueCodec> values() {
        return store.values();
    }

    @Override
    public void requireRecordable(Map<String, EvaluatedParam> params) {
        store.requireRecordable(params);
    }

    @Override
    public VersionedDefinition register(WorkflowDefinition definition, List<JobTemplate.Definition> templates) {
        return patiently(() -> store.register(definition, templates));
    }

    @Override
    public Optional<VersionedDefinition> latest(WorkflowId workflow) {
        return patiently(() -> store.latest(workflow));
    }

    @Override
    public Optional<VersionedDefinition> definition(WorkflowId workflow, long version) {
        return patiently(() -> store.definition(workflow, version));
    }

    @Override
    public Optional<Long> active(WorkflowId workflow) {
        return patiently(() -> store.active(workflow));
    }

    @Override
    public void change(WorkflowChange change) {
        patiently(() -> {
            store.change(change);
            return change;
        });
    }

    @Override
    public List<WorkflowChange> changes(WorkflowId workflow) {
        return patiently(() -> store.changes(workflow));
    }

    @Override
    public List<WorkflowChange> remains() {
        return patiently(store::remains);
    }

    @Override
    public List<WorkflowId> workflows() {
        return patiently(store::workflows);
    }

    @Override
    public List<Begun> commit(Commit commit) {
        return patiently(() -> store.commit(commit));
    }

    @Override
    public StepTransaction openTransaction() {
        return new PatientTransaction(this, patiently(store::openTransaction));
    }

    @Override
    public Optional<WorkflowRun> run(RunId runId) {
        return patiently(() -> store.run(runId));
    }

    @Override
    public List<StepAttempt> attempts(RunId runId) {
        return patiently(() -> store.attempts(runId));
    }

    @Override
    public List<WorkflowRun> runs(RunQuery query) {
        return patiently(() -> store.runs(query));
    }

    @Override
    public ChildSummary children(Children.Iterations iterations) {
        return patiently(() -> store.children(iterations));
    }

    /** What was shown before the store failed must not be shown twice. */
    @Override
    public void attemptsOf(Children.Iterations iterations, StepId step, Consumer<StepAttempt> reader) {
        var shown = new AtomicLong();
        patiently(() -> {
            store.attemptsOf(iterations, step, row -> {
                if (row.runId().instance() > shown.get()) {
                    shown.set(row.runId().instance());
                    reader.accept(row);
                }
            });
            return shown;
        });
    }

    @Override
    public long lastRun(WorkflowId workflow) {
        return patiently(() -> store.lastRun(workflow));
    }

    @Override
    public Optional<WorkflowRun> newest(WorkflowId workflow, long instance) {
        return patiently(() -> store.newest(workflow, instance));
    }

    @Override
    public Optional<StepAttempt> newestBefore(RunId runId, StepId step) {
        return patiently(() -> store.newestBefore(runId, step));
    }

    @Override
    public Optional<WorkflowRun> requested(WorkflowId workflow, String requestId) {
        return patiently(() -> store.requested(workflow, requestId));
    }

    @Override
    public List<WorkflowRun> unfinished(WorkflowId workflow, Optional<RunId> after, int limit) {
        return patiently(() -> store.unfinished(workflow, after, limit));
    }

    @Override
    public void setBreakpoint(SetBreakpoint breakpoint) {
        patiently(() -> {
            store.setBreakpoint(breakpoint);
            return breakpoint;
        });
    }

    @Override
    public boolean removeBreakpoint(Breakpoint breakpoint) {
        return patiently(() -> store.removeBreakpoint(breakpoint));
    }

    @Override
    public List<SetBreakpoint> breakpoints() {
        return patiently(store::breakpoints);
    }

    @Override
    public List<StepAttempt> paused(WorkflowId workflow, StepId step) {
        return patiently(() -> store.paused(workflow, step));
    }

    @Override
    public Queues queues() {
        return new PatientQueues(this, store.queues());
    }

    @Override
    public Permits permits() {
        return new PatientPermits(this, store.permits());
    }

    /** Who asks these has his own patience. */
    @Override
    public Optional<Nodes> nodes() {
        return store.nodes();
    }

    @Override
    public List<WakeUp> sleeping(WorkflowId workflow, Optional<WakeUp> after, int limit) {
        return patiently(() -> store.sleeping(workflow, after, limit));
    }

    @Override
    public Optional<RunEnd> endAfter(WorkflowId workflow, long newest) {
        return patiently(() -> store.endAfter(workflow, newest));
    }

    @Override
    public Purged purge(WorkflowId workflow, RunEnd through, int limit) {
        return patiently(() -> store.purge(workflow, through, limit));
    }

    @Override
    public void close() {
        store.close();
    }
}
