package io.maestro.internal.engine;

import io.maestro.definition.InvalidSettingException;
import io.maestro.definition.UnknownVersionException;
import io.maestro.internal.kernel.RunEvent;
import io.maestro.internal.kernel.RunPlan;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.InvalidParamsException;
import io.maestro.run.Ending;
import io.maestro.run.Initiator;
import io.maestro.run.RefusedStart;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.HostTransaction;
import io.maestro.store.LeaseLostException;
import io.maestro.store.NewRun;
import io.maestro.time.TimeSource;
import java.util.ArrayList;
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
     * That somebody starts a workflow.
     *
     * @param key the workflow and the request
     * @param initiator who starts it
     * @param given the params that the caller gives, as {@link io.maestro.param.ParamCodec} takes them
     * @param priority of the runs that wait for their turn, the one with the highest comes first
     * @param version selects the version, or empty for the newest
     * @param recordsFailure whether an instance is recorded as FAILED if its params have no values
     */
    public record Asked(
            NewRun.NextInstance key,
            Initiator initiator,
            Map<String, ?> given,
            int priority,
            Optional<String> version,
            boolean recordsFailure) {}

    /** A run that is ready to be recorded; one that has failed already has no plan. */
    private record Ready(Prepared prepared, NewRun newRun, Optional<RunPlan> plan) {
        Ready(Prepared prepared, NewRun newRun, RunPlan plan) {
            this(prepared, newRun, Optional.of(plan));
        }
    }

    /**
     * Starts the newest versions of workflows, unless the same requests have started them. They are recorded together, all or none.
     *
     * @param asked what is asked for
     * @return the runs, which are recorded when this completes; exceptionally if they could not be
     */
    public CompletableFuture<List<Started>> start(List<Asked> asked) {
        var ready = asked.stream().map(this::ready).toList();
        var started = new CompletableFuture<List<Started>>();
        starts.acquireUninterruptibly();
        begin(
                ready.stream().map(Ready::newRun).toList(),
                Optional.empty(),
                begun -> {
                    starts.release();
                    var runs = new ArrayList<Started>(begun.size());
                    for (int i = 0; i < begun.size(); i++) {
                        var run = begun.get(i);
                        runs.add(new Started(
                                run.run().runId(), goOn(ready.get(i), run).map(LiveRun::grip)));
                    }
                    started.complete(List.copyOf(runs));
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
        var ready = new Ready(prepared, newRun, prepared.plan(newRun.params(), engine.evaluator()));
        var started = new CompletableFuture<Started>();
        begin(
                List.of(newRun),
                Optional.empty(),
                all -> {
                    var begun = all.getFirst();
                    var run = begun.run();
                    if (begun.fresh() || isFor(newRun, run)) {
                        var live = goOn(ready, begun);
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
        if (!run.status().isTerminal() && !run.isQueued()) {
            engine.recovery().resume(run.runId());
        }
        return new Started(run.runId(), engine.live(run.runId()).map(LiveRun::grip));
    }

    private Prepared prepared(Asked asked) {
        var workflow = asked.key().workflow();
        var newest = engine.catalog().newest(workflow);
        return asked.version()
                .map(selector -> engine.catalog()
                        .select(workflow, selector)
                        .orElseThrow(() -> new UnknownVersionException(workflow, selector)))
                .orElse(newest);
    }

    private Ready ready(Asked asked) {
        var prepared = prepared(asked);
        try {
            var params = StartParams.of(prepared, asked.given(), asked.initiator(), engine.evaluator());
            var plan = prepared.plan(params, engine.evaluator());
            var admission = new NewRun.Admission.InTurn(asked.priority());
            return new Ready(prepared, newRun(asked, prepared, params, admission), plan);
        } catch (InvalidParamsException | InvalidSettingException e) {
            if (!asked.recordsFailure()) {
                throw e;
            }
            return failed(asked, prepared, String.valueOf(e.getMessage()));
        }
    }

    private Ready failed(Asked asked, Prepared prepared, String reason) {
        var given = new RefusedStart(StartParams.recordable(prepared, asked.given()));
        var failed = new NewRun.Admission.Failed(
                Ending.ofRefused(given, reason, engine.time().instant()));
        return new Ready(prepared, newRun(asked, prepared, Map.of(), failed), Optional.empty());
    }

    private NewRun newRun(
            Asked asked, Prepared prepared, Map<String, EvaluatedParam> params, NewRun.Admission admission) {
        return new NewRun(
                named(asked.key()),
                prepared.ref(),
                asked.initiator(),
                params,
                engine.time().instant(),
                NewRun.Place.HERE,
                admission);
    }

    /**
     * A run that somebody else commits.
     *
     * @param begun what becomes of it
     * @param newRun what begins
     */
    public record Uncommitted(Begun begun, NewRun newRun) {

        /**
         * Returns which run it will be.
         *
         * @return its id
         */
        public RunId runId() {
            return begun.run().runId();
        }
    }

    /**
     * Records a run of the newest version of a workflow in a transaction of the host's, unless the same request has started one.
     *
     * @param transaction the transaction
     * @param asked what is asked for
     * @return the run, which is there once the host has committed
     */
    public Uncommitted startWithin(HostTransaction transaction, Asked asked) {
        var newRun = ready(asked).newRun();
        var begun = transaction.record(new Commit(List.of(newRun), List.of()));
        return new Uncommitted(begun.getFirst(), newRun);
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
                    engine.queues().endedInQueue(uncommitted.begun().replaced());
                    if (row.status() != RunStatus.IN_PROGRESS || letGo(row.runId())) {
                        tell(row);
                    }
                    engine.queues().ended(row);
                    return new Started(row.runId(), engine.live(row.runId()).map(LiveRun::grip));
                });
    }

    /** Has a run go on whose turn has come. */
    void letGo(WorkflowRun row) {
        if (!letGo(row.runId()) && engine.live(row.runId()).isEmpty()) {
            engine.elsewhere().leave(row);
        }
    }

    /** Has a run go on that has just begun, and that others may have found by now; tells whether they have not. */
    private boolean letGo(RunId runId) {
        committed.add(runId);
        try {
            return engine.dormitory().resumed(runId);
        } finally {
            committed.remove(runId);
        }
    }

    /** A commit whose answer was lost is made again, and must then find the run that it began, even if nobody named the request. */
    private NewRun.NextInstance named(NewRun.NextInstance key) {
        return key.requestId().isPresent() || engine.store().commitsAtOnce()
                ? key
                : new NewRun.NextInstance(
                        key.workflow(), Optional.of(UUID.randomUUID().toString()));
    }

    /** A run that had begun before may be one of which nobody was told, because the answer was lost. */
    private Optional<LiveRun> goOn(Ready ready, Begun begun) {
        var row = begun.run();
        if (!begun.replaced().isEmpty()) {
            engine.queues().endedInQueue(begun.replaced());
        }
        return switch (row.status()) {
            case CREATED -> {
                if (begun.fresh()) {
                    tell(row);
                }
                engine.queues().look(row.runId().workflow());
                yield Optional.empty();
            }
            case STOPPED, FAILED, TIMED_OUT, SUCCEEDED -> {
                if (begun.fresh()) {
                    tell(row);
                    engine.purging().ended(row);
                }
                yield engine.live(row.runId());
            }
            case IN_PROGRESS, PAUSED -> goOnAtOnce(ready, begun);
        };
    }

    private Optional<LiveRun> goOnAtOnce(Ready ready, Begun begun) {
        if (!begun.fresh()) {
            engine.recovery().resume(begun.run().runId());
            return engine.live(begun.run().runId());
        }
        return ready.newRun().place() == NewRun.Place.ANYWHERE
                ? Optional.empty()
                : Optional.of(new LiveRun(advance(ready.prepared(), ready.plan().orElseThrow(), begun.run())));
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
                List.of(newRun),
                Optional.of(parent),
                all -> {
                    var begun = all.getFirst();
                    birth.recorded(begun.run());
                    var unused = goOn(new Ready(prepared, newRun, plan), begun);
                    birth.begun(begun.run());
                },
                birth::failed);
    }

    private void begin(
            List<NewRun> newRuns,
            Optional<RunProcess> parent,
            Consumer<List<Begun>> then,
            Consumer<RuntimeException> otherwise) {
        engine.time().began(TimeSource.Work.ENGINE);
        engine.lane(hashOf(newRuns.getFirst().key()))
                .submit(new Lane.Begin(
                        newRuns,
                        parent,
                        begun -> {
                            then.accept(begun);
                            engine.time().ended(TimeSource.Work.ENGINE);
                        },
                        cause -> {
                            if (cause instanceof LeaseLostException && parent.isEmpty() && !engine.isClosed()) {
                                engine.elsewhere().whenBack(() -> begin(newRuns, parent, then, otherwise));
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
        process.mail().post(new RunEvent.Started(engine.time().instant()));
        engine.closeIfLate(process);
        return process;
    }

    private void tell(WorkflowRun row) {
        engine.listeners().runChanged(row, row.createdAt());
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
