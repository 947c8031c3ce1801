package io.maestro.jdbc;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.node.SharedNodes;
import io.maestro.jdbc.internal.sql.Claim;
import io.maestro.jdbc.internal.sql.Sessions;
import io.maestro.jdbc.internal.sql.Transactions;
import io.maestro.jdbc.internal.table.Attempts;
import io.maestro.jdbc.internal.table.Breakpoints;
import io.maestro.jdbc.internal.table.Changes;
import io.maestro.jdbc.internal.table.Commits;
import io.maestro.jdbc.internal.table.Definitions;
import io.maestro.jdbc.internal.table.Identity;
import io.maestro.jdbc.internal.table.Iterations;
import io.maestro.jdbc.internal.table.PermitTable;
import io.maestro.jdbc.internal.table.Purging;
import io.maestro.jdbc.internal.table.Queue;
import io.maestro.jdbc.internal.table.Runs;
import io.maestro.jdbc.internal.table.StepTransactions;
import io.maestro.jdbc.internal.table.WakeUps;
import io.maestro.jdbc.internal.table.WorkTransaction;
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
import io.maestro.store.HostTransaction;
import io.maestro.store.NewRun;
import io.maestro.store.Nodes;
import io.maestro.store.Permits;
import io.maestro.store.Purged;
import io.maestro.store.Queues;
import io.maestro.store.RunEnd;
import io.maestro.store.RunQuery;
import io.maestro.store.StepTransaction;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import io.maestro.store.VersionedDefinition;
import io.maestro.value.ValueCodec;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Keeps definitions and facts in a database: in a file of the embedded H2, which one process at a time has open, or in PostgreSQL
 * from version 14 on, which many may share. Those are nodes: each run that has not ended belongs to one of them, and goes on at
 * another when its node ends, by itself or not.
 *
 * <p>What a method returned has been committed. On PostgreSQL that is as durable as the database is set up to be: with its
 * defaults ({@code fsync} and {@code synchronous_commit} on) it outlives the end of the process, of the database server and of
 * the power. On H2 it outlives the end of the process, by {@code kill -9} as well, and loss of power if {@link Durability} says
 * so.
 *
 * <p>Values of Java code are kept as JSON. Where their type is declared they are written and read by Jackson, so records, dates
 * and optional members come back as they were; where it is not, texts, numbers, booleans, dates and times, lists, sets and maps
 * of these come back as they were, and anything else is refused when it is to be recorded. No name of a class is stored. Times are
 * kept to the microsecond.
 */
public final class JdbcStore implements Store {

    private static final int PAGE = 1_000;

    private final Sessions sessions;
    private final Claim claim;
    private final Transactions transactions;
    private final Commits commits;
    private final Tables tables;
    private final Identity identity;
    private final StepTransactions stepTransactions;
    private final ReentrantLock granting = new ReentrantLock();
    private final Optional<SharedNodes> nodes;

    /**
     * The tables of a store.
     *
     * @param values reads and writes values of Java code
     * @param definitions the definitions
     * @param runs the runs
     * @param attempts the attempts of steps
     * @param iterations sums up runs
     * @param wakeUps the runs that sleep
     * @param purging deletes runs
     * @param breakpoints the breakpoints
     * @param queue the runs that wait for their turn
     * @param permits the steps that wait for permits
     * @param changes what was done to workflows as a whole
     */
    record Tables(
            ValueCodec values,
            Definitions definitions,
            Runs runs,
            Attempts attempts,
            Iterations iterations,
            WakeUps wakeUps,
            Purging purging,
            Breakpoints breakpoints,
            Queue queue,
            PermitTable permits,
            Changes changes) {}

    JdbcStore(
            Sessions sessions,
            Claim claim,
            Transactions transactions,
            Commits commits,
            Tables tables,
            Identity identity,
            int stepTransactions,
            Optional<SharedNodes> nodes) {
        this.sessions = sessions;
        this.claim = claim;
        this.transactions = transactions;
        this.commits = commits;
        this.tables = tables;
        this.identity = identity;
        this.stepTransactions = new StepTransactions(
                transactions, new WorkTransaction.Tables(commits, tables.runs(), tables.attempts()), stepTransactions);
        this.nodes = nodes;
    }

    /**
     * Opens a store in a file of the embedded database H2, with every option at its default.
     *
     * @param file the path of the database without an ending, such as {@code data/maestro}; it is created if it is not there, and
     *     H2 appends {@code .mv.db}
     * @return the store
     * @throws io.maestro.store.StoreException if it cannot be opened, for instance because another process has it open
     */
    public static JdbcStore h2(Path file) {
        return builder().h2(file);
    }

    /**
     * Opens a store in PostgreSQL, with every option at its default. Others may have it open.
     *
     * @param source where connections come from, best a pool, of two at least: one is kept as long as the store is open, and each step
     *     that works in a transaction has one, see {@link JdbcStoreBuilder#stepTransactions}. They must be at {@code READ COMMITTED}, as PostgreSQL hands them out, and not go through a proxy that shares sessions. The
     *     source stays open when the store is closed
     * @return the store
     * @throws io.maestro.store.StoreException if it cannot be opened
     */
    public static JdbcStore postgres(DataSource source) {
        return builder().postgres(source);
    }

    /**
     * Returns a builder with every option at its default.
     *
     * @return the builder
     */
    public static JdbcStoreBuilder builder() {
        return new JdbcStoreBuilder();
    }

    @Override
    public boolean commitsAtOnce() {
        return false;
    }

    @Override
    public Optional<ValueCodec> values() {
        return Optional.of(tables.values());
    }

    @Override
    public void requireRecordable(Map<String, EvaluatedParam> params) {
        tables.runs().requireRecordable(params);
    }

    @Override
    public VersionedDefinition register(WorkflowDefinition definition, List<JobTemplate.Definition> templates) {
        while (true) {
            var newest = latest(definition.id());
            long number = newest.map(VersionedDefinition::version).orElseGet(() -> deleted(definition.id()));
            if (newest.equals(Optional.of(new VersionedDefinition(Math.max(1, number), definition, templates)))) {
                return newest.get();
            }
            var next = new VersionedDefinition(number + 1, definition, templates);
            try {
                commits.add(tables.definitions().row(next));
                return next;
            } catch (Transactions.DuplicateException e) {
                // Somebody else registered a version in between; what is the newest now?
            }
        }
    }

    private long deleted(WorkflowId workflow) {
        return transactions.read(handle -> tables.queue().deleted(handle, workflow));
    }

    @Override
    public Optional<VersionedDefinition> latest(WorkflowId workflow) {
        return transactions.read(handle -> tables.definitions().latest(handle, workflow));
    }

    @Override
    public Optional<VersionedDefinition> definition(WorkflowId workflow, long version) {
        return transactions.read(handle -> tables.definitions().find(handle, workflow, version));
    }

    @Override
    public Optional<Long> active(WorkflowId workflow) {
        return transactions.read(handle -> tables.queue().active(handle, workflow));
    }

    @Override
    public void change(WorkflowChange change) {
        transactions.write(handle -> tables.changes().make(handle, change));
    }

    @Override
    public List<WorkflowChange> changes(WorkflowId workflow) {
        return transactions.read(handle -> tables.changes().all(handle, workflow));
    }

    @Override
    public List<WorkflowChange> remains() {
        return transactions.read(tables.changes()::remains);
    }

    @Override
    public List<WorkflowId> workflows() {
        return transactions.read(tables.definitions()::workflows);
    }

    @Override
    public List<Begun> commit(Commit commit) {
        var begun = commits.record(commit);
        if (concernsOthers(commit)
                || begun.stream().anyMatch(run -> !run.replaced().isEmpty())) {
            nodes.ifPresent(SharedNodes::call);
        }
        return begun;
    }

    private static boolean concernsOthers(Commit commit) {
        return !commit.messages().isEmpty()
                || commit.newRuns().stream().anyMatch(run -> run.place() == NewRun.Place.ANYWHERE);
    }

    @Override
    public void setBreakpoint(SetBreakpoint breakpoint) {
        transactions.writeAtOnce(handle -> tables.breakpoints().put(handle, breakpoint));
    }

    @Override
    public boolean removeBreakpoint(Breakpoint breakpoint) {
        return transactions.writeAtOnce(handle -> tables.breakpoints().remove(handle, breakpoint));
    }

    @Override
    public List<SetBreakpoint> breakpoints() {
        return transactions.read(handle -> tables.breakpoints().all(handle));
    }

    @Override
    public List<StepAttempt> paused(WorkflowId workflow, StepId step) {
        return transactions.read(handle -> tables.attempts().paused(handle, workflow, step));
    }

    @Override
    public Queues queues() {
        return new JdbcQueues(transactions, tables.queue(), nodes);
    }

    @Override
    public Permits permits() {
        return new JdbcPermits(transactions, tables.permits(), nodes, granting);
    }

    @Override
    public Optional<Nodes> nodes() {
        return nodes.map(shared -> shared);
    }

    /**
     * Returns a transaction of the host's, so that runs start with it or not at all. The host begins and ends it.
     *
     * @param connection the host's connection to the database of this store, with a transaction under way: a plain one, that of a
     *     JDBI handle ({@code handle.getConnection()}), or the one that Spring manages ({@code DataSourceUtils.getConnection})
     * @return the transaction, for {@link io.maestro.Maestro#start(String, io.maestro.StartRequest, HostTransaction)}, which throws a
     *     {@link StoreException} if the connection commits each statement by itself, or is to another database or schema
     */
    public HostTransaction within(Connection connection) {
        requireNonNull(connection, "connection");
        return commit -> transactions.within(connection, identity::require, handle -> commits.record(handle, commit));
    }

    /** Waits while as many are open as may be at once. The body is given a {@link Connection}, or a handle of JDBI. */
    @Override
    public StepTransaction openTransaction() {
        return stepTransactions.open();
    }

    @Override
    public Optional<WorkflowRun> run(RunId runId) {
        return transactions.read(handle -> tables.runs().find(handle, runId));
    }

    @Override
    public List<StepAttempt> attempts(RunId runId) {
        return transactions.read(handle -> tables.attempts().of(handle, runId));
    }

    @Override
    public List<WorkflowRun> runs(RunQuery query) {
        return transactions.read(handle -> tables.runs().page(handle, query));
    }

    @Override
    public ChildSummary children(Children.Iterations iterations) {
        return transactions.readAtOnce(handle -> tables.iterations().summary(handle, iterations));
    }

    @Override
    public void attemptsOf(Children.Iterations iterations, StepId step, Consumer<StepAttempt> reader) {
        long after = 0;
        List<StepAttempt> page;
        do {
            long last = after;
            page = transactions.read(handle -> tables.attempts().newest(handle, iterations, step, last, PAGE));
            page.forEach(reader);
            after = page.isEmpty() ? after : page.getLast().runId().instance();
        } while (page.size() == PAGE);
    }

    @Override
    public long lastRun(WorkflowId workflow) {
        return transactions.read(handle -> tables.runs().lastRun(handle, workflow));
    }

    @Override
    public Optional<WorkflowRun> newest(WorkflowId workflow, long instance) {
        return transactions.read(handle -> tables.runs().newest(handle, workflow, instance));
    }

    @Override
    public Optional<StepAttempt> newestBefore(RunId runId, StepId step) {
        return transactions.read(handle -> tables.attempts().newestBefore(handle, runId, step));
    }

    @Override
    public Optional<WorkflowRun> requested(WorkflowId workflow, String requestId) {
        return transactions.read(handle -> tables.runs().requested(handle, workflow, requestId));
    }

    @Override
    public List<WorkflowRun> unfinished(WorkflowId workflow, Optional<RunId> after, int limit) {
        return transactions.read(handle -> tables.runs().unfinished(handle, workflow, after, limit));
    }

    @Override
    public List<WakeUp> sleeping(WorkflowId workflow, Optional<WakeUp> after, int limit) {
        return transactions.read(handle -> tables.wakeUps().page(handle, workflow, after, limit));
    }

    @Override
    public Optional<RunEnd> endAfter(WorkflowId workflow, long newest) {
        return transactions.read(handle -> tables.purging().endAfter(handle, workflow, newest));
    }

    @Override
    public Purged purge(WorkflowId workflow, RunEnd through, int limit) {
        return transactions.write(handle -> tables.purging().purge(handle, workflow, through, limit));
    }

    @Override
    public void close() {
        stepTransactions.rollBack();
        sessions.close();
        claim.close();
    }
}
