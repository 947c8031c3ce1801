package io.maestro.jdbc.internal.table;

import io.maestro.definition.RunStrategy;
import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.sql.Dialect;
import io.maestro.jdbc.internal.sql.Insertion;
import io.maestro.jdbc.internal.sql.Names;
import io.maestro.queue.Fate;
import io.maestro.queue.QueueRules;
import io.maestro.queue.QueueState;
import io.maestro.run.Ending;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.Unblocking;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Message;
import io.maestro.store.NewRun;
import io.maestro.store.Queues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The runs of a workflow that wait for their turn. What changes them is done in a transaction that has locked the counter of the
 * workflow, so that it rests on what was decided before, and nobody decides meanwhile.
 *
 * @param dialect the database
 * @param names the names of the tables
 * @param runs the table of runs
 * @param isShared whether other nodes have it open, whose runs may wait for one of these
 */
public record Queue(Dialect dialect, Names names, Runs runs, boolean isShared) {

    /**
     * A run that arrives.
     *
     * @param newRun what begins
     * @param runId which run it is
     */
    record Arrival(NewRun newRun, RunId runId) {
        WorkflowRun row(Fate fate, RunStrategy strategy) {
            return newRun.row(runId, fate, strategy);
        }
    }

    /**
     * What becomes of runs that arrive together.
     *
     * @param fates the fate of each
     * @param replaced the runs whose places they took
     */
    record Admitted(List<Fate> fates, List<WorkflowRun> replaced) {}

    private static final String WAITING = "where r.workflow_id = ? and r.queued";

    /** In the words of the index, so that H2 reads it in its order. */
    private static final String ORDER = " order by r.workflow_id, r.queued, r.priority desc, r.instance, r.run limit ?";

    /**
     * Returns what is known of a workflow, and keeps others from deciding about its runs until the transaction ends.
     *
     * @param handle the connection, in a transaction
     * @param workflow the workflow
     * @return its counter
     */
    Dialect.Counter lock(Handle handle, WorkflowId workflow) {
        var only = new TreeMap<WorkflowId, Integer>();
        only.put(workflow, 0);
        return Optional.ofNullable(dialect.allocate(handle, only).get(workflow)).orElseThrow();
    }

    /** Returns how the runs of a workflow stand, as far as the strategy asks for it. */
    QueueState state(Handle handle, WorkflowId workflow, RunStrategy strategy) {
        boolean limited = strategy.rule() != RunStrategy.Rule.UNLIMITED;
        boolean strict = strategy.rule() == RunStrategy.Rule.STRICT_SEQUENTIAL;
        return new QueueState(
                strategy,
                limited ? count(handle, "going", workflow, QueueRules.limit(strategy)) : 0,
                count(handle, "queued", workflow, 1) > 0,
                strict && count(handle, "blocking", workflow, 1) > 0);
    }

    /** Counts no further than it has to. */
    private long count(Handle handle, String column, WorkflowId workflow, int limit) {
        return handle.select(
                        names.in("select count(*) from (select 1 from {workflow_run} r where r.workflow_id = ? and r."
                                + column + " limit ?) counted"),
                        workflow.value(),
                        limit)
                .mapTo(long.class)
                .one();
    }

    /** Decides what becomes of runs of a workflow that arrive together, maybe with one that has failed; its counter is locked. */
    Admitted admit(
            Handle handle, WorkflowId workflow, RunStrategy strategy, List<Arrival> arrivals, boolean withFailed) {
        for (var arrival : arrivals) {
            if (arrival.runId().run() > 1) {
                unblockBefore(handle, arrival.runId(), arrival.newRun().at());
            }
        }
        var priorities =
                arrivals.stream().map(arrival -> arrival.newRun().priority()).toList();
        if (strategy.rule() == RunStrategy.Rule.UNLIMITED) {
            return new Admitted(QueueRules.arrivals(new QueueState(strategy, 0, false, false), priorities), List.of());
        }
        var last = arrivals.getLast().newRun();
        var replaced = QueueRules.replacesWaiting(strategy)
                ? end(
                        handle,
                        Queues.EarlyEnd.because(new Ending(RunStatus.STOPPED, QueueRules.NOT_LAST, last.at())),
                        WAITING,
                        workflow.value())
                : List.<WorkflowRun>of();
        var state = state(handle, workflow, strategy);
        var seen = new QueueState(strategy, state.running(), state.waiting(), state.blocked() || withFailed);
        return new Admitted(QueueRules.arrivals(seen, priorities), replaced);
    }

    /**
     * Makes sure that a workflow may have a strategy, and lets it have that.
     *
     * @param handle the connection, in a transaction
     * @param workflow the workflow
     * @param strategy the strategy
     * @return up to which version all were deleted
     * @throws io.maestro.queue.StrategyRefusedException if it may not
     */
    long follow(Handle handle, WorkflowId workflow, RunStrategy strategy) {
        var counter = lock(handle, workflow);
        var before = counter.strategy();
        if (!before.equals(strategy)) {
            QueueRules.requireChange(
                    workflow,
                    before,
                    strategy,
                    count(handle, "going", workflow, 2) + count(handle, "queued", workflow, 2),
                    count(handle, "blocking", workflow, 1));
        }
        handle.execute(
                names.in("update {workflow_counter} set strategy = ?, concurrency = ? where workflow_id = ?"),
                strategy.rule().name(),
                strategy.workflowConcurrency(),
                workflow.value());
        return counter.deleted();
    }

    /**
     * Returns which version of a workflow is active.
     *
     * @param handle the connection
     * @param workflow the workflow
     * @return the number of the version, or empty if none is
     */
    public Optional<Long> active(Handle handle, WorkflowId workflow) {
        return handle.select(
                        names.in("select active from {workflow_counter} where workflow_id = ? and active is not null"),
                        workflow.value())
                .mapTo(Long.class)
                .findOne();
    }

    /**
     * Returns up to which version of a workflow all were deleted.
     *
     * @param handle the connection
     * @param workflow the workflow
     * @return the number of the version, or 0 if none was
     */
    public long deleted(Handle handle, WorkflowId workflow) {
        return counter(handle, workflow).map(Dialect.Counter::deleted).orElse(0L);
    }

    /** Returns what is known of a workflow, without keeping anybody from anything. */
    private Optional<Dialect.Counter> counter(Handle handle, WorkflowId workflow) {
        return handle.select(
                        names.in(
                                "select " + Dialect.Counter.COLUMNS + " from {workflow_counter} where workflow_id = ?"),
                        workflow.value())
                .map((row, context) -> Dialect.Counter.read(row))
                .findOne();
    }

    /** Has a version of a workflow be the active one. */
    int activate(Handle handle, WorkflowId workflow, long version) {
        return handle.execute(
                names.in("update {workflow_counter} set active = ? where workflow_id = ?"), version, workflow.value());
    }

    /** Has no version of a workflow be active. */
    int deactivate(Handle handle, WorkflowId workflow) {
        return handle.execute(
                names.in("update {workflow_counter} set active = null where workflow_id = ?"), workflow.value());
    }

    /**
     * Has runs begin that wait, as {@link Queues#release} says.
     *
     * @param handle the connection, in a transaction
     * @param workflow the workflow
     * @param place to which node they belong
     * @param at when
     * @param limit how many at most
     * @return what came of it
     */
    public Queues.Released release(Handle handle, WorkflowId workflow, NewRun.Place place, Instant at, int limit) {
        var strategy = lock(handle, workflow).strategy();
        long free = Math.min(QueueRules.free(state(handle, workflow, strategy)), limit);
        var begun = free == 0
                ? List.<WorkflowRun>of()
                : runs.list(handle, WAITING + ORDER, workflow.value(), free).stream()
                        .map(run -> run.begun(at))
                        .toList();
        if (!begun.isEmpty()) {
            var rows = begun.stream().map(run -> runs.release(run, place)).toList();
            dialect.write(handle, List.of(new Insertion.Rows<>(Runs.RELEASE, rows)));
        }
        var after = state(handle, workflow, strategy);
        return new Queues.Released(
                begun,
                QueueRules.stopsRunning(after) ? inTheWay(handle, workflow) : List.of(),
                after.waiting() && QueueRules.free(after) > 0);
    }

    /**
     * Tells whether {@link #release} would do anything, without keeping anybody from anything.
     *
     * @param handle the connection
     * @param workflow the workflow
     * @return false if nothing can begin now
     */
    public boolean isReleasable(Handle handle, WorkflowId workflow) {
        if (count(handle, "queued", workflow, 1) == 0) {
            return false;
        }
        var strategy = counter(handle, workflow).map(Dialect.Counter::strategy).orElseGet(RunStrategy::unlimited);
        var state = state(handle, workflow, strategy);
        return QueueRules.free(state) > 0 || QueueRules.stopsRunning(state);
    }

    private List<RunId> inTheWay(Handle handle, WorkflowId workflow) {
        return handle.select(
                        names.in(
                                "select r.instance, r.run from {workflow_run} r where r.workflow_id = ? and r.going and"
                                        + " r.ending is null"),
                        workflow.value())
                .map((row, context) -> new RunId(workflow, row.getLong(1), row.getLong(2)))
                .list();
    }

    /**
     * Ends runs that wait, as {@link Queues#end} says.
     *
     * @param handle the connection, in a transaction
     * @param range which ones
     * @param end how, why and when
     * @param limit how many at most
     * @return their rows
     */
    public List<WorkflowRun> end(Handle handle, Queues.Range range, Queues.EarlyEnd end, int limit) {
        lock(handle, range.workflow());
        return range.run()
                .map(run -> end(
                        handle,
                        end,
                        WAITING + " and r.instance = ? and r.run = ?",
                        run.workflow().value(),
                        run.instance(),
                        run.run()))
                .orElseGet(
                        () -> end(handle, end, WAITING + ORDER, range.workflow().value(), limit));
    }

    private List<WorkflowRun> end(Handle handle, Queues.EarlyEnd end, String condition, Object... arguments) {
        var ended =
                runs.list(handle, condition, arguments).stream().map(end::of).toList();
        change(handle, ended, isShared ? tidings(ended) : List.of());
        return ended;
    }

    /** A run that waits for the end of one of these may be another node's. */
    private static List<Message> tidings(List<WorkflowRun> ended) {
        return ended.stream()
                .<Message>mapMulti((run, messages) -> {
                    if (run.initiator() instanceof Initiator.ByStep by && by.awaited()) {
                        messages.accept(new Message.ChildEnded(by.parent(), run.runId()));
                    }
                })
                .toList();
    }

    private void change(Handle handle, List<WorkflowRun> changed, List<Message> messages) {
        var kinds = new ArrayList<Insertion.Rows<?>>(2);
        if (!changed.isEmpty()) {
            kinds.add(new Insertion.Rows<>(
                    Runs.CHANGE, changed.stream().map(runs::change).toList()));
        }
        if (!messages.isEmpty()) {
            kinds.add(new Insertion.Rows<>(Inbox.ARRIVAL, new Inbox(names, runs.payloads()).rows(messages)));
        }
        if (!kinds.isEmpty()) {
            dialect.write(handle, kinds);
        }
    }

    /**
     * Has failed runs not hold up others any more, as {@link Queues#unblock} says.
     *
     * @param handle the connection, in a transaction
     * @param workflow of which workflow
     * @param instance of which instance, or empty for all
     * @param unblocking who says so, why and when
     * @param limit how many at most
     * @return their rows
     */
    public List<WorkflowRun> unblock(
            Handle handle, WorkflowId workflow, Optional<Long> instance, Unblocking unblocking, int limit) {
        lock(handle, workflow);
        var condition = "where r.workflow_id = ? and r.blocking";
        var blocking = instance.map(wanted ->
                        runs.list(handle, condition + " and r.instance = ? limit ?", workflow.value(), wanted, limit))
                .orElseGet(() -> runs.list(handle, condition + " limit ?", workflow.value(), limit));
        return unblocked(handle, blocking, unblocking);
    }

    /** Has the runs of an instance before a later one not hold up others; the counter of the workflow is locked. */
    void unblockBefore(Handle handle, RunId later, Instant at) {
        var blocking = runs.list(
                handle,
                "where r.workflow_id = ? and r.blocking and r.instance = ? and r.run < ?",
                later.workflow().value(),
                later.instance(),
                later.run());
        unblocked(handle, blocking, Unblocking.byRun(later.run(), at));
    }

    private List<WorkflowRun> unblocked(Handle handle, List<WorkflowRun> blocking, Unblocking unblocking) {
        var unblocked = blocking.stream().map(run -> run.unblocked(unblocking)).toList();
        change(handle, unblocked, List.of());
        return unblocked;
    }

    /**
     * Returns the workflows of which runs wait.
     *
     * @param handle the connection
     * @return their ids
     */
    public Set<WorkflowId> waiting(Handle handle) {
        return handle
                .select(
                        names.in(
                                "select c.workflow_id from {workflow_counter} c where exists (select 1 from {workflow_run} r where r.workflow_id = c.workflow_id and r.queued)"))
                .map((row, context) -> new WorkflowId(row.getString(1)))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    /**
     * Returns how many runs come before one that waits.
     *
     * @param handle the connection
     * @param run the run
     * @return how many; empty if it does not wait
     */
    public Optional<Long> ahead(Handle handle, RunId run) {
        return runs.find(handle, run)
                .filter(WorkflowRun::isQueued)
                .map(row -> handle.select(
                                names.in(
                                        "select count(*) from {workflow_run} r where r.workflow_id = ? and r.queued and (r.priority > ? or r.priority = ? and (r.instance, r.run) < (?, ?))"),
                                run.workflow().value(),
                                row.priority(),
                                row.priority(),
                                run.instance(),
                                run.run())
                        .mapTo(long.class)
                        .one());
    }
}
