package io.maestro.internal.engine;

import io.maestro.event.MaestroEvent;
import io.maestro.internal.kernel.RunEvent;
import io.maestro.internal.kernel.RunPlan;
import io.maestro.run.Initiator;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.HostTransaction;
import io.maestro.store.LeaseLostException;
import io.maestro.store.NewRun;
import io.maestro.time.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Has runs begin: has them recorded first, and then go on. Thread-safe. */
public final class Starts {

    /** How many may wait to be recorded: whoever starts more than the store can record waits for it. */
    private static final int AT_ONCE = 10_000;

    private final Engine engine;
    private final Semaphore starts = new Semaphore(AT_ONCE);

    /** Runs that the host has just committed, of which nobody has done anything yet. */
    private final Set<RunId> committed = ConcurrentHashMap.newKeySet();

    Starts(Engine engine) {
        this.engine = engine;
    }

    /**
     * Starts the newest version of a workflow, unless the same request has started one.
     *
     * @param key the workflow and the request
     * @param initiator who starts it
     * @param given the params that the caller gives, as {@link io.maestro.param.ParamCodec} takes them
     * @return the run, which is recorded when this completes; exceptionally if it could not be
     */
    public CompletableFuture<Started> start(NewRun.NextInstance key, Initiator initiator, Map<String, ?> given) {
        var prepared = engine.catalog().newest(key.workflow());
        var newRun = newRun(prepared, key, initiator, given);
        var plan = prepared.plan(newRun.params(), engine.evaluator());
        var started = new CompletableFuture<Started>();
        starts.acquireUninterruptibly();
        begin(
                newRun,
                Optional.empty(),
                begun -> {
                    starts.release();
                    started.complete(new Started(
                            begun.run().runId(),
                            goOn(prepared, newRun, plan, begun).map(LiveRun::grip)));
                },
                cause -> {
                    starts.release();
                    started.completeExceptionally(cause);
                });
        return started;
    }

    /**
     * Has an instance go on as its next run.
     *
     * @return the run, which is recorded when this completes; exceptionally if it could not be, or if another request was first
     */
    CompletableFuture<Started> restart(Prepared prepared, NewRun newRun) {
        var plan = prepared.plan(newRun.params(), engine.evaluator());
        var started = new CompletableFuture<Started>();
        begin(
                newRun,
                Optional.empty(),
                begun -> {
                    var run = begun.run();
                    if (begun.fresh() || isFor(newRun, run)) {
                        var live = goOn(prepared, newRun, plan, begun);
                        started.complete(new Started(run.runId(), live.map(LiveRun::grip)));
                    } else {
                        started.completeExceptionally(
                                new RestartRefusedException(run.runId(), "another request has begun it meanwhile"));
                    }
                },
                started::completeExceptionally);
        return started;
    }

    private static boolean isFor(NewRun newRun, WorkflowRun run) {
        return newRun.key() instanceof NewRun.Restarted restarted
                && run.restart()
                        .filter(restart -> restart.order().requestId().equals(restarted.requestId()))
                        .isPresent();
    }

    /** Returns a run that has begun before, which goes on if it has not ended. */
    Started goneOn(WorkflowRun run) {
        if (!run.status().isTerminal()) {
            engine.resume(run.runId());
        }
        return new Started(run.runId(), engine.live(run.runId()).map(LiveRun::grip));
    }

    private NewRun newRun(Prepared prepared, NewRun.NextInstance key, Initiator initiator, Map<String, ?> given) {
        var params = StartParams.of(prepared, given, initiator, engine.evaluator());
        return new NewRun(
                named(key), prepared.ref(), initiator, params, engine.time().instant());
    }

    /**
     * A run that somebody else commits.
     *
     * @param runId the run
     * @param newRun what begins
     */
    public record Uncommitted(RunId runId, NewRun newRun) {}

    /**
     * Records a run of the newest version of a workflow in a transaction of the host's, unless the same request has started one.
     *
     * @param transaction the transaction
     * @param key the workflow and the request
     * @param initiator who starts it
     * @param given the params that the caller gives, as {@link io.maestro.param.ParamCodec} takes them
     * @return the run, which is there once the host has committed
     */
    public Uncommitted startWithin(
            HostTransaction transaction, NewRun.NextInstance key, Initiator initiator, Map<String, ?> given) {
        var prepared = engine.catalog().newest(key.workflow());
        var newRun = newRun(prepared, key, initiator, given);
        var unused = prepared.plan(newRun.params(), engine.evaluator());
        var begun = transaction.record(new Commit(List.of(newRun), List.of()));
        return new Uncommitted(begun.getFirst().run().runId(), newRun);
    }

    /**
     * Has a run go on that somebody else has committed. It is looked up by its request, as its number may be another's by now.
     *
     * @param uncommitted the run
     * @return the run, or empty if it was not committed
     */
    public Optional<Started> committed(Uncommitted uncommitted) {
        var key = (NewRun.NextInstance) uncommitted.newRun().key();
        return engine.store()
                .requested(key.workflow(), key.requestId().orElseThrow())
                .map(row -> {
                    committed.add(row.runId());
                    try {
                        if (engine.dormitory().resumed(row.runId())) {
                            tell(row);
                        }
                    } finally {
                        committed.remove(row.runId());
                    }
                    return new Started(row.runId(), engine.live(row.runId()).map(LiveRun::grip));
                });
    }

    /** A commit whose answer was lost is made again, and must then find the run that it began, even if nobody named the request. */
    private NewRun.NextInstance named(NewRun.NextInstance key) {
        return key.requestId().isPresent() || engine.store().commitsAtOnce()
                ? key
                : new NewRun.NextInstance(
                        key.workflow(), Optional.of(UUID.randomUUID().toString()));
    }

    /** A run that had begun before may be one of which nobody was told, because the answer was lost. */
    private Optional<LiveRun> goOn(Prepared prepared, NewRun newRun, RunPlan plan, Begun begun) {
        if (begun.fresh() && newRun.place() == NewRun.Place.ANYWHERE) {
            return Optional.empty();
        }
        if (begun.fresh()) {
            return Optional.of(new LiveRun(advance(prepared, plan, begun.run())));
        }
        if (!begun.run().status().isTerminal()) {
            engine.resume(begun.run().runId());
        }
        return engine.live(begun.run().runId());
    }

    /**
     * A run that was started, now or by the same request before.
     *
     * @param runId the run
     * @param known leads to the run as this engine advances it; empty if it has ended
     */
    public record Started(RunId runId, Optional<Grip> known) {}

    /** Who waits for a run to begin that a step starts. */
    interface Birth {
        /** The run is recorded. It cannot have ended before this returns, unless it had begun before. */
        void recorded(WorkflowRun row);

        /** The run is live, or has ended. */
        void begun(WorkflowRun row);

        /** The run could not be recorded. */
        void failed(RuntimeException cause);
    }

    /** Has a run begin that a step starts, or go on if it has begun before, once it is recorded. */
    void beginChild(RunProcess parent, Prepared prepared, RunPlan plan, NewRun newRun, Birth birth) {
        begin(
                newRun,
                Optional.of(parent),
                begun -> {
                    birth.recorded(begun.run());
                    var unused = goOn(prepared, newRun, plan, begun);
                    birth.begun(begun.run());
                },
                birth::failed);
    }

    private void begin(
            NewRun newRun, Optional<RunProcess> parent, Consumer<Begun> then, Consumer<RuntimeException> otherwise) {
        engine.time().began(TimeSource.Work.ENGINE);
        engine.lane(hashOf(newRun.key()))
                .submit(new Lane.Begin(
                        newRun,
                        parent,
                        begun -> {
                            then.accept(begun);
                            engine.time().ended(TimeSource.Work.ENGINE);
                        },
                        cause -> {
                            if (cause instanceof LeaseLostException && parent.isEmpty() && !engine.isClosed()) {
                                engine.elsewhere().whenBack(() -> begin(newRun, parent, then, otherwise));
                            } else {
                                otherwise.accept(cause);
                            }
                            engine.time().ended(TimeSource.Work.ENGINE);
                        }));
    }

    private RunProcess advance(Prepared prepared, RunPlan plan, WorkflowRun row) {
        var process = engine.fresh(prepared, plan, row);
        var resumed = engine.putIfAbsent(process);
        if (resumed.isPresent()) {
            return resumed.get();
        }
        tell(row);
        process.post(new RunEvent.Started(engine.time().instant()));
        engine.closeIfLate(process);
        return process;
    }

    private void tell(WorkflowRun row) {
        if (!engine.listeners().isEmpty()) {
            engine.listeners().publish(new MaestroEvent.RunChanged(Told.of(row), row.createdAt()));
        }
    }

    /** Starts of a workflow take their numbers in turn, so they share commits and do not wait for each other in several. */
    private static int hashOf(NewRun.Key key) {
        return switch (key) {
            case NewRun.NextInstance next -> next.workflow().hashCode();
            case NewRun.Numbered numbered -> numbered.runId().hashCode();
            case NewRun.Restarted restarted -> restarted.runId().workflow().hashCode();
        };
    }

    /** Tells whether the host has just committed a run. */
    boolean isCommitted(RunId runId) {
        return committed.contains(runId);
    }
}
